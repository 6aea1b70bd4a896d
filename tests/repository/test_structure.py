"""Rules that keep the folders telling what is where."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from etl.extract import extract
from etl.paths import Paths
from tests.conftest import REPOSITORY

#: The only modules that open the database.
DUCKDB_MODULES = {"etl/load.py", "dashboard/data/store.py"}
#: Names that say nothing about what is inside.
EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|misc|managers?|common|stuff)(_|$)")


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports anywhere."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.partition(".")[0])
    return names


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    process = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    assert process.returncode == 0, process.stdout
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", process.stdout)


def test_one_module_of_each_side_opens_duckdb(modules: dict[str, Path]) -> None:
    own = {name: path for name, path in modules.items() if not name.startswith("tests/")}
    assert len(own) > 0
    assert {name for name, path in own.items() if "duckdb" in imported(path)} == DUCKDB_MODULES


def test_the_two_sides_do_not_import_each_other(modules: dict[str, Path]) -> None:
    for name, path in modules.items():
        side = name.partition("/")[0]
        other = {"etl": "dashboard", "dashboard": "etl"}.get(side)
        assert other not in imported(path), name


def test_nobody_imports_the_tests(modules: dict[str, Path]) -> None:
    assert not [n for n, path in modules.items() if not n.startswith("tests/") and "tests" in imported(path)]


def test_no_name_in_the_shared_folder_for_temporary_files_can_be_taken_first(modules: dict[str, Path]) -> None:
    """`mkdtemp` picks a name that nobody knows, for this user alone; a fixed name there may be made by anyone before."""
    own = {name: path for name, path in modules.items() if name.startswith(("dashboard/", "etl/"))}
    for name, path in own.items():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"gettempdir|TMPDIR|mktemp\(|[\"']/(var/)?tmp\b", text), name


def test_names_say_what_is_inside(modules: dict[str, Path]) -> None:
    parts = {part.removesuffix(".py") for name in modules for part in name.split("/")}
    assert len(parts) > 20
    assert not [part for part in parts if EMPTY_NAMES.search(part)]


def test_every_module_says_what_it_is_for(modules: dict[str, Path]) -> None:
    silent = [
        name
        for name, path in modules.items()
        if (text := path.read_text(encoding="utf-8")).strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


def test_each_stage_of_the_pipeline_has_its_tests() -> None:
    stages = {path.stem for path in (REPOSITORY / "etl").glob("*.py") if not path.stem.startswith("__")}
    tested = {path.stem.removeprefix("test_") for path in (REPOSITORY / "tests" / "etl").glob("test_*.py")}
    assert stages and stages <= tested


def test_every_file_of_figures_is_a_topic() -> None:
    inputs = extract(Paths(REPOSITORY / "data", REPOSITORY / "data" / "published"))
    files = {path.stem for path in (REPOSITORY / "data" / "figures").glob("*.csv")}
    assert files == {row.topic for row in inputs.rows("topics")}


def test_every_document_has_a_card_exclusions_and_a_hash() -> None:
    inputs = extract(Paths(REPOSITORY / "data", REPOSITORY / "data" / "published"))
    documents = {card.group: card.row for card in inputs.tables["sources"] if card.row.kind == "document"}
    assert len(documents) >= 5
    for name, card in documents.items():
        assert card.text_file == f"{name}.txt" and card.line_count and card.text_sha256
        assert (REPOSITORY / "data" / "decisions" / "exclusions" / f"{name}.csv").is_file()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locked_packages_have_hashes_and_name_no_registry(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=\S)", text.strip())
    pinned = [entry for entry in requirements if not entry.startswith("#")]
    assert len(pinned) > 10
    for entry in pinned:
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", text)


def test_what_runs_is_part_of_what_is_tested() -> None:
    """Every package locked for the site is locked, at the same version, for the tests."""
    pins = [
        set(re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==(\S+)", (REPOSITORY / name).read_text(encoding="utf-8"), re.M))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] and pins[0] <= pins[1]


def test_what_is_generated_is_not_kept(repository_files: list[Path]) -> None:
    names = [path.relative_to(REPOSITORY).as_posix() for path in repository_files]
    assert not [n for n in names if n.startswith("data/published/") or n.endswith((".duckdb", ".parquet", ".pyc"))]
