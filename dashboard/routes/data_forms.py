"""A chart's data for machines: JSON, its metadata, and a zip of everything with a readme."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from typing import Any

from dashboard import addresses
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.description import describe
from dashboard.charts.view import ChartView
from dashboard.citation import citation
from dashboard.desk import Desk
from dashboard.errors import NotReady
from dashboard.languages import Language
from dashboard.routes.request import origin

LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
#: Files in a zip get one date, so that the same data give the same bytes.
_ZIP_DATE = (2020, 1, 1, 0, 0, 0)


def rows(desk: Desk, view: ChartView) -> list[dict[str, Any]]:
    """The values of a chart, each with its provenance; keys as in the CSV."""
    return [
        {
            "category": row.label,
            "series": row.series_label or None,
            "value": row.value,
            "unit": row.unit,
            "qualifier": row.qualifier,
            "period": row.period_label or None,
            "basis": row.basis,
            "label_basis": row.label_basis,
            "document": desk.vocabulary.source(row.source_id, view.language),
            "line": row.source_line,
            "as_printed": row.as_printed,
            "figure_id": row.figure_id,
            "note": desk.vocabulary.note(row.note, view.language) if row.note else None,
        }
        for row in view.rows
    ]


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
        "address": origin() + addresses.chart(language.code, view.chart, view.state),
        "data_version": desk.version,
        "notes": list(view.notes),
        "sources": [
            {
                "id": key,
                "title": vocabulary.source(key, language),
                "citation": vocabulary.sources[key].citation,
                "published": vocabulary.sources[key].published,
                "path": vocabulary.sources[key].url,
            }
            for key in view.source_ids
        ],
        "licenses": [LICENCE],
        "citation": citation(desk, view, origin()),
    }


def json_file(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """Metadata and rows together."""
    view = desk.view(chart, state, words)
    return _json({**metadata(desk, view), "rows": rows(desk, view)})


def metadata_file(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The metadata alone."""
    return _json(metadata(desk, desk.view(chart, state, words)))


def zip_file(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """Data, metadata, picture and a readme with citation and caveats."""
    from dashboard.routes.forms import csv_file, png

    view = desk.view(chart, state, words)
    files = {
        "README.txt": _readme(desk, view).encode(),
        f"{chart.id}.csv": csv_file(desk, chart, state, words),
        f"{chart.id}.metadata.json": metadata_file(desk, chart, state, words),
    }
    with contextlib.suppress(NotReady):  # the data are worth having without the picture
        files[f"{chart.id}.png"] = png(desk, chart, state, words)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _readme(desk: Desk, view: ChartView) -> str:
    lines = [view.title, view.subtitle, "", *view.notes, "", citation(desk, view, origin())]
    lines.append(f"{LICENCE['name']}: {LICENCE['path']}")
    return "\n".join(lines) + "\n"


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
