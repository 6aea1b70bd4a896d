"""Last stage: puts a finished version in place, and only then points to it."""

from __future__ import annotations

import contextlib
import csv
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from etl.errors import FiguresError, PublishError
from etl.load import EXPORTS, export, load
from etl.paths import Paths

_UNFINISHED = ".unfinished-"


def database_path(published: Path, version: str) -> Path:
    """The database file of a version."""
    return published / f"figures-{version}.duckdb"


def open_data_path(published: Path, version: str) -> Path:
    """The folder of open data files of a version."""
    return published / f"open-data-{version}"


def current_version(paths: Paths) -> str | None:
    """The version that the pointer names, or None before the first build."""
    try:
        return paths.pointer.read_text(encoding="ascii", errors="replace").strip() or None
    except OSError:
        return None


def current_database(paths: Paths) -> Path:
    """The database file that the pointer names.

    Raises:
        FiguresError: nothing is published yet, or the file is gone.
    """
    version = current_version(paths)
    if version is None:
        raise FiguresError("no version is published yet. Run: python -m etl build")
    database = database_path(paths.published, version)
    if not database.is_file():
        raise FiguresError(f"{database.name} is gone, though it is the current version. Run: python -m etl build")
    return database


def publish(tables: dict[str, pd.DataFrame], version: str, paths: Paths) -> Path:
    """Writes a version beside the others and switches the pointer to it last.

    A build that is killed or runs out of space leaves the pointer, and every file it leads to, as they were.
    A second build at the same time waits for the first.

    Returns:
        The database file of the version.

    Raises:
        PublishError: the files could not be written.
    """
    try:
        paths.published.mkdir(parents=True, exist_ok=True)
        with _build_lock(paths.published):
            return _publish(tables, version, paths)
    except OSError as error:
        what = f"{error.strerror or error} ({Path(error.filename).name if error.filename else 'no file named'})"
        raise PublishError(
            f"{paths.published.name}: the version {version} could not be written: {what}. "
            "The version published before is untouched. Free some space or fix the permissions, then build again."
        ) from error


def _publish(tables: dict[str, pd.DataFrame], version: str, paths: Paths) -> Path:
    published = paths.published
    database, open_data = database_path(published, version), open_data_path(published, version)
    for leftover in published.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    wanted = [database, *(open_data / name for name in (*EXPORTS, "datapackage.json"))]
    if not all(file.exists() for file in wanted):
        work = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=published))
        try:
            load(tables, version, work / database.name)
            files = work / open_data.name
            files.mkdir()
            written = export(work / database.name, files)
            (files / "datapackage.json").write_text(_data_package(tables, version, written), encoding="utf-8")
            shutil.rmtree(open_data, ignore_errors=True)
            os.replace(files, open_data)
            os.replace(work / database.name, database)
        except Exception as error:
            if isinstance(error, OSError):
                raise
            raise OSError(None, f"{type(error).__name__}: {error}") from error
        finally:
            shutil.rmtree(work, ignore_errors=True)
    _switch_pointer(version, paths)
    return database


def _switch_pointer(version: str, paths: Paths) -> None:
    new = paths.pointer.with_name(f"{_UNFINISHED}pointer")
    with new.open("w", encoding="ascii") as file:
        file.write(f"{version}\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, paths.pointer)


@contextlib.contextmanager
def _build_lock(published: Path) -> Iterator[None]:
    with (published / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _data_package(tables: dict[str, pd.DataFrame], version: str, written: list[Path]) -> str:
    """Describes the files by the Data Package standard, version 2 (datapackage.org)."""
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "interpol-figures",
        "title": "INTERPOL in figures",
        "description": "Figures printed in INTERPOL's published reports, each with the line it was read on.",
        "version": f"0.0.0+{version}",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": row["title"], "path": row["url"]} for row in tables["sources"].to_dict(orient="records")],
        "resources": [_resource(path) for path in written],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


_FIELD_TYPES = {
    "period_start": "date",
    "period_end": "date",
    "value": "number",
    "is_primary": "boolean",
    "source_line": "integer",
    "position": "integer",
    "goal": "integer",
    "member_since_year": "integer",
    "current_spell_start": "integer",
}


def _resource(path: Path) -> dict[str, Any]:
    name = path.stem if path.suffix == ".csv" else f"{path.stem}-{path.suffix[1:]}"
    resource: dict[str, Any] = {
        "name": name,
        "path": path.name,
        "format": path.suffix[1:],
        "type": "file",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
    }
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
        fields = [{"name": column, "type": _FIELD_TYPES.get(column, "string")} for column in columns]
        resource |= {
            "type": "table",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": fields},
        }
        if path.stem == "figures":
            resource["schema"]["primaryKey"] = ["figure_id"]
    return resource
