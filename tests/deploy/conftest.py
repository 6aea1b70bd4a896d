"""The site that all these tests ask (see `tests.server`), and places between machines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.serving import free_port
from etl.paths import Paths
from etl.pipeline import BuildResult
from tests import server
from tests.deploy.copying import Store, webdav


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin(server.NAME):
        config.pluginmanager.register(server, server.NAME)


@pytest.fixture
def folder_store(tmp_path: Path) -> Store:
    """A folder that all machines mount."""
    return Store(str(tmp_path / "store"), tmp_path / "store")


@pytest.fixture(params=["folder", "webdav"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A place where files keep their times and checksums, and one that knows neither."""
    folder = tmp_path / "store"
    if request.param == "folder":
        yield Store(str(folder), folder)
        return
    folder.mkdir()
    with webdav(folder, free_port()) as remote:
        yield Store(remote, folder)


@pytest.fixture
def here(tmp_path: Path, built: BuildResult, built_at: Paths) -> Path:
    """A published folder with two drawn charts and things that are not data, free to be changed."""
    published = tmp_path / "here"
    shutil.copytree(built_at.published, published)
    (published / "pictures").mkdir(exist_ok=True)
    for name in ("a.svg", "b.svg"):
        (published / "pictures" / name).write_text(f"<svg><!-- {name} --></svg>")
    for name in ("static-0123456789ab", "cache"):
        (published / name).mkdir()
        (published / name / "file.css").touch()
    return published
