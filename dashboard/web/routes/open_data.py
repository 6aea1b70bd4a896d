"""All figures as files: CSV, Parquet, the database itself, a workbook, and their description."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_file

from dashboard.errors import UnknownAddress
from dashboard.exports.data.csvw import MEDIA_TYPE, figures_table
from dashboard.exports.data.data_package import whole_package
from dashboard.exports.data.json_export import written
from dashboard.exports.data.xlsx_export import XLSX, figures_workbook
from dashboard.i18n.languages import message
from dashboard.releases.data_version import Desk
from dashboard.web.file_response import cache_control, file_response, open_to_other_sites
from dashboard.web.request import asked, origin, site_desk

open_data = Blueprint("open_data", __name__)
CSV = "text/csv; charset=utf-8"
#: path → media type and what it is. All of them take ``v``.
FILES = {
    "figures.csv": (CSV, message("All figures as CSV")),
    "figures.xlsx": (XLSX, message("All figures for Excel, with notes (XLSX)")),
    "figures.parquet": ("application/vnd.apache.parquet", message("All figures as Parquet")),
    "figures.duckdb": ("application/octet-stream", message("The whole database (DuckDB)")),
    "operations.csv": (CSV, message("Operations, projects and programmes as CSV")),
    "members.csv": (CSV, message("Member countries as CSV")),
    "printings.csv": (CSV, message("Every line that prints a figure, as CSV")),
    "datapackage.json": ("application/json", message("Data Package of all files")),
    "figures.csv-metadata.json": (MEDIA_TYPE, message("Description of figures.csv (CSV on the Web)")),
}


@open_data.get("/figures.<form>")
def figures(form: str) -> Response:
    """Every figure; ``v=`` names a data version.

    Raises:
        UnknownAddress: there is no such form.
    """
    desk = site_desk(asked().get("v"))
    name = f"figures.{form}"
    if name not in FILES:
        raise UnknownAddress(name, [known for known in FILES if known.startswith("figures.")])
    if form == "duckdb":
        return _file(desk.store.path, name, desk)
    if form == "xlsx":
        return _made(figures_workbook(desk, origin()), name, desk)
    if form == "csv-metadata.json":
        return _made(written(figures_table(desk, f"{origin()}/figures.csv{_version(desk)}")), name, desk)
    response = _file(_folder(desk) / name, name, desk)
    if form == "csv":
        about = f"{origin()}/figures.csv-metadata.json{_version(desk)}"
        response.headers["Link"] = f'<{about}>; rel="describedby"; type="{MEDIA_TYPE}"'
    return response


@open_data.get("/<any(operations, members, printings):name>.csv")
def table(name: str) -> Response:
    """A table beside the figures: operations, members, or every line that prints a figure."""
    desk = site_desk(asked().get("v"))
    return _file(_folder(desk) / f"{name}.csv", f"{name}.csv", desk)


@open_data.get("/datapackage.json")
def data_package() -> Response:
    """The Data Package that describes the files."""
    desk = site_desk(asked().get("v"))
    path = _folder(desk) / "datapackage.json"
    _check(path)
    return _made(whole_package(path, desk.version), path.name, desk)


def _version(desk: Desk) -> str:
    return f"?v={desk.version}" if asked().get("v") else ""


def _folder(desk: Desk) -> Path:
    return desk.store.path.with_name(f"open-data-{desk.version}")


def _check(path: Path) -> None:
    if not path.is_file():
        raise UnknownAddress(path.name, ["figures.duckdb", "figures.xlsx"])


def _made(body: bytes, name: str, desk: Desk) -> Response:
    return _named(file_response(body, FILES[name][0], frozen=bool(asked().get("v"))), name, desk)


def _file(path: Path, name: str, desk: Desk) -> Response:
    _check(path)
    response = send_file(path, mimetype=FILES[name][0].partition(";")[0], conditional=True, etag=True)
    response.headers["Cache-Control"] = cache_control(frozen=bool(asked().get("v")))
    return open_to_other_sites(_named(response, name, desk))


def _named(response: Response, name: str, desk: Desk) -> Response:
    stem, _, extension = name.partition(".")
    response.headers["Content-Disposition"] = f'inline; filename="interpol-figures_{stem}_{desk.version}.{extension}"'
    return response
