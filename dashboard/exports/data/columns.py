"""The columns of a chart's data, the same in every data file: name, words, type and cell, each said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.charts.datum import Datum
from dashboard.charts.view import ChartView
from dashboard.i18n import formatting
from dashboard.i18n.languages import Language, message
from dashboard.releases.data_version import Desk

Cell = str | float | int | None
CellOf = Callable[[Desk, ChartView, Datum], Cell]


@dataclass(frozen=True)
class Column:
    """A column of a data file.

    Attributes:
        name: its stable name in files for machines.
        title: its name for readers, in English.
        about: what it holds, in English.
        type: of its cells, by the Data Package standard.
        allowed: code → words, where the cells are codes.
        required: every row has it.
    """

    name: str
    title: str
    about: str
    type: Literal["string", "number", "integer", "date"] = "string"
    allowed: dict[str, str] | None = None
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class ChartColumn(Column):
    """A column of a chart's data.

    Attributes:
        cell: the cell of a row, for machines.
        shown: the cell of a row for readers, where it is another; codes are worded in any case.
    """

    cell: CellOf
    shown: CellOf | None = None

    def worded(self, desk: Desk, view: ChartView, row: Datum) -> Cell:
        """The cell for readers, in the language of the view."""
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
    ChartColumn("category", message("Category"), message("What the value belongs to, in the language of the file."),
                cell=lambda desk, view, row: row.label, required=True),
    ChartColumn("series", message("Series"), message("The second division of the chart, where it has one."),
                cell=lambda desk, view, row: row.series_label or None),
    ChartColumn("value", message("Value"), message("The number in base units: 3500000000, not 3.5."),
                cell=lambda desk, view, row: row.value, type="number", required=True,
                shown=lambda desk, view, row: int(row.value) if row.unit == "date" else row.value),
    ChartColumn("unit", message("Unit"), message("The unit of the value; a share of 45 has the unit percent."),
                cell=lambda desk, view, row: row.unit,
                shown=lambda desk, view, row: view.language.words("Year") if row.unit == "date"
                else desk.vocabulary.unit(row.unit, view.language), required=True),
    ChartColumn("qualifier", message("Qualifier"), message("How the document qualifies the number."),
                cell=lambda desk, view, row: row.qualifier, allowed=QUALIFIERS, required=True),
    ChartColumn("period", message("Period"), message("What the value covers, by ISO 8601; two ends are joined by --."),
                cell=lambda desk, view, row: row.period_label or None,
                shown=lambda desk, view, row: formatting.period(row.period_label, view.language)
                if row.period_label else None),
    ChartColumn("basis", message("Basis"),
                message("Printed in a document, worked out from printed figures, or taken from a reference."),
                cell=lambda desk, view, row: row.basis, allowed=BASES, required=True),
    ChartColumn("label_basis", message("Basis of the label"),
                message("Printed, or inferred where the label is missing from the document’s text."),
                cell=lambda desk, view, row: row.label_basis, allowed=LABEL_BASES, required=True),
    ChartColumn("document", message("Document"), message("The document or dataset that the value was read in."),
                cell=lambda desk, view, row: desk.vocabulary.source(row.source_id, view.language), required=True),
    ChartColumn("line", message("Line"), message("The line of the document’s text, counted from 1."),
                cell=lambda desk, view, row: row.source_line, type="integer"),
    ChartColumn("as_printed", message("As printed"), message("The characters that are printed there."),
                cell=lambda desk, view, row: row.as_printed or None),
    ChartColumn("figure_id", message("Identifier"), message("The stable key of the figure among all figures."),
                cell=lambda desk, view, row: row.figure_id),
    ChartColumn("note", message("Note"), message("A caveat."),
                cell=lambda desk, view, row: desk.vocabulary.note(row.note, view.language) if row.note else None),
)  # fmt: skip


def rows(desk: Desk, view: ChartView) -> list[dict[str, Cell]]:
    """The values of a chart, each with its provenance, by the names of the columns."""
    return [{column.name: column.cell(desk, view, row) for column in COLUMNS} for row in view.rows]


def field(column: Column, language: Language) -> dict[str, Any]:
    """A column as a field of a Table Schema (datapackage.org), in words of a language."""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    described = {"name": column.name, "type": column.type, "title": language.words(column.title)}
    described["description"] = language.words(column.about)
    return described | ({"constraints": constraints} if constraints else {})
