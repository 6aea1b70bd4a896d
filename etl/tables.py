"""Fourth stage: the published tables, as data frames in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd

from etl.extract import CSV_TABLES, Inputs
from etl.schema.fields import period_bounds
from etl.schema.rules import Disagreement

#: The columns of the public table ``figures``, in order. They are a contract: add at the end, never rename.
FIGURE_COLUMNS = [
    "figure_id", "topic", "subject", "metric", "period_label", "period_start", "period_end", "value", "unit",
    "qualifier", "basis", "label_basis", "source_id", "source_line", "as_printed", "note",
]  # fmt: skip
MEMBERSHIP_SOURCE = "membership"
#: Tables published as they were read.
AS_READ = (
    "subjects", "metrics", "units", "topics", "notes", "operations", "offices", "goals",
    "printed_members", "members", "members_by_year", "membership_spells", "former_members", "regions", "small_states", "printed_places",
    "printed_partners", "combined_subjects",
)  # fmt: skip


def build_tables(inputs: Inputs, derived: dict[str, Decimal]) -> dict[str, pd.DataFrame]:
    """Gives every table of the database.

    Args:
        inputs: validated inputs.
        derived: figure_id → value of the derived figures.

    Returns:
        table name → frame; rows in the order of the inputs, so that equal inputs give equal tables.
    """
    figures = [*_printed(inputs), *_derived(inputs, derived), *_membership(inputs)]
    frames = {
        "figures": pd.DataFrame(figures, columns=FIGURE_COLUMNS).sort_values("figure_id", ignore_index=True),
        "figure_printings": _frame(
            _printings(inputs), ("figure_id", "position", "source_id", "source_line", "as_printed")
        ),
        "figure_checks": _frame(
            ({"figure_id": row.figure_id, "checked": row.checked} for row in inputs.rows("printed_figures")),
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
        "disagreement_figures": _frame(
            (
                {"id": row.id, "position": position, "figure_id": name}
                for row in inputs.rows("disagreements")
                for position, name in enumerate(row.figures, 1)
            ),
            ("id", "position", "figure_id"),
        ),
        "sources": _frame(_source(item.group, item.row) for item in inputs.tables["sources"]),
    }
    for name in AS_READ:
        frames[name] = _frame((_plain(row) for row in inputs.rows(name)), CSV_TABLES[name][2].model_fields)
    frames["disagreements"] = _frame(
        (
            {key: value for key, value in _plain(row).items() if key != "figures"}
            for row in inputs.rows("disagreements")
        ),
        (key for key in Disagreement.model_fields if key != "figures"),
    )
    return frames


def _frame(rows: Iterable[dict[str, Any]], columns: Iterable[str] = ()) -> pd.DataFrame:
    """A frame of the rows; without any row, of the columns alone."""
    found = list(rows)
    return pd.DataFrame(found) if found else pd.DataFrame(columns=list(columns))


def _plain(row: Any) -> dict[str, Any]:
    """A row with lists written as text, the way the CSV files write them."""
    values = row.model_dump()
    return {key: "; ".join(map(str, v)) if isinstance(v, tuple) else v for key, v in values.items()}


def _source(source_id: str, card: Any) -> dict[str, Any]:
    values = card.model_dump()
    names, citations = values.pop("names"), values.pop("citations")
    values["quoted"] = " | ".join(values["quoted"])
    return {
        "source_id": source_id,
        **values,
        **{f"name_{language}": name for language, name in names.items()},
        **{f"citation_{language}": text for language, text in citations.items()},
    }


def _figure(values: dict[str, Any]) -> dict[str, Any]:
    start, end = period_bounds(values["period_label"])
    return {"period_start": start, "period_end": end, **values, "value": float(values["value"])}


def _printed(inputs: Inputs) -> Iterable[dict[str, Any]]:
    for located in inputs.tables["printed_figures"]:
        row = located.row.model_dump(exclude={"multiplier", "also_printed", "checked"})
        yield _figure({**row, "topic": located.group, "basis": "printed"})


def _derived(inputs: Inputs, derived: dict[str, Decimal]) -> Iterable[dict[str, Any]]:
    """Derived figures: their document is that of the last input; no line prints them.

    A figure that rests on an inferred label is no surer than it: the mark carries over.
    """
    sources = {row.figure_id: row.source_id for row in inputs.rows("printed_figures")}
    labels = {row.figure_id: row.label_basis for row in inputs.rows("printed_figures")}
    rows = {row.figure_id: row for row in inputs.rows("derivations")}
    for figure_id in derived:  # in the order they were worked out: inputs first
        row = rows[figure_id]
        sources[figure_id] = sources[row.inputs[-1]]
        labels[figure_id] = "inferred" if any(labels[name] == "inferred" for name in row.inputs) else "printed"
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
