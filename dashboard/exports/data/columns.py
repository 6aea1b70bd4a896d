"""The columns of data files, of a chart and of all figures: name, words, type and cell, each said once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.charts.datum import ENDS, Datum
from dashboard.charts.sources import publication_name
from dashboard.charts.view import ChartView
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Language
from dashboard.releases.data_version import DataVersion

Cell = str | float | int | None
CellOf = Callable[[DataVersion, ChartView, Datum], Cell]


@dataclass(frozen=True)
class Column:
    """A column of a data file.

    Attributes:
        name: its stable name in files for machines.
        title: its name for readers, in English.
        description: what it holds, in English.
        type: of its cells, by the Data Package standard.
        allowed: code → words, where the cells are codes.
        required: every row has it.
    """

    name: str
    title: str
    description: str
    type: Literal["string", "number", "integer", "date"] = "string"
    values: dict[str, str] | None = None
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

    def display(self, data: DataVersion, view: ChartView, row: Datum) -> Cell:
        """The cell for readers, in the language of the view."""
        if self.values and (code := self.cell(data, view, row)) is not None:
            return view.language.gettext(self.values[str(code)])
        return (self.shown or self.cell)(data, view, row)


QUALIFIERS = {
    "exact": N_("exact"),
    "about": N_("about"),
    "more_than": N_("more than"),
    "at_least": N_("at least"),
    "nearly": N_("nearly"),
    "less_than": N_("less than"),
}
BASES = {"printed": N_("printed"), "derived": N_("worked out"), "reference": N_("reference"),
         "reported": N_("published elsewhere")}  # fmt: skip
JOINS = {
    "start": N_("first"),
    "yes": N_("joins"),
    "gap": N_("after a gap"),
    "break": N_("counted otherwise"),
    "apart": N_("stands apart"),
}
LABEL_BASES = {
    "printed": N_("printed"),
    "inferred": N_("inferred"),
    "confirmed": N_("confirmed"),
}

COLUMNS = (
    ChartColumn("category", N_("Category"), N_("What the value belongs to, in the language of the file."),
                cell=lambda data, view, row: row.label, required=True),
    ChartColumn("series", N_("Series"), N_("The second division of the chart, where it has one."),
                cell=lambda data, view, row: row.series_label or None),
    ChartColumn("value", N_("Value"), N_("The number in base units: 3500000000, not 3.5."),
                cell=lambda data, view, row: row.value, type="number", required=True,
                shown=lambda data, view, row: int(row.value) if row.unit == "date" else row.value),
    ChartColumn("unit", N_("Unit"), N_("The unit of the value; a share of 45 has the unit percent."),
                cell=lambda data, view, row: row.unit,
                shown=lambda data, view, row: view.language.gettext("Year") if row.unit == "date"
                else data.vocabulary.unit(row.unit, view.language), required=True),
    ChartColumn("qualifier", N_("Qualifier"), N_("How the document qualifies the number."),
                cell=lambda data, view, row: row.qualifier, values=QUALIFIERS, required=True),
    ChartColumn("period", N_("Period"), N_("What the value covers, by ISO 8601; two ends are joined by --."),
                cell=lambda data, view, row: row.period_label or None,
                shown=lambda data, view, row: formatting.period(row.period_label, view.language)
                if row.period_label else None),
    ChartColumn("basis", N_("Basis"),
                N_("Printed in a document, worked out from printed figures, taken from a reference, or published elsewhere."),
                cell=lambda data, view, row: row.basis, values=BASES, required=True),
    ChartColumn("label_basis", N_("Basis of the label"),
                N_("Printed, or inferred where the label is missing from the document’s text."),
                cell=lambda data, view, row: row.label_basis, values=LABEL_BASES, required=True),
    ChartColumn("document", N_("Document"), N_("The document, dataset or publication that the value was read in."),
                cell=lambda data, view, row: f"{row.publication.title} ({publication_name(row.publication, view.language)})"
                if row.publication else row.document, required=True),
    ChartColumn("line", N_("Line"), N_("The line of the document’s text, counted from 1."),
                cell=lambda data, view, row: row.source_line, type="integer"),
    ChartColumn("as_printed", N_("As printed"), N_("The characters that are printed there."),
                cell=lambda data, view, row: row.as_printed or None),
    ChartColumn("figure_id", N_("Identifier"), N_("The stable key of the figure among all figures."),
                cell=lambda data, view, row: row.figure_id),
    ChartColumn("note", N_("Note"), N_("A caveat."),
                cell=lambda data, view, row: data.vocabulary.note(row.note, view.language) if row.note else None),
    ChartColumn("address", N_("Address"), N_("Where a value that was published elsewhere can be read."),
                cell=lambda data, view, row: row.publication.address if row.publication else None),
    ChartColumn("joins", N_("Joins"), N_("How the value stands to the one before it in a series; empty where there is none."),
                cell=lambda data, view, row: row.point.joins if row.point else None, values=JOINS),
    ChartColumn("join_note", N_("Break"), N_("Why the value does not join the one before it."),
                cell=lambda data, view, row: row.point.reason or None if row.point else None),
)  # fmt: skip


_CHART = {column.name: column for column in COLUMNS}


def _end_column(name: str, title: str, description: str) -> ChartColumn:
    in_time = name in ENDS["time"]
    return ChartColumn(name, title, description,
                       cell=lambda data, view, row: (row.ends[name].key if in_time else row.ends[name].label)
                       if name in row.ends else None,
                       shown=lambda data, view, row: row.ends[name].label if name in row.ends else None)  # fmt: skip


#: What rows of some chart types lie between → the columns of their two ends.
END_COLUMNS = {
    "time": (
        _end_column("start", ENDS["time"]["start"], N_("When it began, by ISO 8601; only of charts of what lasted.")),
        _end_column("end", ENDS["time"]["end"], N_("When it ended, likewise.")),
    ),
    "flow": (
        _end_column("origin", ENDS["flow"]["origin"], N_("What it comes from; only of charts of flows.")),
        _end_column("target", ENDS["flow"]["target"], N_("What it goes to, likewise.")),
    ),
}


def columns_of(view: ChartView) -> tuple[ChartColumn, ...]:
    """The columns of a chart's data: those of its two ends stand last, where its type has them."""
    return (*COLUMNS, *END_COLUMNS.get(view.info.ends or "", ()))


#: The columns of the file of all figures, in its order.
FIGURE_COLUMNS = (
    Column("figure_id", _CHART["figure_id"].title, _CHART["figure_id"].description, required=True),
    Column("topic", N_("Topic"), N_("The topic, as in the addresses of the site."), required=True),
    Column("subject", N_("Subject"), N_("What the figure is about: a notice, a database, an operation."), required=True),
    Column("metric", N_("Measure"), N_("What is counted or measured."), required=True),
    Column("period_label", _CHART["period"].title, _CHART["period"].description, required=True),
    Column("period_start", N_("Start of the period"), N_("The first day that the figure covers."), "date"),
    Column("period_end", N_("End of the period"), N_("The last day that the figure covers."), "date"),
    Column("value", _CHART["value"].title, _CHART["value"].description, "number", required=True),
    Column("unit", _CHART["unit"].title, _CHART["unit"].description, required=True),
    Column("qualifier", _CHART["qualifier"].title, _CHART["qualifier"].description, values=QUALIFIERS, required=True),
    Column("basis", _CHART["basis"].title, _CHART["basis"].description, values=BASES, required=True),
    Column("label_basis", _CHART["label_basis"].title, _CHART["label_basis"].description, values=LABEL_BASES, required=True),
    Column("source_id", _CHART["document"].title, N_("The key of the document or dataset."), required=True),
    Column("source_line", _CHART["line"].title, _CHART["line"].description, "integer"),
    Column("as_printed", _CHART["as_printed"].title, _CHART["as_printed"].description),
    Column("note", _CHART["note"].title, N_("The key of a caveat; its words stand in the database.")),
)  # fmt: skip


def rows(data: DataVersion, view: ChartView) -> list[dict[str, Cell]]:
    """The values of a chart, each with its provenance, by the names of the columns."""
    return [{column.name: column.cell(data, view, row) for column in columns_of(view)} for row in view.rows]


def field(column: Column, language: Language) -> dict[str, Any]:
    """A column as a field of a Table Schema (datapackage.org), in words of a language."""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    described = {"name": column.name, "type": column.type, "title": language.gettext(column.title)}
    described["description"] = language.gettext(column.description)
    return described | ({"constraints": constraints} if constraints else {})
