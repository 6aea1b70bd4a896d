"""All figures as files: CSV, Parquet, the database itself, and their description."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_file

from dashboard.errors import UnknownAddress
from dashboard.routes.request import asked, site_desk

open_data = Blueprint("open_data", __name__)
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "duckdb": "application/octet-stream",
    "json": "application/json",
}


@open_data.get("/figures.<form>")
def figures(form: str) -> Response:
    """Every figure; ``v=`` names a data version.

    Raises:
        UnknownAddress: the form is none of csv, parquet and duckdb.
    """
    desk = site_desk(asked().get("v"))
    if form == "duckdb":
        return _file(desk.store.path, form, desk.version)
    if form not in ("csv", "parquet"):
        raise UnknownAddress(f"figures.{form}", ["figures.csv", "figures.parquet", "figures.duckdb"])
    return _file(_folder(desk.store.path) / f"figures.{form}", form, desk.version)


@open_data.get("/<any(operations, members, printings):name>.csv")
def table(name: str) -> Response:
    """A table beside the figures: operations, members, or every line that prints a figure."""
    desk = site_desk(asked().get("v"))
    return _file(_folder(desk.store.path) / f"{name}.csv", "csv", desk.version)


@open_data.get("/datapackage.json")
def data_package() -> Response:
    """The Data Package that describes the files."""
    desk = site_desk(asked().get("v"))
    return _file(_folder(desk.store.path) / "datapackage.json", "json", desk.version)


def _folder(database: Path) -> Path:
    return database.with_name(f"open-data-{database.stem.removeprefix('figures-')}")


def _file(path: Path, form: str, version: str) -> Response:
    if not path.is_file():
        raise UnknownAddress(path.name, ["figures.duckdb"])
    response = send_file(path, mimetype=MEDIA_TYPES[form], conditional=True, etag=True, max_age=300)
    name = f"interpol-figures_{path.stem.removesuffix(f'-{version}')}_{version}.{form}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
