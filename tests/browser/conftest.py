"""A real Chromium before the real site; see `tests.server`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

from dashboard.charts.catalogue import Chart
from dashboard.pages.topic_sections import FIRST, LEADS
from dashboard.releases.data_version import DataVersion
from dashboard.rendering.drawing import browser_path
from tests import server as site_plugin
from tests.server import Site


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin(site_plugin.NAME):
        config.pluginmanager.register(site_plugin, site_plugin.NAME)
    expect.set_options(timeout=20_000)  # a machine that does much else is slow, and not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Watched:
    """A page, and what went wrong on it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def failed(self, request: Request) -> None:
        # The browser itself drops what a page left in haste had still asked for.
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"{request.failure}: {request.url}")

    def clean(self, origin: str) -> None:
        """No message of error, no failed request, nothing from another origin."""
        assert self.errors == []
        foreign = [u for u in self.requests if not u.startswith((origin, "data:", "blob:"))]
        assert foreign == []


def pages_of_charts(data: DataVersion) -> Iterator[tuple[str, list[Chart]]]:
    """Each topic with the charts that stand on its page as charts, and the own pages of the others."""
    for topic in data.vocabulary.topics:
        charts = data.catalogue.of_topic(topic)
        led = ("lead",) if topic in LEADS or topic in FIRST else ()
        elsewhere = [chart for chart in charts if chart.definition.panel in ("listed", "tile", "section", *led)]
        yield topic, [chart for chart in charts if chart not in elsewhere]
        yield from ((f"charts/{chart.id}", [chart]) for chart in elsewhere)
    of_no_topic = [chart for chart in data.catalogue if chart.topic not in data.vocabulary.topics]
    yield from ((f"charts/{chart.id}", [chart]) for chart in of_no_topic)


def explore(page: Page, chart: str) -> Locator:
    """Presses a chart's button and waits until the chart is interactive."""
    page.locator(f"[data-explore={chart}]").click()
    drawing = page.locator(f"#drawing-{chart}[data-interactive=on]")
    drawing.locator(".js-plotly-plot .main-svg").first.wait_for(state="attached")
    return drawing


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    # Of the package and not of the session: its event loop must be gone when other tests run their own.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        yield browser
        browser.close()


Opened = Callable[..., Watched]


@pytest.fixture
def opened(chromium: Browser, site: Site) -> Iterator[Opened]:
    """Opens an address in a browser of its own: ``opened("/en/", width=390, java_script_enabled=False)``."""
    contexts = []

    def open_page(path: str, *, width: int = 1280, **options: Any) -> Watched:
        context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=site.origin, **options)
        contexts.append(context)
        page = context.new_page()
        watched = Watched(page)
        page.on("console", lambda m: watched.errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: watched.errors.append(str(error)))
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("requestfailed", watched.failed)
        page.on("response", lambda r: watched.errors.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.goto(path)
        return watched

    yield open_page
    for context in contexts:
        context.close()
