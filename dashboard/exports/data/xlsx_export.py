"""The workbooks on offer: a chart's data in the words of its language, and all figures."""

from __future__ import annotations

from functools import lru_cache

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.exports.data.columns import COLUMNS
from dashboard.exports.data.figure_columns import FIGURE_COLUMNS
from dashboard.exports.data.notes import chart_notes, explained, licence, sources
from dashboard.exports.data.xlsx_writer import Content, workbook
from dashboard.exports.registry import form
from dashboard.i18n.languages import Language, language, message
from dashboard.releases.data_version import Desk
from dashboard.web.request import origin

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@form("xlsx", XLSX, message("Data for Excel, with notes (XLSX)"), "data")
def chart_workbook(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """A chart's data as a workbook: heads and codes in words, numbers as numbers."""
    view = desk.view(chart, state, words)
    address = origin() + urls.chart(words, chart, state)
    return workbook(
        Content(
            head=[words.words(column.title) for column in COLUMNS],
            rows=[[column.worded(desk, view, row) for column in COLUMNS] for row in view.rows],
            notes=chart_notes(desk, view, origin()),
            sheets=(words.words("Data"), words.words("Notes")),
            properties={
                "title": view.title,
                "subject": view.subtitle,
                "author": words.words("INTERPOL in figures"),
                "keywords": f"{desk.vocabulary.topic(chart.topic, words)}, {desk.version}",
                "comments": f"{address} {licence()}",
            },
            rtl=words.rtl,
        )
    )


@lru_cache(maxsize=2)
def figures_workbook(desk: Desk, site: str) -> bytes:
    """All figures as a workbook, with the heads and codes of the CSV.

    Args:
        desk: the data version.
        site: scheme and host of the site.
    """
    english = language("en")
    found = desk.store.rows("SELECT * FROM figures ORDER BY figure_id")
    address, title = f"{site}/figures.xlsx?v={desk.version}", "INTERPOL in figures: all figures"
    notes = [
        ("Title", title),
        ("Description", "Figures printed in INTERPOL’s published reports, each with the line it was read on."),
        *(("Sources", source) for source in sources(desk, sorted(desk.vocabulary.sources), english)),
        ("Licence", licence()),
        ("Address", address),
        ("Data version", desk.version),
        ("How to cite", f"INTERPOL in figures, data version {desk.version}. {site}/en/figures"),
        *explained(FIGURE_COLUMNS, english),
    ]
    return workbook(
        Content(
            head=[column.name for column in FIGURE_COLUMNS],
            rows=[[row[column.name] for column in FIGURE_COLUMNS] for row in found],
            notes=notes,
            sheets=("Data", "Notes"),
            properties={"title": title, "author": "INTERPOL in figures", "comments": f"{address} {licence()}"},
        )
    )
