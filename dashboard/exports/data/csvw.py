"""Describes CSV files by the W3C's CSV on the Web (csvw.org): columns, types, licence, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.description import alt_text
from dashboard.charts.view import ChartView
from dashboard.exports.citations import citation
from dashboard.exports.data.columns import COLUMNS, Column
from dashboard.exports.data.csv_export import EXCEL
from dashboard.exports.data.figure_columns import FIGURE_COLUMNS
from dashboard.exports.data.json_export import written
from dashboard.exports.licence import LICENCE
from dashboard.exports.registry import export
from dashboard.i18n.languages import N_, Language, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.web.request import origin, query_args

MEDIA_TYPE = "application/csvm+json"


@export("csv-metadata.json", MEDIA_TYPE, N_("Description of the CSV file (CSV on the Web)"), "machine", EXCEL)
def chart_description(data: DataVersion, chart: Chart, state: State, language: Language) -> bytes:
    """Describes the CSV of a chart, at the address it was asked for with."""
    query = {name: value for name in ("excel", "v") if (value := query_args().get(name))}
    EXCEL.parse(query_args())
    url = origin() + urls.chart(language, chart, state, "csv", **query)
    return written(chart_table(data, data.view(chart, state, language), url))


def chart_table(data: DataVersion, view: ChartView, url: str) -> dict[str, Any]:
    """The description of a chart's CSV that stands at ``url``."""
    description = {
        "dc:title": view.title,
        "dc:description": alt_text(view),
        "dc:source": [data.vocabulary.citation(key, view.language) for key in view.source_ids],
        "dc:bibliographicCitation": citation(data, view, origin()),
        "rdfs:comment": list(view.notes),
    }
    return _table(COLUMNS, view.language, url, data.version, description)


def figures_table(data: DataVersion, url: str) -> dict[str, Any]:
    """The description of the CSV of all figures."""
    description: dict[str, Any] = {
        "dc:title": "INTERPOL in figures: all figures",
        "dc:description": "Figures printed in INTERPOL’s published reports, each with the line it was read on.",
        "dc:source": [data.vocabulary.citation(key, get_language("en")) for key in sorted(data.vocabulary.sources)],
    }
    table = _table(FIGURE_COLUMNS, get_language("en"), url, data.version, description)
    table["tableSchema"]["primaryKey"] = "figure_id"
    return table


def _table(
    columns: Sequence[Column], language: Language, url: str, version: str, description: dict[str, Any]
) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language.code}],
        "url": url,
        **{name: value for name, value in description.items() if value},
        "dc:creator": language.gettext("INTERPOL in figures"),
        "dc:publisher": language.gettext("INTERPOL in figures"),
        "dc:language": language.code,
        "schema:version": version,
        "dc:license": {"@id": LICENCE["path"]},
        "tableSchema": {"columns": [_column(column, language) for column in columns]},
    }


def _column(column: Column, language: Language) -> dict[str, Any]:
    """The head of the file is the first title; a reader's word follows it."""
    described: dict[str, Any] = {
        "name": column.name,
        "titles": list(dict.fromkeys([column.name, language.gettext(column.title)])),
        "dc:description": language.gettext(column.description),
        "datatype": column.type,
    }
    return described | ({"required": True} if column.required else {})
