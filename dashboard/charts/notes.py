"""Caveats under a chart, each tied to the values it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dashboard.charts.datum import DERIVED, DERIVED_WORDS, HOLLOW, INFERRED, REPORTED, UNCONFIRMED, Datum
from dashboard.data.store import Store
from dashboard.data.vocabulary import Vocabulary
from dashboard.i18n import formatting
from dashboard.i18n.languages import Language

#: More values than these are named by the first and the last of each series.
MAX_NAMES = 6


def truncation_note(shown: int, number: int, language: Language) -> list[str]:
    """Says that a chart shows the first of many rows."""
    if shown == number:
        return []
    return [
        language.gettext(
            "The chart shows the first {shown} of {number} figures. The list of all figures has every one.",
            shown=formatting.number(shown, language),
            number=formatting.number(number, language),
        )
    ]


def notes(
    remarks: Iterable[str | None],
    rows: Sequence[Datum],
    wholes: Sequence[str],
    language: Language,
    vocabulary: Vocabulary,
    store: Store,
    *,
    derived_words: bool,
    filled: bool,
) -> list[str]:
    """Caveats under the chart: what the marks mean, what is disputed, and what the rows' figures carry.

    A note that concerns some of the rows begins with their names.

    Args:
        remarks: what the chart's file says, in words; they come first.
        rows: the values.
        wholes: ids of the figures that the rows are parts of, where the chart gives them.
        language: of the words.
        vocabulary: names.
        store: the data.
        derived_words: whether the title or another text names a value that is worked out.
        filled: whether an outline can be seen to be empty; in a table, the rows are named instead.
    """
    found = [remark for remark in remarks if remark]
    if any(row.basis == "derived" for row in rows):
        found.append("† " + language.gettext(DERIVED))
    elif derived_words:
        found.append(language.gettext(DERIVED_WORDS))
    if any(row.label_basis == "inferred" for row in rows):
        found.append("* " + language.gettext(INFERRED))
    if any(row.basis == "reported" for row in rows):
        hollow = [row for row in rows if row.point and row.point.mark == "hollow"]
        outline = [language.gettext(HOLLOW)] if hollow and filled else []
        found.append(" ".join(["§", language.gettext(REPORTED), *outline]))
        if hollow and not filled:
            names = _shortest_names(hollow, rows, language)
            found.append(_named(names, language.gettext(UNCONFIRMED), language))
    ids = [*(row.figure_id for row in rows if row.figure_id), *wholes]
    query = f"""SELECT DISTINCT d.id, d.{language.code} AS text FROM disagreements d
                JOIN disagreement_figures f USING (id) WHERE list_contains($ids, f.figure_id) ORDER BY d.id"""
    found += [f"‡ {language.localize_digits(row['text'])}" for row in store.rows(query, {"ids": ids})]
    for key, ids_of in _notes_by_figure(rows, store).items():
        names = _shortest_names([row for row in rows if row.figure_id in ids_of], rows, language)
        found.append(_named(names, vocabulary.note(key, language), language))
    found += reasons(rows, language)
    return list(dict.fromkeys(found))


def reasons(rows: Sequence[Datum], language: Language) -> list[str]:
    """Why points of a series do not join the ones before them, each with the names of its points."""
    concerned: dict[str, list[Datum]] = {}
    for row in rows:
        if row.point and row.point.reason:
            concerned.setdefault(row.point.reason, []).append(row)
    return [
        _named(_point_names(found, rows, reason, language), reason, language) for reason, found in concerned.items()
    ]


def _point_names(concerned: Sequence[Datum], rows: Sequence[Datum], reason: str, language: Language) -> list[str]:
    """The years or editions alone where a reason holds in several series; none that the reason names itself, none for all."""
    single = len({row.series for row in concerned}) == 1
    if all(row.label in reason for row in concerned):
        return [concerned[0].series_label] if single and concerned[0].series_label else []
    if single:
        return _shortest_names(concerned, rows, language)
    ordered = sorted(concerned, key=lambda row: row.point.place if row.point else 0)
    later = {row.label for row in rows if row.point and row.point.joins != "start"}
    return list(dict.fromkeys(row.label for row in ordered)) if later > {row.label for row in ordered} else []


def _named(names: list[str], note: str, language: Language) -> str:
    if not names:
        return note
    listed = formatting.format_list(names, language)
    return language.gettext("{names} – {note}", names=listed[0].upper() + listed[1:], note=note)


def _notes_by_figure(rows: Iterable[Datum], store: Store) -> dict[str, set[str | None]]:
    """Note → the figures that carry it, themselves or by an input whose label is inferred; in the order of the rows."""
    carried: dict[str, set[str | None]] = {}
    for row in rows:
        if row.note:
            carried.setdefault(row.note, set()).add(row.figure_id)
    inputs = store.rows(
        "SELECT DISTINCT f.note, i.figure_id FROM figure_inputs i JOIN figures f ON f.figure_id = i.input_id "
        "WHERE list_contains($ids, i.figure_id) AND f.note IS NOT NULL AND f.label_basis = 'inferred' ORDER BY ALL",
        {"ids": [row.figure_id for row in rows if row.figure_id]},
    )
    for found in inputs:
        carried.setdefault(found["note"], set()).add(found["figure_id"])
    return carried


def _shortest_names(concerned: Sequence[Datum], rows: Sequence[Datum], language: Language) -> list[str]:
    """The fewest names that tell some rows from the others; none where all rows are concerned.

    Whole categories are named as such, then whole series, else each value by both of its names.
    """
    if len(concerned) == len(rows):
        return []
    for name, key in _NAMES:
        keys = {key(row) for row in concerned}
        if name(concerned[0]) and all((key(row) in keys) == (row in concerned) for row in rows):
            return list(dict.fromkeys(name(row) for row in concerned))
    if len(concerned) > MAX_NAMES:
        spans = [
            [row for row in concerned if row.series == key] for key in dict.fromkeys(row.series for row in concerned)
        ]
        return [
            _both_names(found[0], language.gettext("{start}–{end}", start=found[0].label, end=found[-1].label))
            for found in spans
        ]
    return list(dict.fromkeys(_both_names(row, row.label) for row in concerned))


def _both_names(row: Datum, label: str) -> str:
    return f"{label} · {row.series_label}" if row.series_label else label


_Name = Callable[[Datum], str]
_NAMES: tuple[tuple[_Name, _Name], ...] = (
    (lambda row: row.label, lambda row: row.category),
    (lambda row: row.series_label, lambda row: row.series),
)
