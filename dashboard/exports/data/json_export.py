"""A chart's data and what describes them, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from dashboard import urls
from dashboard.charts.description import alt_text
from dashboard.charts.view import ChartView
from dashboard.data.licence import LICENCE
from dashboard.exports.citations import citation
from dashboard.exports.data.columns import rows
from dashboard.exports.registry import Export, ExportRequest, export
from dashboard.i18n.languages import N_
from dashboard.releases.data_version import DataVersion


def metadata(data: DataVersion, view: ChartView, origin: str) -> dict[str, Any]:
    """What a chart is, where it comes from and how it may be used."""
    vocabulary, language = data.vocabulary, view.language
    return {
        "id": view.chart.id,
        "title": view.title,
        "subtitle": view.subtitle,
        "description": alt_text(view),
        "language": language.code,
        "state": dict(view.state),
        "topic": view.chart.topic,
        "address": origin + urls.chart(language, view.chart, view.state),
        "data_version": data.version,
        "notes": list(view.notes),
        "sources": [
            {
                "id": key,
                "title": vocabulary.source(key, language),
                "citation": vocabulary.citation(key, language),
                "published": vocabulary.sources[key].published,
                "path": vocabulary.sources[key].url,
            }
            for key in view.source_ids
        ],
        "publications": [asdict(publication) for publication in view.publications],
        "licenses": [LICENCE],
        "citation": citation(data, view, origin),
    }


@export("json", "application/json", N_("Data with their description as JSON"), "data")
def json_file(request: ExportRequest) -> Export:
    """Metadata and rows together."""
    data, view = request.data, request.view
    return Export(to_json({**metadata(data, view, request.origin), "rows": rows(data, view)}))


@export("metadata.json", "application/json", N_("The description alone as JSON"), "data")
def metadata_file(request: ExportRequest) -> Export:
    """The metadata alone."""
    return Export(to_json(metadata(request.data, request.view, request.origin)))


def to_json(content: Any) -> bytes:
    """JSON for people and machines."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
