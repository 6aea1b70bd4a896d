"""The site that all these tests ask; see `tests.server`."""

from __future__ import annotations

import pytest

from tests import server


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin(server.NAME):
        config.pluginmanager.register(server, server.NAME)
