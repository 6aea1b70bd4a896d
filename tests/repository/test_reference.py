"""The documentation and what editors read are made from the schemas, and say what the schemas say."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from dashboard.chart_types import CHART_TYPES
from dashboard.charts.catalogue import load_catalogue
from dashboard.charts.definition import ChartDefinition
from dashboard.checks.charts import chart_problems
from dashboard.releases.data_version import DataVersion
from tests.conftest import REPOSITORY

EXTENDING = (REPOSITORY / "docs" / "extending.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """``docs/generate.py``, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("generate", REPOSITORY / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_written_is_what_the_schemas_say(generate: ModuleType) -> None:
    for name, content in generate.files().items():
        assert (REPOSITORY / "docs" / name).read_text(encoding="utf-8") == content, f"{name}: run make reference"


def test_every_key_and_every_chart_type_is_told(generate: ModuleType) -> None:
    for model in generate.PARTS:
        assert set(generate.shown(model)) <= set(generate.described(model)), model.__name__
    assert set(re.findall(r"from the schema: (\w+)", EXTENDING)) == set(generate.SECTIONS)
    for name in (*ChartDefinition.model_fields, *CHART_TYPES):
        assert f"| `{name}` |" in EXTENDING


def test_its_example_is_a_chart_without_a_mistake(data: DataVersion, tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", EXTENDING, re.S)
    (tmp_path / "operations").mkdir()
    (tmp_path / "operations" / "made-arrests.toml").write_text(example, encoding="utf-8")
    mine = DataVersion(data.store, load_catalogue(CHART_TYPES, tmp_path), data.cache)
    assert list(chart_problems(mine)) == []
    assert list(mine.catalogue.chart("made-arrests").definition.controls["year"].options) == ["all", "2020", "2021"]


def test_editors_find_a_schema_for_each_file() -> None:
    rules = tomllib.loads((REPOSITORY / ".taplo.toml").read_text(encoding="utf-8"))["rule"]
    for rule in rules:
        schema = json.loads((REPOSITORY / rule["schema"]["path"]).read_text(encoding="utf-8"))
        assert schema["additionalProperties"] is False
        files = {path for pattern in rule["include"] for path in REPOSITORY.glob(pattern)}
        files -= {path for pattern in rule.get("exclude", []) for path in REPOSITORY.glob(pattern)}
        assert files
        for path in files:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            assert content.keys() <= schema["properties"].keys(), path
            assert set(schema.get("required", [])) <= content.keys(), path


def test_the_packages_say_that_they_are_typed() -> None:
    assert all((REPOSITORY / package / "py.typed").is_file() for package in ("dashboard", "etl"))


def test_hooks_run_programs_that_are_locked() -> None:
    hooks = (REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    programs = set(re.findall(r"entry: \.venv/bin/([\w-]+)", hooks))
    assert programs == {"ruff", "mypy", "lint-imports", "python"}
