"""A chart's data as CSV (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io

from dashboard.charts.catalogue import Chart, State
from dashboard.charts.view import ChartView
from dashboard.exports.data.columns import COLUMNS, rows
from dashboard.exports.registry import Choice, form
from dashboard.i18n.formatting import plain_value
from dashboard.i18n.languages import Language, message
from dashboard.releases.data_version import Desk
from dashboard.web.request import asked

EXCEL = Choice("excel", ("0", "1"), message("1 puts a byte order mark first, which Excel needs to read accents."))


def csv_rows(desk: Desk, view: ChartView) -> list[list[str]]:
    """The rows of a chart's data file, the head first; words are those of the page's language."""
    head = [column.name for column in COLUMNS]
    return [head, *([_written(cell) for cell in row.values()] for row in rows(desk, view))]


def _written(cell: str | float | int | None) -> str:
    if cell is None:
        return ""
    return safe_cell(cell) if isinstance(cell, str) else plain_value(cell)


def safe_cell(text: str) -> str:
    """Keeps a spreadsheet from running a text as a formula, with an apostrophe before it; plain numbers stay."""
    if text[:1] in ("+", "-") and text.isascii() and text[1:].replace(".", "", 1).isdecimal():
        return text
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


#: As OWASP lists them, with the full-width forms that spreadsheets take as well.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(desk: Desk, view: ChartView) -> str:
    """The whole file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(csv_rows(desk, view))
    return text.getvalue()


@form("csv", "text/csv; charset=utf-8", message("Data as CSV"), "data", EXCEL, described_by="csv-metadata.json")
def csv_file(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The data as CSV."""
    mark = "\ufeff" if EXCEL.chosen(asked()) == "1" else ""
    return (mark + csv_text(desk, desk.view(chart, state, words))).encode()
