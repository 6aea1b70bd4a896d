"""The columns of a chart's data, the same in every data file: name, words, type and cell, each said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from dashboard import formatting
from dashboard.charts.datum import Datum
from dashboard.charts.view import ChartView
from dashboard.desk import Desk
from dashboard.languages import message

Cell = str | float | int | None
Context = tuple[Desk, ChartView]


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: its stable name in files for machines.
        title: its name for readers, in English.
        about: what it holds, in English.
        type: of its cells, by the Data Package standard.
        cell: the cell of a row, for machines.
        shown: the cell of a row in the words of the page's language, where that is another.
        allowed: code → words, where the cells are codes.
        required: every row has it.
    """

    name: str
    title: str
    about: str
    cell: Callable[[Desk, ChartView, Datum], Cell]
    type: Literal["string", "number", "integer"] = "string"
    shown: Callable[[Desk, ChartView, Datum], Cell] | None = None
    allowed: dict[str, str] | None = None
    required: bool = False

    def worded(self, desk: Desk, view: ChartView, row: Datum) -> Cell:
        """The cell for readers."""
        if self.allowed:
            return view.language.words(self.allowed[str(self.cell(desk, view, row))])
        return (self.shown or self.cell)(desk, view, row)


QUALIFIERS = {
    "exact": message("exact"),
    "about": message("about"),
    "more_than": message("more than"),
    "at_least": message("at least"),
    "nearly": message("nearly"),
    "less_than": message("less than"),
}
BASES = {"printed": message("printed"), "derived": message("worked out"), "reference": message("reference")}
LABEL_BASES = {"printed": message("printed"), "inferred": message("inferred")}

COLUMNS = (
    Column("category", message("Category"), message("What the value belongs to, in the language of the file."),
           lambda desk, view, row: row.label, required=True),
    Column("series", message("Series"), message("The second division of the chart, where it has one."),
           lambda desk, view, row: row.series_label or None),
    Column("value", message("Value"), message("The number in base units: 3500000000, not 3.5."),
           lambda desk, view, row: row.value, type="number", required=True),
    Column("unit", message("Unit"), message("The unit of the value; a share of 45 has the unit percent."),
           lambda desk, view, row: row.unit,
           shown=lambda desk, view, row: desk.vocabulary.unit(row.unit, view.language), required=True),
    Column("qualifier", message("Qualifier"), message("How the document qualifies the number."),
           lambda desk, view, row: row.qualifier, allowed=QUALIFIERS, required=True),
    Column("period", message("Period"), message("What the value covers, by ISO 8601; two ends are joined by --."),
           lambda desk, view, row: row.period_label or None,
           shown=lambda desk, view, row: formatting.period(row.period_label, view.language)
           if row.period_label else None),
    Column("basis", message("Basis"),
           message("Printed in a document, worked out from printed figures, or taken from a reference."),
           lambda desk, view, row: row.basis, allowed=BASES, required=True),
    Column("label_basis", message("Basis of the label"),
           message("Printed, or inferred where the document lost the label."),
           lambda desk, view, row: row.label_basis, allowed=LABEL_BASES, required=True),
    Column("document", message("Document"), message("The document or dataset that the value was read in."),
           lambda desk, view, row: desk.vocabulary.source(row.source_id, view.language), required=True),
    Column("line", message("Line"), message("The line of the document’s text, counted from 1."),
           lambda desk, view, row: row.source_line, type="integer"),
    Column("as_printed", message("As printed"), message("The characters that are printed there."),
           lambda desk, view, row: row.as_printed or None),
    Column("figure_id", message("Identifier"), message("The stable key of the figure among all figures."),
           lambda desk, view, row: row.figure_id),
    Column("note", message("Note"), message("A caveat."),
           lambda desk, view, row: desk.vocabulary.note(row.note, view.language) if row.note else None),
)  # fmt: skip


def rows(desk: Desk, view: ChartView) -> list[dict[str, Cell]]:
    """The values of a chart, each with its provenance, by the names of the columns."""
    return [{column.name: column.cell(desk, view, row) for column in COLUMNS} for row in view.rows]


def field(column: Column, view: ChartView) -> dict[str, Any]:
    """A column as a field of a Table Schema (datapackage.org), in words of the view's language."""
    words = view.language.words
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    described = {"name": column.name, "type": column.type, "title": words(column.title)}
    return described | {"description": words(column.about)} | ({"constraints": constraints} if constraints else {})
