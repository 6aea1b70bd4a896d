"""What the README tells to write and to run is right: its chart is added, its commands and targets are there."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dashboard.chart_types import CHART_TYPES
from dashboard.charts.catalogue import load_catalogue
from dashboard.charts.view import chart_view
from dashboard.checks.charts import chart_problems
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.conftest import REPOSITORY

TEXT = (REPOSITORY / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"python -m (etl|dashboard) ([a-z-]+)((?: --[a-z]+)*)", TEXT)))
TARGETS = sorted(
    set(re.findall(r"`(?:PORT=\d+ )?make ([a-z-]+)", TEXT)) | set(re.findall(r"^    make ([a-z-]+)", TEXT, re.M))
)


def test_its_chart_is_one_file_and_right(data: DataVersion, tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", TEXT, re.S)
    (tmp_path / "databases").mkdir()
    (tmp_path / "databases" / "how-many-hits.toml").write_text(example, encoding="utf-8")
    catalogue = load_catalogue(CHART_TYPES, tmp_path)
    assert list(chart_problems(DataVersion(data.store, catalogue, data.cache))) == []
    view = chart_view(catalogue.chart("how-many-hits"), (), get_language("en"), data.store, data.vocabulary)
    assert view.title.replace("\u00a0", " ") == "Searches led to 1.3 million hits in 2021, up from 1 million in 2020"


def test_its_chart_of_a_series_names_one_that_is_there(data: DataVersion) -> None:
    named = re.findall(r'`type = "(series_\w+)"`|"(series_\w+)"`, and `series = \["([\w-]+)"\]`', TEXT)
    types = {name for found in named for name in found[:2] if name}
    series = {found[2] for found in named if found[2]}
    assert types == {"series_columns", "series_line"} <= CHART_TYPES.keys()
    assert series and series <= {row["series"] for row in data.store.rows("SELECT series FROM series")}


@pytest.mark.parametrize(("package", "command", "options"), COMMANDS, ids=[" ".join(found[:2]) for found in COMMANDS])
def test_its_commands_are_there(package: str, command: str, options: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", package, command, "--help"], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert [option for option in options.split() if option not in done.stdout] == []


def test_its_targets_are_there() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert len(TARGETS) > 12
    assert [target for target in TARGETS if not re.search(rf"^{target}:", makefile, re.M)] == []


def test_its_folders_and_files_are_there() -> None:
    named = re.findall(r"`((?:dashboard|data|docs|deploy|etl)/[\w./-]*)`", TEXT) + re.findall(
        r"\((docs/[\w.]+)\)", TEXT
    )
    assert len(named) > 8
    assert [name for name in named if not (REPOSITORY / name).exists()] == []


def test_the_version_it_asks_for_is_the_projects() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or newer" in TEXT
