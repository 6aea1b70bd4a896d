"""Equal inputs give equal results, on any machine and in any order; a changed value gives another version."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from etl.load import content_version
from etl.paths import Paths
from etl.pipeline import BuildResult, build, prepare_tables
from etl.publish import open_data_path
from tests.conftest import copy_inputs
from tests.etl.changes import Change, add_row, cell, other_version, replace, run, snapshot


def content(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table of a database: its columns with their types, then its rows in their order."""
    with duckdb.connect(database, read_only=True) as connection:
        names = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
        return {
            name: connection.execute(f"DESCRIBE {name}").fetchall()
            + connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()
            for name in names
        }


def version_of(paths: Paths) -> str:
    return content_version(prepare_tables(paths)[1])


def test_two_builds_give_the_same_bytes(built: BuildResult, data_copy: Paths) -> None:
    again = build(data_copy)
    assert again.version == built.version
    assert snapshot(open_data_path(data_copy.published, again.version)) == snapshot(
        open_data_path(built.database.parent, built.version)
    )
    assert content(again.database) == content(built.database)


def test_another_process_gives_the_same_version(
    built: BuildResult, data_copy: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another hash seed, language and time zone: nothing may depend on the order of a set or on the clock."""
    for name, value in {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}.items():
        monkeypatch.setenv(name, value)
    process = run(data_copy, "build")
    assert process.returncode == 0, process.stderr
    assert f"figures-{built.version}.duckdb" in process.stdout
    assert snapshot(open_data_path(data_copy.published, built.version)) == snapshot(
        open_data_path(built.database.parent, built.version)
    )


def red_notices_of_another_number(data: Path) -> str:
    figure = "ar2020.red-notices.notices_issued.2020"
    cell("figures/notices.csv", figure, "value", "11095")(data)
    return cell("figures/notices.csv", figure, "as_printed", "11 095")(data)


CHANGES: dict[str, Change] = {
    "a value": red_notices_of_another_number,
    "a qualifier": cell("figures/notices.csv", "ar2021.red-notices.notices_issued.2021", "qualifier", "about"),
    "a line": cell("figures/notices.csv", "ar2021.red-notices.notices_issued.2021", "source_line", "159"),
    "a translation": cell("decisions/units.csv", "percent", "ar", "٪"),
    "a rounding": replace("decisions/derivations.toml", "round_to = 0.1", "round_to = 1"),
    "a contradiction": replace("decisions/disagreements.toml", 'en = "The brochure', 'en = "A brochure'),
    "a member": cell("reference/members.csv", "ABW", "note", "A caveat."),
    "a date of reading": replace("sources/ar2021.toml", 'accessed = "2026-11"', 'accessed = "2026-12"'),
    "a region": add_row("reference/regions.csv", "005", "m49", "999", "m49"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_is_published_is_in_the_version(name: str, built: BuildResult, data_copy: Paths) -> None:
    CHANGES[name](data_copy.data)
    assert version_of(data_copy) != built.version


def test_what_is_not_published_is_not_in_the_version(built: BuildResult, data_copy: Paths, tmp_path: Path) -> None:
    replace("decisions/checks.toml", "# Printed totals", "# The printed totals")(data_copy.data)
    shutil.move(data_copy.data, tmp_path / "elsewhere")
    assert version_of(Paths(tmp_path / "elsewhere", tmp_path)) == built.version


def test_each_stage_reports_once_and_in_order(data_copy: Paths) -> None:
    lines: list[str] = []
    built = build(data_copy, report=lines.append)
    assert [line.split()[0].rstrip(",") for line in lines] == ["extract", "validate", "derive", "tables", "load"]
    assert built.version in lines[-1]
    assert f"{built.figure_count} figures" in lines[-2]


@pytest.mark.parametrize("file", ["derivations.toml", "point_marks.csv", "series_breaks.csv"])
def test_a_project_without_decisions_of_a_kind_builds(data_copy: Paths, file: str) -> None:
    kept = 1 if file.endswith(".csv") else 0
    lines = (data_copy.decisions / file).read_text(encoding="utf-8").splitlines(keepends=True)
    (data_copy.decisions / file).write_text("".join(lines[:kept]), encoding="utf-8")
    built = build(data_copy)
    assert built.figure_count > 280


def test_checking_writes_nothing(data_copy: Paths) -> None:
    before = snapshot(data_copy.data)
    prepare_tables(data_copy)
    assert snapshot(data_copy.data) == before
    assert not data_copy.published.exists()


def test_building_leaves_the_inputs_alone(data_copy: Paths) -> None:
    other_version(data_copy.data)
    before = snapshot(data_copy.data)
    build(data_copy)
    assert snapshot(data_copy.data) == before


def test_a_copy_holds_every_folder_of_inputs(tmp_path: Path) -> None:
    paths = copy_inputs(tmp_path)
    assert {path.name for path in paths.data.iterdir()} == {"sources", "figures", "reported", "reference", "decisions"}
