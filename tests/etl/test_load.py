"""The files that are published: the database, and the open data beside it."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from etl.errors import FiguresError
from etl.load import content_version, load, read_rows
from etl.pipeline import BuildResult
from etl.publish import open_data_path


@pytest.fixture(scope="module")
def open_data(built: BuildResult) -> Path:
    return open_data_path(built.database.parent, built.version)


@pytest.fixture(scope="module")
def package(open_data: Path) -> dict[str, Any]:
    return dict(json.loads((open_data / "datapackage.json").read_text(encoding="utf-8")))


def test_the_data_package_is_valid(open_data: Path) -> None:
    """By the tool that others will use, as a process: it brings warnings of its own."""
    command = [str(Path(sys.executable).with_name("frictionless")), "validate", "datapackage.json", "--json"]
    process = subprocess.run(command, cwd=open_data, capture_output=True, text=True, timeout=60)
    report = json.loads(process.stdout)
    assert process.returncode == 0
    assert report["valid"], report["errors"]
    assert {task["name"] for task in report["tasks"]} >= {"figures", "operations", "members", "printings"}


def test_the_data_package_describes_every_file(open_data: Path, package: dict[str, Any]) -> None:
    described = {resource["path"]: resource for resource in package["resources"]}
    present = {path.name for path in open_data.iterdir()} - {"datapackage.json"}
    assert set(described) == present
    for name, resource in described.items():
        raw = (open_data / name).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"


def test_the_data_package_names_version_terms_and_sources(built: BuildResult, package: dict[str, Any]) -> None:
    assert package["version"].endswith(built.version)
    assert package["licenses"] and all(source["title"] for source in package["sources"])


def test_csv_parquet_and_database_say_the_same(built: BuildResult, open_data: Path) -> None:
    rows = read_rows(
        built.database, "SELECT * EXCLUDE (publication_id) FROM figures WHERE basis <> 'reported' ORDER BY figure_id"
    )
    parquet = open_data / "figures.parquet"
    assert rows == [dict(row) for row in _parquet(parquet)]
    with (open_data / "figures.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["figure_id"] for row in found] == [row["figure_id"] for row in rows]
    assert [float(row["value"]) for row in found] == [row["value"] for row in rows]
    assert [row["as_printed"] or None for row in found] == [row["as_printed"] for row in rows]


def _parquet(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        cursor = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_large_values_are_plain_numbers(open_data: Path) -> None:
    """A spreadsheet must not meet 3.5e9, nor a share 45.00000001."""
    with (open_data / "figures.csv").open(encoding="utf-8", newline="") as file:
        values = [row["value"] for row in csv.DictReader(file)]
    assert "3500000000.0" in values
    assert all("e" not in value.lower() and len(value) <= 13 for value in values)


def test_the_database_names_its_version(built: BuildResult) -> None:
    assert read_rows(built.database, "SELECT version FROM data_version") == [{"version": built.version}]
    assert built.database.name == f"figures-{built.version}.duckdb"
    assert len(built.version) == 12 and int(built.version, 16) >= 0


def test_the_database_holds_one_row_for_an_id(built: BuildResult, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(built.database.read_bytes())
    with duckdb.connect(copy) as connection, pytest.raises(duckdb.ConstraintException):
        connection.execute("INSERT INTO figures SELECT * FROM figures LIMIT 1")


@pytest.mark.parametrize(
    "other",
    [
        {"figures": pd.DataFrame({"figure_id": ["a"], "value": [2.0]})},
        {"figures": pd.DataFrame({"figure_id": ["b"], "value": [1.0]})},
        {"figures": pd.DataFrame({"figure_id": ["a"], "amount": [1.0]})},
        {"numbers": pd.DataFrame({"figure_id": ["a"], "value": [1.0]})},
        {"figures": pd.DataFrame({"figure_id": ["a", "b"], "value": [1.0, 1.0]})},
        {"figures": pd.DataFrame({"figure_id": ["a"], "value": [1.0]}), "notes": pd.DataFrame({"note": ["x"]})},
    ],
)
def test_the_version_depends_on_names_columns_and_values(other: dict[str, pd.DataFrame]) -> None:
    tables = {"figures": pd.DataFrame({"figure_id": ["a"], "value": [1.0]})}
    assert content_version(tables) == content_version({"figures": tables["figures"].copy()})
    assert content_version(tables) != content_version(other)


def test_the_version_does_not_depend_on_the_order_of_tables() -> None:
    one, two = pd.DataFrame({"a": [1]}), pd.DataFrame({"b": [2]})
    assert content_version({"x": one, "y": two}) == content_version({"y": two, "x": one})


def test_what_is_missing_is_null(tmp_path: Path) -> None:
    frame = pd.DataFrame({"figure_id": ["a", "b"], "source_line": [None, 3], "note": [None, "it's"]})
    load({"figures": frame}, "0" * 12, tmp_path / "small.duckdb")
    assert read_rows(tmp_path / "small.duckdb", "SELECT * FROM figures ORDER BY figure_id") == [
        {"figure_id": "a", "source_line": None, "note": None},
        {"figure_id": "b", "source_line": 3, "note": "it's"},
    ]


def test_a_damaged_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "figures-0.duckdb"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(FiguresError, match=r"cannot be read .* python -m etl build"):
        read_rows(path, "SELECT 1")
