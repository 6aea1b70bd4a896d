"""These tests need no drawings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.releases.data_version import DataVersion, open_data_version
from etl.pipeline import build
from tests.conftest import copy_inputs
from tests.dashboard.checks.made_up_reports import add_reports
from tests.dashboard.undrawn import data as data


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataVersion]:
    """The data with the two reports."""
    folder = tmp_path_factory.mktemp("grown")
    paths = copy_inputs(folder)
    add_reports(paths)
    build(paths)
    data = open_data_version(paths.published, folder / "pictures")
    yield data
    data.store.close()
