"""Real inputs and real builds: a copy of the data for each test that changes them, one build for all that read."""

from __future__ import annotations

import functools
import os
import shutil
from pathlib import Path

import pytest

from etl.paths import Paths
from etl.pipeline import BuildResult, build

REPOSITORY = Path(__file__).resolve().parent.parent
INPUT_FOLDERS = ("sources", "figures", "reported", "reference", "decisions")

#: The documents that have been read: those whose card names a text.
DOCUMENTS = tuple(
    sorted(
        path.stem for path in (REPOSITORY / "data" / "sources").glob("*.toml") if "text_file" in path.read_text("utf-8")
    )
)


def copy_inputs(target: Path) -> Paths:
    """Copies the inputs, without what was published from them, to ``target/data``."""
    for name in INPUT_FOLDERS:
        shutil.copytree(REPOSITORY / "data" / name, target / "data" / name)
    return Paths(data=target / "data", published=target / "published")


@pytest.fixture
def data_copy(tmp_path: Path) -> Paths:
    """The inputs, free to be changed; nothing is published yet."""
    return copy_inputs(tmp_path)


@pytest.fixture(scope="session")
def built_at(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """Where the build that all tests share reads and writes. Not to be changed."""
    return copy_inputs(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def built(built_at: Paths) -> BuildResult:
    """The build that all tests share. Not to be changed."""
    return build(built_at)


@pytest.fixture
def published(data_copy: Paths, built: BuildResult, built_at: Paths) -> Paths:
    """The inputs, free to be changed, and the version published from them before."""
    shutil.copytree(built_at.published, data_copy.published)
    return data_copy


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the documents' texts, which are not part of the repository."""
    named = os.environ.get("FIGURES_SOURCES")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "sources"
    if not (folder / "ar2021.txt").is_file():
        pytest.skip("the documents' texts are not here")
    return folder


#: What starts a server, a browser or a renderer, or waits for drawings: `make test-fast` leaves it out.
SLOW_FIXTURES = {"site", "site_published", "opened", "chromium", "app", "client", "data", "own_published", "store"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that need more than this process."""
    for item in items:
        if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())) or "serving(" in _source(item.path):
            item.add_marker("server")


@functools.cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")
