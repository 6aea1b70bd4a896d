"""A chart's data as CSV (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io

from dashboard.charts.view import ChartView
from dashboard.exports.data.columns import columns_of, rows
from dashboard.exports.registry import EnumParameter, Export, ExportRequest, export
from dashboard.i18n.formatting import machine_value
from dashboard.i18n.languages import N_
from dashboard.releases.data_version import DataVersion

EXCEL = EnumParameter("excel", ("0", "1"), N_("1 puts a byte order mark first, which Excel needs to read accents."))


def csv_rows(data: DataVersion, view: ChartView) -> list[list[str]]:
    """The rows of a chart's data file, the head first; words are those of the page's language."""
    head = [column.name for column in columns_of(view)]
    return [head, *([_written(cell) for cell in row.values()] for row in rows(data, view))]


def _written(cell: str | float | int | None) -> str:
    if cell is None:
        return ""
    return safe_cell(cell) if isinstance(cell, str) else machine_value(cell)


def safe_cell(text: str) -> str:
    """Keeps a spreadsheet from running a text as a formula, with an apostrophe before it; plain numbers stay."""
    if text[:1] in ("+", "-") and text.isascii() and text[1:].replace(".", "", 1).isdecimal():
        return text
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


#: As OWASP lists them, with the full-width forms that spreadsheets take as well.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(data: DataVersion, view: ChartView) -> str:
    """The whole file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(csv_rows(data, view))
    return text.getvalue()


@export("csv", "text/csv; charset=utf-8", N_("Data as CSV"), "data", EXCEL)
def csv_file(request: ExportRequest) -> Export:
    """The data as CSV."""
    mark = "\ufeff" if EXCEL.parse(request.query) == "1" else ""
    return Export((mark + csv_text(request.data, request.view)).encode())
