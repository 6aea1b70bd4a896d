"""The data and charts of the site before anything is drawn, which takes minutes after a change of code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from dashboard.releases.data_version import DataVersion, open_data_version
from etl.paths import Paths
from etl.pipeline import BuildResult


@pytest.fixture(scope="session")
def data(built: BuildResult, built_at: Paths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataVersion]:
    """What the site would serve; tests of a folder take it by importing it in their ``conftest.py``."""
    published = tmp_path_factory.mktemp("undrawn") / "published"
    shutil.copytree(built_at.published, published)  # DuckDB opens a file in one way at a time
    opened = open_data_version(published, published / "pictures")
    yield opened
    opened.store.close()
