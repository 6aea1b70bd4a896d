"""The workbooks on offer: a chart's data in the words of its language, and all figures."""

from __future__ import annotations

from functools import lru_cache

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.exports.data.columns import COLUMNS
from dashboard.exports.data.figure_columns import FIGURE_COLUMNS
from dashboard.exports.data.notes import chart_notes, column_notes, licence, sources
from dashboard.exports.data.xlsx_writer import Content, workbook
from dashboard.exports.registry import export
from dashboard.i18n.languages import N_, Language, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.web.request import origin

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@export("xlsx", XLSX, N_("Data for Excel, with notes (XLSX)"), "data")
def chart_workbook(data: DataVersion, chart: Chart, state: State, language: Language) -> bytes:
    """A chart's data as a workbook: heads and codes in words, numbers as numbers."""
    view = data.view(chart, state, language)
    address = origin() + urls.chart(language, chart, state)
    return workbook(
        Content(
            head=[language.gettext(column.title) for column in COLUMNS],
            rows=[[column.display(data, view, row) for column in COLUMNS] for row in view.rows],
            notes=chart_notes(data, view, origin()),
            sheets=(language.gettext("Data"), language.gettext("Notes")),
            properties={
                "title": view.title,
                "subject": view.subtitle,
                "author": language.gettext("INTERPOL in figures"),
                "keywords": f"{data.vocabulary.topic(chart.topic, language)}, {data.version}",
                "comments": f"{address} {licence()}",
            },
            rtl=language.rtl,
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
    found = data.store.rows("SELECT * FROM figures ORDER BY figure_id")
    address, title = f"{site}/figures.xlsx?v={data.version}", "INTERPOL in figures: all figures"
    notes = [
        ("Title", title),
        ("Description", "Figures printed in INTERPOL’s published reports, each with the line it was read on."),
        *(("Sources", source) for source in sources(data, sorted(data.vocabulary.sources), english)),
        ("Licence", licence()),
        ("Address", address),
        ("Data version", data.version),
        ("How to cite", f"INTERPOL in figures, data version {data.version}. {site}/en/figures"),
        *column_notes(FIGURE_COLUMNS, english),
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
