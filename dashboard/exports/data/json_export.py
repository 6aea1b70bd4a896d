"""A chart's data and what describes them, as JSON."""

from __future__ import annotations

import json
from typing import Any

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.description import describe
from dashboard.charts.view import ChartView
from dashboard.exports.citations import citation
from dashboard.exports.data.columns import rows
from dashboard.exports.licence import LICENCE
from dashboard.exports.registry import form
from dashboard.i18n.languages import Language, message
from dashboard.releases.data_version import Desk
from dashboard.web.request import origin


def metadata(desk: Desk, view: ChartView) -> dict[str, Any]:
    """What a chart is, where it comes from and how it may be used."""
    vocabulary, language = desk.vocabulary, view.language
    return {
        "id": view.chart.id,
        "title": view.title,
        "subtitle": view.subtitle,
        "description": describe(view),
        "language": language.code,
        "state": dict(view.state),
        "topic": view.chart.topic,
        "address": origin() + urls.chart(language, view.chart, view.state),
        "data_version": desk.version,
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
        "licenses": [LICENCE],
        "citation": citation(desk, view, origin()),
    }


@form("json", "application/json", message("Data with their description as JSON"), "data")
def json_file(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """Metadata and rows together."""
    view = desk.view(chart, state, words)
    return written({**metadata(desk, view), "rows": rows(desk, view)})


@form("metadata.json", "application/json", message("The description alone as JSON"), "data")
def metadata_file(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The metadata alone."""
    return written(metadata(desk, desk.view(chart, state, words)))


def written(content: Any) -> bytes:
    """JSON for people and machines."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
