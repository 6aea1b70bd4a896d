"""Describes CSV files by the W3C's CSV on the Web (csvw.org): columns, types, licence, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.description import describe
from dashboard.charts.view import ChartView
from dashboard.exports.citations import citation
from dashboard.exports.data.columns import COLUMNS, Column
from dashboard.exports.data.csv_export import EXCEL
from dashboard.exports.data.figure_columns import FIGURE_COLUMNS
from dashboard.exports.data.json_export import written
from dashboard.exports.licence import LICENCE
from dashboard.exports.registry import form
from dashboard.i18n.languages import Language, language, message
from dashboard.releases.data_version import Desk
from dashboard.web.request import asked, origin

MEDIA_TYPE = "application/csvm+json"


@form("csv-metadata.json", MEDIA_TYPE, message("Description of the CSV file (CSV on the Web)"), "machine", EXCEL)
def chart_description(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """Describes the CSV of a chart, at the address it was asked for with."""
    query = {name: value for name in ("excel", "v") if (value := asked().get(name))}
    EXCEL.chosen(asked())
    url = origin() + urls.chart(words, chart, state, "csv", **query)
    return written(chart_table(desk, desk.view(chart, state, words), url))


def chart_table(desk: Desk, view: ChartView, url: str) -> dict[str, Any]:
    """The description of a chart's CSV that stands at ``url``."""
    about = {
        "dc:title": view.title,
        "dc:description": describe(view),
        "dc:source": [desk.vocabulary.citation(key, view.language) for key in view.source_ids],
        "dc:bibliographicCitation": citation(desk, view, origin()),
        "rdfs:comment": list(view.notes),
    }
    return _table(COLUMNS, view.language, url, desk.version, about)


def figures_table(desk: Desk, url: str) -> dict[str, Any]:
    """The description of the CSV of all figures."""
    about: dict[str, Any] = {
        "dc:title": "INTERPOL in figures: all figures",
        "dc:description": "Figures printed in INTERPOL’s published reports, each with the line it was read on.",
        "dc:source": [desk.vocabulary.citation(key, language("en")) for key in sorted(desk.vocabulary.sources)],
    }
    table = _table(FIGURE_COLUMNS, language("en"), url, desk.version, about)
    table["tableSchema"]["primaryKey"] = "figure_id"
    return table


def _table(columns: Sequence[Column], words: Language, url: str, version: str, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": words.code}],
        "url": url,
        **{name: value for name, value in about.items() if value},
        "dc:creator": words.words("INTERPOL in figures"),
        "dc:publisher": words.words("INTERPOL in figures"),
        "dc:language": words.code,
        "schema:version": version,
        "dc:license": {"@id": LICENCE["path"]},
        "tableSchema": {"columns": [_column(column, words) for column in columns]},
    }


def _column(column: Column, words: Language) -> dict[str, Any]:
    """The head of the file is the first title; a reader's word follows it."""
    described: dict[str, Any] = {
        "name": column.name,
        "titles": list(dict.fromkeys([column.name, words.words(column.title)])),
        "dc:description": words.words(column.about),
        "datatype": column.type,
    }
    return described | ({"required": True} if column.required else {})
