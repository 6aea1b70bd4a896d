"""These tests need no drawings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.releases.data_version import DataVersion
from tests.dashboard.checks.made_up_reports import with_reports
from tests.dashboard.undrawn import data as data


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataVersion]:
    """The data with the two reports."""
    with with_reports(tmp_path_factory.mktemp("grown")) as data:
        yield data
