"""A chart in a state and a language: rows with their provenance, and words made from them."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, field
from typing import Any

from dashboard import formatting
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.definition import COMPARISON, Fact
from dashboard.errors import ChartFileError
from dashboard.languages import Language
from dashboard.store import Store
from dashboard.vocabulary import Vocabulary


@dataclass(frozen=True)
class Datum:
    """One value of a chart, with where it comes from.

    Attributes:
        category: key of the place on the category axis; ``label`` is its words.
        series: key of the series, or the empty string.
        value: in base units.
        source_line: line of the document's text, None where no line prints the value.
    """

    category: str
    label: str
    series: str
    series_label: str
    value: float
    unit: str
    qualifier: str
    basis: str
    label_basis: str
    period_label: str
    source_id: str
    figure_id: str | None = None
    source_line: int | None = None
    as_printed: str | None = None
    note: str | None = None
    disputed: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ChartView:
    """Everything the faces of a chart are made from.

    Attributes:
        unit: the unit of the value axis, or the empty string where rows differ.
        title: the finding.
        notes: caveats that belong under the chart, each once.
        source_ids: documents and datasets in the order of the rows.
    """

    chart: Chart
    state: State
    language: Language
    version: str
    rows: tuple[Datum, ...]
    unit: str
    title: str
    subtitle: str
    question: str
    reading: str | None
    notes: tuple[str, ...]
    source_ids: tuple[str, ...]
    annotations: tuple[tuple[str, str], ...]

    @property
    def categories(self) -> list[str]:
        """Category keys, each once, in the order of the rows."""
        return list(dict.fromkeys(row.category for row in self.rows))

    @property
    def series(self) -> list[str]:
        """Series keys, each once, in the order of the rows."""
        return list(dict.fromkeys(row.series for row in self.rows))

    def value_label(self, row: Datum, *, short: bool = True) -> str:
        """The words of a value: its qualifier, its unit, and the marks explained in the notes."""
        words = formatting.qualified(row.value, row.unit, row.qualifier, self.language, short=short)
        if row.basis == "derived":
            words = formatting.qualified(row.value, row.unit, "exact", self.language, short=short) + "\u00a0†"
        return words + ("\u00a0*" if row.label_basis == "inferred" else "") + ("\u00a0‡" if row.disputed else "")


def chart_view(chart: Chart, state: State, language: Language, store: Store, vocabulary: Vocabulary) -> ChartView:
    """Makes the view that every face of a chart is drawn from.

    Raises:
        ChartFileError: the query fails, names a figure that does not exist, or a title's words name no fact.
    """
    definition = chart.definition
    chosen = [f"{name}={option}" for name, option in state]
    query = next((definition.state_queries[key] for key in chosen if key in definition.state_queries), definition.query)
    unit = next((definition.state_units[key] for key in chosen if key in definition.state_units), definition.unit)
    subtitle = next(
        (definition.state_subtitles[key] for key in chosen if key in definition.state_subtitles),
        definition.subtitle,
    )
    rows = _rows(chart, query, state, language, store, vocabulary)
    facts = _Facts(chart, rows, language, store)
    units = {row.unit for row in rows}
    return ChartView(
        chart=chart,
        state=state,
        language=language,
        version=store.version,
        rows=tuple(rows),
        unit=unit or (units.pop() if len(units) == 1 else ""),
        title=facts.fill(_finding(chart, facts), "title"),
        subtitle=facts.fill(subtitle, "subtitle"),
        question=language.words(definition.question),
        reading=facts.fill(definition.reading, "reading") if definition.reading else None,
        notes=tuple(_notes(definition.remark, rows, language, vocabulary)),
        source_ids=tuple(dict.fromkeys(row.source_id for row in rows)),
        annotations=tuple((a.category, language.words(a.text)) for a in definition.annotations),
    )


_FIGURE_COLUMNS = "subject, metric, value, unit, qualifier, basis, label_basis, period_label, source_id, source_line, as_printed, note"


def _rows(
    chart: Chart, query: str, state: State, language: Language, store: Store, vocabulary: Vocabulary
) -> list[Datum]:
    parameters = {name: option for name, option in state if f"${name}" in query}
    try:
        found = store.rows(query, parameters)
    except Exception as error:
        raise ChartFileError(chart.file, "query", f"the database refuses it: {error}") from error
    ids = [row["figure_id"] for row in found if row.get("figure_id")]
    figures = {
        row["figure_id"]: row
        for row in store.rows(
            f"SELECT figure_id, {_FIGURE_COLUMNS} FROM figures WHERE list_contains($ids, figure_id)",
            {"ids": ids},
        )
    }
    disputed = {row["figure_id"] for row in store.rows("SELECT figure_id FROM disagreement_figures")}
    data = []
    for row in found:
        figure_id = row.pop("figure_id", None)
        if figure_id is not None and figure_id not in figures:
            raise ChartFileError(chart.file, "query", f"it names {figure_id!r}, which is no figure.")
        figure = figures.get(figure_id, _reference_row(row))
        data.append(_datum(chart, figure_id, figure, row, language, vocabulary, figure_id in disputed))
    return data


def _reference_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row that counts or quotes a reference rather than a figure."""
    base = dict.fromkeys(_FIGURE_COLUMNS.split(", "))
    base |= {
        "qualifier": "exact",
        "basis": "reference",
        "label_basis": "printed",
        "unit": "count",
        "period_label": "",
    }
    return base | {key: value for key, value in row.items() if key in base}


def _datum(
    chart: Chart,
    figure_id: str | None,
    figure: dict[str, Any],
    row: dict[str, Any],
    language: Language,
    vocabulary: Vocabulary,
    disputed: bool,
) -> Datum:
    category = str(row.get("category") or figure["subject"] or "")
    series = str(row.get("series") or "")
    extra = {key: value for key, value in row.items() if key not in ("category", "series", *figure)}
    names = chart.definition.names
    return Datum(
        category=category,
        label=_label(category, names, language, vocabulary),
        series=series,
        series_label=_label(series, names, language, vocabulary) if series else "",
        value=float(figure["value"]),
        unit=str(figure["unit"]),
        qualifier=str(figure["qualifier"]),
        basis=str(figure["basis"]),
        label_basis=str(figure["label_basis"]),
        period_label=str(figure["period_label"] or ""),
        source_id=str(figure["source_id"]),
        figure_id=figure_id,
        source_line=figure["source_line"],
        as_printed=figure["as_printed"],
        note=figure["note"],
        disputed=disputed,
        extra=extra,
    )


def _label(key: str, names: dict[str, str], language: Language, vocabulary: Vocabulary) -> str:
    if key in names:
        return language.words(names[key])
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}(--\d{4}(-\d{2}){0,2})?", key):
        return formatting.period(key, language)
    return vocabulary.name(key, language)


_COMPARE = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


class _Facts:
    """The values that a chart's words may name."""

    def __init__(self, chart: Chart, rows: list[Datum], language: Language, store: Store) -> None:
        self._chart, self._language = chart, language
        self.values: dict[str, float] = {}
        self._shown: dict[str, str] = {}
        for name, fact in chart.definition.facts.items():
            self.values[name], self._shown[name] = self._find(name, fact, rows, store)

    def _find(self, name: str, fact: Fact, rows: list[Datum], store: Store) -> tuple[float, str]:
        if fact.figure:
            found = store.rows(f"SELECT {_FIGURE_COLUMNS} FROM figures WHERE figure_id = $id", {"id": fact.figure})
            if not found:
                raise ChartFileError(self._chart.file, f"facts.{name}", f"there is no figure {fact.figure!r}.")
            figure = found[0]
            qualifier = "exact" if figure["basis"] == "derived" else figure["qualifier"]
            value = abs(figure["value"]) if "change" in str(figure["metric"]) else figure["value"]
            return figure["value"], formatting.qualified(value, figure["unit"], qualifier, self._language)
        kept = [r for r in rows if fact.series in (None, r.series) and fact.category in (None, r.category)]
        if fact.pick == "count":
            return len(kept), formatting.number(len(kept), self._language)
        if not kept:
            raise ChartFileError(self._chart.file, f"facts.{name}", "no row of the query fits it.")
        row = _pick(fact.pick or "first", kept)
        shown = {
            "value": lambda: formatting.qualified(
                row.value, row.unit, "exact" if row.basis == "derived" else row.qualifier, self._language
            ),
            "label": lambda: row.label,
            "series": lambda: row.series_label,
            "period": lambda: formatting.period(row.period_label, self._language),
        }[fact.show]()
        return row.value, shown

    def holds(self, condition: str) -> bool:
        match = COMPARISON.match(condition)
        if match is None:
            return False
        left, compare, right = match.groups()
        return bool(_COMPARE[compare](self._number(left), self._number(right)))

    def _number(self, text: str) -> float:
        if text in self.values:
            return self.values[text]
        try:
            return float(text)
        except ValueError as error:
            allowed = ", ".join(self.values) or "none"
            raise ChartFileError(
                self._chart.file, "title", f"there is no fact {text!r}. Allowed: {allowed}."
            ) from error

    def fill(self, message: str, key: str) -> str:
        text = self._language.words(message)
        try:
            return text.format(**self._shown) if "{" in text else text
        except (KeyError, IndexError, ValueError) as error:
            allowed = ", ".join(self._shown) or "none"
            what = f"{text!r} names a fact that is not declared ({error}). Allowed: {allowed}."
            raise ChartFileError(self._chart.file, key, what) from error


def _pick(which: str, rows: list[Datum]) -> Datum:
    if which == "largest":
        return max(rows, key=lambda row: row.value)
    if which == "smallest":
        return min(rows, key=lambda row: row.value)
    return rows[0] if which == "first" else rows[-1]


def _finding(chart: Chart, facts: _Facts) -> str:
    title = chart.definition.title
    if isinstance(title, str):
        return title
    for finding in title:
        if facts.holds(finding.when):
            return finding.text
    raise ChartFileError(chart.file, "title", "no finding holds for the data. Word one that does.")


def _notes(remark: str | None, rows: list[Datum], language: Language, vocabulary: Vocabulary) -> list[str]:
    notes = [language.words(remark)] if remark else []
    if any(row.basis == "derived" for row in rows):
        notes.append("† " + language.words("Worked out from printed figures; no document prints it."))
    if any(row.label_basis == "inferred" for row in rows):
        notes.append("* " + language.words("The document lost the label; it is inferred."))
    if any(row.disputed for row in rows):
        notes.append("‡ " + language.words("Printed figures disagree; see the end of the topic’s page."))
    worded = [vocabulary.note(row.note, language) for row in rows if row.note]
    return list(dict.fromkeys([*notes, *worded]))
