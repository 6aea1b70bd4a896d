"""The site that all these tests ask; see `tests.dashboard.site`."""

from __future__ import annotations

import pytest

from tests.dashboard import site


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin(site.NAME):
        config.pluginmanager.register(site, site.NAME)
