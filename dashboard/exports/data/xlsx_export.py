"""Workbooks (Office Open XML): a chart's data in the words of its language, and all figures; the same content, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook

from dashboard import urls
from dashboard.exports.data.columns import FIGURE_COLUMNS, columns_of
from dashboard.exports.data.notes import Notes, chart_notes, column_notes, licence, sources
from dashboard.exports.registry import Export, ExportRequest, export
from dashboard.i18n.languages import N_, get_language
from dashboard.releases.data_version import DataVersion

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CREATED = datetime(2020, 1, 1)
_NARROWEST, _WIDEST = 9, 48
Value = str | float | int | date | None


@dataclass(frozen=True)
class _Content:
    """What a workbook holds.

    Attributes:
        head: names of the columns.
        rows: quantities are floats and get separators, years and line numbers are integers and get none; texts are
            never run as formulas.
        notes: of the second sheet.
        sheets: names of the two sheets.
        properties: of the document: title, subject, author, keywords, comments.
        rtl: the sheets run from right to left.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    notes: Notes
    sheets: tuple[str, str]
    properties: dict[str, str]
    rtl: bool = False


@export("xlsx", XLSX, N_("Data for Excel, with notes (XLSX)"), "data")
def chart_workbook(request: ExportRequest) -> Export:
    """A chart's data as a workbook: heads and codes in words, numbers as numbers."""
    data, view, language = request.data, request.view, request.language
    address = request.origin + urls.chart(language, view.chart, view.state)
    return Export(
        _workbook(
            _Content(
                head=[language.gettext(column.title) for column in columns_of(view)],
                rows=[[column.display(data, view, row) for column in columns_of(view)] for row in view.rows],
                notes=chart_notes(data, view, request.origin),
                sheets=(language.gettext("Data"), language.gettext("Notes")),
                properties={
                    "title": view.title,
                    "subject": view.subtitle,
                    "author": language.gettext("INTERPOL in figures"),
                    "keywords": f"{data.vocabulary.topic(view.chart.topic, language)}, {data.version}",
                    "comments": f"{address} {licence()}",
                },
                rtl=language.rtl,
            )
        )
    )


@lru_cache(maxsize=2)
def figures_workbook(data: DataVersion, site: str) -> bytes:
    """All figures as a workbook, with the heads and codes of the CSV.

    Args:
        data: the data version.
        site: scheme and host of the site.
    """
    english = get_language("en")
    found = data.store.rows("SELECT * FROM figures WHERE basis <> 'reported' ORDER BY figure_id")
    address, title = site + urls.file("figures.xlsx", v=data.version), "INTERPOL in figures: all figures"
    notes = [
        ("Title", title),
        ("Description", "Figures printed in INTERPOL’s published reports, each with the line it was read on."),
        *(("Sources", source) for source in sources(data, sorted(data.vocabulary.sources), english)),
        ("Licence", licence()),
        ("Address", address),
        ("Data version", data.version),
        ("How to cite", f"INTERPOL in figures, data version {data.version}. {site}{urls.topic('en', 'figures')}"),
        *column_notes(FIGURE_COLUMNS, english),
    ]
    return _workbook(
        _Content(
            head=[column.name for column in FIGURE_COLUMNS],
            rows=[[row[column.name] for column in FIGURE_COLUMNS] for row in found],
            notes=notes,
            sheets=("Data", "Notes"),
            properties={"title": title, "author": "INTERPOL in figures", "comments": f"{address} {licence()}"},
        )
    )


def table_workbook(data: DataVersion, rows: Sequence[Sequence[str]], title: str) -> bytes:
    """A table whose first row has its heads, as a workbook."""
    notes = [("Title", title), ("Licence", licence()), ("Data version", data.version)]
    properties = {"title": title, "author": "INTERPOL in figures", "comments": licence()}
    return _workbook(_Content(rows[0], rows[1:], notes, ("Data", "Notes"), properties))


def _workbook(content: _Content) -> bytes:
    """Gives the file."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({**content.properties, "created": _CREATED})
        order = {"reading_order": 2 if content.rtl else 1}
        data, notes = (book.add_worksheet(name) for name in content.sheets)
        if content.rtl:
            data.right_to_left()
            notes.right_to_left()
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF3", **order})
        _write_data(book, data, content, head, order)
        _write_notes(book, notes, content.notes, order)
    return buffer.getvalue()


def _write_data(book: Any, sheet: Any, content: _Content, head: Any, order: dict[str, int]) -> None:
    whole, decimal = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "#,##0.0###"})
    text = book.add_format(order)
    for number, name in enumerate(content.head):
        sheet.write_string(0, number, name, head)
        lengths = [len(_shown(row[number])) for row in content.rows]
        sheet.set_column(number, number, min(_WIDEST, max(_NARROWEST, len(name) + 3, *(n + 1 for n in [0, *lengths]))))
    for line, row in enumerate(content.rows, 1):
        for number, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, number, datetime(value.year, value.month, value.day))
            elif isinstance(value, float):
                sheet.write_number(line, number, value, whole if value.is_integer() else decimal)
            elif isinstance(value, int):
                sheet.write_number(line, number, value)
            elif value is not None:
                sheet.write_string(line, number, value, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(content.rows)), len(content.head) - 1)


def _write_notes(book: Any, sheet: Any, notes: Notes, order: dict[str, int]) -> None:
    heading = book.add_format({"bold": True, "valign": "top", **order})
    text = book.add_format({"text_wrap": True, "valign": "top", **order})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    line = 0
    for name, group in groupby(notes, key=lambda note: note[0]):
        for number, (_, words) in enumerate(group):
            if number == 0:
                sheet.write_string(line, 0, name, heading)
            sheet.write_string(line, 1, words, text)
            line += 1


def _shown(value: Value) -> str:
    return f"{value:,.15g}" if isinstance(value, (int, float)) else str(value or "")
