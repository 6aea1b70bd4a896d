"""A published folder of its own for each fault, so that it can be damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import server


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin(server.NAME):
        config.pluginmanager.register(server, server.NAME)


@pytest.fixture
def own_published(site_published: Path, tmp_path: Path) -> Path:
    """A copy of what the site serves, free to be damaged."""
    copy = tmp_path / "published"
    shutil.copytree(site_published, copy)
    return copy
