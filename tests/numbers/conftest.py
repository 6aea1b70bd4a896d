"""The figures of the shared build, by id."""

from __future__ import annotations

from typing import Any

import pytest

from etl.load import read_rows
from etl.pipeline import BuildResult

Figures = dict[str, dict[str, Any]]


@pytest.fixture(scope="session")
def figures(built: BuildResult) -> Figures:
    return {str(row["figure_id"]): row for row in read_rows(built.database, "SELECT * FROM figures")}
