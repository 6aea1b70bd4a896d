"""All figures as files: CSV, Parquet, the database itself, a workbook, and their description."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_file

from dashboard.errors import NotFound, NotReady
from dashboard.exports.data.data_package import dataset_package
from dashboard.exports.data.xlsx_export import XLSX, figures_workbook
from dashboard.i18n.languages import N_
from dashboard.releases.data_version import DataVersion
from dashboard.web.file_response import allow_cross_origin, cache_control, file_response
from dashboard.web.request import data_version, origin, query_args

open_data = Blueprint("open_data", __name__)
CSV = "text/csv; charset=utf-8"
#: path → media type and what it is. All of them take ``v``.
FILES = {
    "figures.csv": (CSV, N_("All figures as CSV")),
    "figures.xlsx": (XLSX, N_("All figures for Excel, with notes (XLSX)")),
    "figures.parquet": ("application/vnd.apache.parquet", N_("All figures as Parquet")),
    "figures.duckdb": ("application/octet-stream", N_("The whole database (DuckDB)")),
    "operations.csv": (CSV, N_("Operations, projects and programmes as CSV")),
    "members.csv": (CSV, N_("Member countries as CSV")),
    "printings.csv": (CSV, N_("Every line that prints a figure, as CSV")),
    "publications.csv": (CSV, N_("Publications that print figures elsewhere, as CSV")),
    "reported.csv": (CSV, N_("What those publications print, as CSV")),
    "datapackage.json": ("application/json", N_("Data Package of all files")),
}


@open_data.get("/figures.<form>")
def figures(form: str) -> Response:
    """Every figure; ``v=`` names a data version.

    Raises:
        NotFound: there is no such form.
        NotReady: the database's file is not what it was.
    """
    data = data_version(query_args().get("v"))
    name = f"figures.{form}"
    if name not in FILES:
        raise NotFound(name, [known for known in FILES if known.startswith("figures.")])
    if form == "duckdb":
        if data.store.damaged():
            raise NotReady(f"the file {data.store.path.name} is damaged. Run: python -m etl build", again=True)
        return _file(data.store.path, name, data)
    if form == "xlsx":
        return _made(figures_workbook(data, origin()), name, data)
    return _file(_folder(data) / name, name, data)


@open_data.get("/<any(operations, members, printings, publications, reported):name>.csv")
def table(name: str) -> Response:
    """A table beside the figures: operations, members, every line that prints a figure, other publications and what they print."""
    data = data_version(query_args().get("v"))
    return _file(_folder(data) / f"{name}.csv", f"{name}.csv", data)


@open_data.get("/datapackage.json")
def data_package() -> Response:
    """The Data Package that describes the files."""
    data = data_version(query_args().get("v"))
    path = _folder(data) / "datapackage.json"
    _check(path)
    return _made(dataset_package(path, data.version, origin()), path.name, data)


def _folder(data: DataVersion) -> Path:
    return data.store.path.with_name(f"open-data-{data.version}")


def _check(path: Path) -> None:
    if not path.is_file():
        raise NotFound(path.name, ["figures.duckdb", "figures.xlsx"])


def _made(body: bytes, name: str, data: DataVersion) -> Response:
    return _named(file_response(body, FILES[name][0], frozen=bool(query_args().get("v"))), name, data)


def _file(path: Path, name: str, data: DataVersion) -> Response:
    _check(path)
    response = send_file(path, mimetype=FILES[name][0].partition(";")[0], conditional=True, etag=True)
    response.headers["Cache-Control"] = cache_control(frozen=bool(query_args().get("v")))
    return allow_cross_origin(_named(response, name, data))


def _named(response: Response, name: str, data: DataVersion) -> Response:
    stem, _, extension = name.partition(".")
    response.headers["Content-Disposition"] = f'inline; filename="interpol-figures_{stem}_{data.version}.{extension}"'
    return response
