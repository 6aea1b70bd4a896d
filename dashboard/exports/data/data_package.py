"""Describes data by the Data Package standard, version 2 (datapackage.org)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from dashboard import urls
from dashboard.charts.description import alt_text
from dashboard.charts.view import ChartView
from dashboard.data.licence import LICENCE
from dashboard.exports.citations import citation
from dashboard.exports.data.columns import FIGURE_COLUMNS, columns_of, field
from dashboard.exports.data.csv_export import csv_text
from dashboard.exports.data.json_export import to_json
from dashboard.exports.registry import Export, ExportRequest, export
from dashboard.i18n.languages import N_, get_language
from dashboard.releases.data_version import DataVersion

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


@export("datapackage.json", "application/json", N_("Data Package of this chart"), "data")
def chart_package(request: ExportRequest) -> Export:
    """The Data Package of a chart; its CSV is named with the data version, so that its hash stays true."""
    data, view = request.data, request.view
    path = request.origin + urls.chart(view.language, view.chart, view.state, "csv", v=data.version)
    return Export(to_json(package(data, view, path, request.origin)))


def package(data: DataVersion, view: ChartView, path: str, origin: str) -> dict[str, Any]:
    """Describes a chart's data.

    Args:
        data: the data version.
        view: the chart in its state and language.
        path: address of the CSV, or its name beside the description.
        origin: scheme and host of absolute addresses.
    """
    vocabulary, gettext, content = data.vocabulary, view.language.gettext, csv_text(data, view).encode()
    site = gettext("INTERPOL in figures")
    return {
        "$schema": _PROFILE,
        "name": f"interpol-figures-{view.chart.id}-{view.language.code}",
        "title": view.title,
        "description": "\n\n".join([view.subtitle, alt_text(view), *view.notes]),
        "homepage": origin + urls.chart(view.language, view.chart, view.state),
        "image": origin + urls.chart(view.language, view.chart, view.state, "png", v=data.version),
        "version": f"0.0.0+{data.version}",
        "licenses": [LICENCE],
        "contributors": [{"title": site, "roles": ["author", "publisher"]}],
        "keywords": [vocabulary.topic(view.chart.topic, view.language)],
        "sources": [
            {"title": vocabulary.citation(key, view.language), "path": vocabulary.sources[key].url}
            for key in view.source_ids
        ]
        + [{"title": each.title, "path": each.address} for each in view.publications],
        "citation": citation(data, view, origin),
        "language": view.language.code,
        "resources": [
            {
                "name": view.chart.id,
                "title": view.title,
                "path": path,
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(content),
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "schema": {
                    "fields": [field(column, view.language) for column in columns_of(view)],
                    "missingValues": [""],
                },
            }
        ],
    }


def dataset_package(published: Path, version: str, origin: str) -> bytes:
    """The published package of all figures, with addresses of this site and words for its columns.

    Args:
        published: the ``datapackage.json`` beside the open data files.
        version: their data version; each address names it.
        origin: scheme and host of the addresses.
    """
    content = json.loads(published.read_text(encoding="utf-8"))
    described = {column.name: field(column, get_language("en")) for column in FIGURE_COLUMNS}
    for resource in content["resources"]:
        if resource["name"] == "figures":
            resource["schema"]["fields"] = [described[each["name"]] for each in resource["schema"]["fields"]]
        resource["path"] = origin + urls.file(resource["path"], v=version)
    return to_json({**content, "homepage": origin + urls.topic("en", "figures"), "licenses": [LICENCE]})
