"""The data and charts of the site before anything is drawn, which takes minutes after a change of code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.releases.data_version import DataVersion, open_data_version
from etl.paths import Paths
from etl.pipeline import BuildResult


@pytest.fixture(scope="session")
def data(built: BuildResult, built_at: Paths) -> Iterator[DataVersion]:
    """What the site would serve; tests of a folder take it by importing it in their ``conftest.py``."""
    opened = open_data_version(built_at.published, built_at.published / "pictures")
    yield opened
    opened.store.close()
