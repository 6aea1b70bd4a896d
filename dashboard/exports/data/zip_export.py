"""Everything about a chart in one ZIP archive."""

from __future__ import annotations

import io
import zipfile
from itertools import groupby

from dashboard.errors import NotReady, Overloaded, TooManyRequests
from dashboard.exports.citations import bibtex
from dashboard.exports.data.csv_export import csv_text
from dashboard.exports.data.data_package import package
from dashboard.exports.data.json_export import metadata, to_json
from dashboard.exports.data.notes import Notes, chart_notes
from dashboard.exports.data.xlsx_export import chart_workbook
from dashboard.exports.registry import EXPORTS, Export, ExportRequest, export
from dashboard.i18n.languages import N_

#: Files in a zip get one date, so that the same data give the same bytes.
_DATE = (2020, 1, 1, 0, 0, 0)


@export("zip", "application/zip", N_("Everything in one ZIP file"), "data", includes=("png",))
def zip_file(request: ExportRequest) -> Export:
    """Data, what describes them, image, citation, and a readme that says all of it in the reader's language."""
    data, view, origin, complete = request.data, request.view, request.origin, True
    csv = f"{view.chart.id}.csv"
    files = {
        "README.txt": readme(chart_notes(data, view, origin)).encode(),
        csv: csv_text(data, view).encode(),
        f"{view.chart.id}.xlsx": chart_workbook(request).body,
        f"{view.chart.id}.metadata.json": to_json(metadata(data, view, origin)),
        "datapackage.json": to_json(package(data, view, csv, origin)),
        "citation.bib": bibtex(data, view, origin).encode(),
    }
    try:
        files[f"{view.chart.id}.png"] = EXPORTS["png"].write(request).body
    except (NotReady, Overloaded, TooManyRequests):  # the data are worth having without the image
        complete = False
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return Export(buffer.getvalue(), complete)


def readme(notes: Notes) -> str:
    """The notes as plain text: each heading once, its texts below it."""
    blocks = []
    for heading, group in groupby(notes, key=lambda note: note[0]):
        blocks.append("\n".join([heading, "-" * len(heading), *(text for _, text in group)]))
    return "\n\n".join(blocks) + "\n"
