"""Fourth stage: the published tables, as data frames in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd

from etl.extract import Inputs
from etl.reported import Settled, agreements, settle
from etl.schema.fields import Row, period_bounds
from etl.series import series_points

#: The columns of the public table ``figures``, in order. They are a contract: add at the end, never rename.
FIGURE_COLUMNS = [
    "figure_id", "topic", "subject", "metric", "period_label", "period_start", "period_end", "value", "unit",
    "qualifier", "basis", "label_basis", "source_id", "source_line", "as_printed", "note", "publication_id",
]  # fmt: skip
#: ``agreement``: how the publication's value stands to that of the figure: same, agrees or differs.
PUBLICATION_COLUMNS = (
    "figure_id", "position", "publication_id", "value", "qualifier", "as_printed", "place", "agreement",
)  # fmt: skip
SERIES_COLUMNS = ("series", "position", "figure_id", "joins", "mark", "note")
MEMBERSHIP_SOURCE = "membership"
#: Tables published as they were read.
PASS_THROUGH = (
    "subjects", "metrics", "units", "topics", "notes", "operations", "glosses", "offices", "goals",
    "printed_members", "members", "country_names", "members_by_year", "membership_spells", "former_members", "regions", "small_states", "printed_places",
    "printed_partners", "chapters", "sections", "combined_subjects", "publications", "series", "label_confirmations",
    "search_words", "search_refusals",
)  # fmt: skip


def build_tables(inputs: Inputs, derived: dict[str, Decimal]) -> dict[str, pd.DataFrame]:
    """Gives every table of the database.

    Args:
        inputs: validated inputs.
        derived: figure_id → value of the derived figures.

    Returns:
        table name → frame; rows in the order of the inputs, so that equal inputs give equal tables.
    """
    settled = settle(inputs)
    figures = [*_printed(inputs), *_derived(inputs, derived), *_membership(inputs), *_reported(inputs, settled)]
    frames = {
        "figures": pd.DataFrame(figures, columns=FIGURE_COLUMNS).sort_values("figure_id", ignore_index=True),
        "figure_printings": _frame(
            _printings(inputs), ("figure_id", "position", "source_id", "source_line", "as_printed")
        ),
        "figure_checks": _frame(
            ({"figure_id": row.figure_id, "checked": row.reading_told} for row in inputs.rows("printed_figures")),
            ("figure_id", "checked"),
        ),
        "figure_inputs": _frame(
            (
                {"figure_id": row.figure_id, "rule": row.rule, "position": position, "input_id": name}
                for row in inputs.rows("derivations")
                for position, name in enumerate(row.inputs, 1)
            ),
            ("figure_id", "rule", "position", "input_id"),
        ),
        "parts_of_totals": _frame(
            ({"id": row.id, "figure_id": part} for row in inputs.rows("checks") for part in row.parts),
            ("id", "figure_id"),
        ),
        "disagreement_figures": _frame(_disagreeing(inputs, settled), ("id", "position", "figure_id")),
        "figure_publications": _frame(_publications(inputs, settled), PUBLICATION_COLUMNS),
        "series_points": _frame(series_points(inputs), SERIES_COLUMNS),
        "sources": _frame(_source(item.group, item.row) for item in inputs.tables["sources"]),
    }
    for name in PASS_THROUGH:
        frames[name] = _frame(map(_plain, inputs.rows(name)), inputs.columns[name])
    told = [column for column in inputs.columns["disagreements"] if column != "figures"]
    frames["disagreements"] = _frame(map(_plain, inputs.rows("disagreements")), told)
    frames["untranslated"] = _frame(_untranslated(inputs), ("language", "place", "en"))
    return frames


def _disagreeing(inputs: Inputs, settled: Settled) -> Iterable[dict[str, Any]]:
    """The figures of each disagreement, and those that are worked out of them: no surer than what they come from."""
    for row in inputs.rows("disagreements"):
        names = dict.fromkeys(map(settled.current, row.figures))
        while more := [
            each.figure_id
            for each in inputs.rows("derivations")
            if each.figure_id not in names and not names.keys().isdisjoint(each.inputs)
        ]:
            names |= dict.fromkeys(more)
        yield from ({"id": row.id, "position": n, "figure_id": name} for n, name in enumerate(names, 1))


def _frame(rows: Iterable[dict[str, Any]], columns: Iterable[str] = ()) -> pd.DataFrame:
    """A frame of the rows, with the columns that are named, or else with those of the rows."""
    return pd.DataFrame(list(rows), columns=list(columns) or None)


def _plain(row: Row) -> dict[str, Any]:
    """A row with lists written as text, the way the CSV files write them, and English where there is no translation."""
    values = row.model_dump()
    values |= {name: values[english] for name, english in row.translations.items() if values[name] is None}
    return {key: "; ".join(map(str, v)) if isinstance(v, tuple) else v for key, v in values.items()}


def _untranslated(inputs: Inputs) -> Iterable[dict[str, str]]:
    """Every name that stands in English in the place of a translation."""
    rows: list[tuple[str, Row]] = [(item.where, item.row) for each in inputs.tables.values() for item in each]
    for item in inputs.tables["sources"]:
        rows += [(f"{item.where}, [names]", item.row.names), (f"{item.where}, [citations]", item.row.citations)]
    for where, row in rows:
        values = _plain(row)
        for name, english in row.translations.items():
            if getattr(row, name) is None:
                yield {"language": name.rpartition("_")[2], "place": where, "en": values[english]}


def _source(source_id: str, card: Any) -> dict[str, Any]:
    values = card.model_dump()
    del values["names"], values["citations"]
    values["quoted"] = " | ".join(values["quoted"])
    return {
        "source_id": source_id,
        **values,
        **{f"name_{language}": name for language, name in _plain(card.names).items()},
        **{f"citation_{language}": text for language, text in _plain(card.citations).items()},
    }


def _figure(values: dict[str, Any]) -> dict[str, Any]:
    start, end = period_bounds(values["period_label"])
    return {"period_start": start, "period_end": end, **values, "value": float(values["value"])}


def _printed(inputs: Inputs) -> Iterable[dict[str, Any]]:
    for item in inputs.tables["printed_figures"]:
        row = item.row.model_dump(exclude={"multiplier", "also_printed", "checked"})
        yield _figure({**row, "topic": item.group, "basis": "printed"})


def _derived(inputs: Inputs, derived: dict[str, Decimal]) -> Iterable[dict[str, Any]]:
    """Derived figures: their document is the latest of their inputs'; no line prints them.

    A figure that rests on an inferred label is no surer than it: the mark carries over.
    """
    sources = {row.figure_id: row.source_id for row in inputs.rows("printed_figures")}
    labels = {row.figure_id: row.label_basis for row in inputs.rows("printed_figures")}
    published = {item.group: item.row.published for item in inputs.tables["sources"]}
    rows = {row.figure_id: row for row in inputs.rows("derivations")}
    for figure_id in derived:  # in the order they were worked out: inputs first
        row = rows[figure_id]
        sources[figure_id] = max((sources[name] for name in reversed(row.inputs)), key=lambda each: published[each])
        found = {labels[name] for name in row.inputs}
        labels[figure_id] = next(basis for basis in ("inferred", "confirmed", "printed") if basis in found)
    for row in rows.values():
        kept = row.model_dump(exclude={"rule", "inputs", "round_to"})
        extra = {"basis": "derived", "label_basis": labels[row.figure_id], "source_id": sources[row.figure_id]}
        yield _figure({**kept, **extra, "value": derived[row.figure_id], "source_line": None, "as_printed": None})


def _membership(inputs: Inputs) -> Iterable[dict[str, Any]]:
    """Totals at each year's end, from the reference; the line is that of the reference file."""
    for line, row in enumerate(inputs.rows("members_by_year"), 2):
        yield _figure(
            {
                "figure_id": row.figure_id,
                "topic": "members",
                "subject": "interpol",
                "metric": "members",
                "period_label": f"{row.year}-12-31",
                "value": row.members_at_year_end,
                "unit": "count",
                "qualifier": "exact",
                "basis": "reference",
                "label_basis": "printed",
                "source_id": MEMBERSHIP_SOURCE,
                "source_line": line,
                "as_printed": str(row.members_at_year_end),
                "note": None,
            }
        )


def _reported(inputs: Inputs, settled: Settled) -> Iterable[dict[str, Any]]:
    """Figures that only other publications print: value and token are those of the preferred one."""
    for name, items in settled.figures.items():
        row = items[0].row.model_dump(exclude={"multiplier", "dated_by", "place"})
        extra = {"topic": items[0].group, "basis": "reported", "label_basis": "printed", "source_line": None}
        yield _figure({**row, "figure_id": name, **extra})


def _publications(inputs: Inputs, settled: Settled) -> Iterable[dict[str, Any]]:
    positions: Counter[str] = Counter()
    for name, item, how in agreements(inputs, settled):
        positions[name] += 1
        row = item.row.model_dump(include=set(PUBLICATION_COLUMNS))
        yield {"figure_id": name, "position": positions[name], **row, "value": float(item.row.value), "agreement": how}


def _printings(inputs: Inputs) -> Iterable[dict[str, Any]]:
    for row in inputs.rows("printed_figures"):
        for position, (line, token) in enumerate(row.printings, 1):
            yield {
                "figure_id": row.figure_id,
                "position": position,
                "source_id": row.source_id,
                "source_line": line,
                "as_printed": token,
            }
