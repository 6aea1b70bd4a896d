"""Everything about a chart in one ZIP archive."""

from __future__ import annotations

import contextlib
import io
import zipfile

from dashboard.charts.catalogue import Chart, State
from dashboard.charts.view import ChartView
from dashboard.citation import citation
from dashboard.data_files.comma_separated import csv_text
from dashboard.data_files.json_files import metadata_file
from dashboard.desk import Desk
from dashboard.errors import NotReady
from dashboard.forms import FORMS, form
from dashboard.languages import Language, message
from dashboard.licence import LICENCE
from dashboard.routes.request import origin

#: Files in a zip get one date, so that the same data give the same bytes.
_DATE = (2020, 1, 1, 0, 0, 0)


@form("zip", "application/zip", message("Everything in one ZIP file"), "data")
def zip_file(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """Data, metadata, picture and a readme with citation and caveats."""
    view = desk.view(chart, state, words)
    files = {
        "README.txt": _readme(desk, view).encode(),
        f"{chart.id}.csv": csv_text(desk, view).encode(),
        f"{chart.id}.metadata.json": metadata_file(desk, chart, state, words),
    }
    with contextlib.suppress(NotReady):  # the data are worth having without the picture
        files[f"{chart.id}.png"] = FORMS["png"].make(desk, chart, state, words)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _readme(desk: Desk, view: ChartView) -> str:
    lines = [view.title, view.subtitle, "", *view.notes, "", citation(desk, view, origin())]
    lines.append(f"{LICENCE['name']}: {LICENCE['path']}")
    return "\n".join(lines) + "\n"
