"""Two more engines before the real site; see `tests.server`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.elsewhere import Elsewhere
from tests import server as site_plugin
from tests.browser.embeds.hosts import served
from tests.engines.browsers import BROWSERS, Browser, Missing, started


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin(site_plugin.NAME):
        config.pluginmanager.register(site_plugin, site_plugin.NAME)


@pytest.fixture(scope="session", params=BROWSERS, ids=lambda kind: kind.__name__)
def running(request: pytest.FixtureRequest) -> Iterator[Browser]:
    try:
        with started(request.param) as browser:
            yield browser
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def browser(running: Browser) -> Browser:
    """A browser whose window is as large as that of a desktop."""
    running.resize(1280, 900)
    return running


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    with served() as other:
        yield other
