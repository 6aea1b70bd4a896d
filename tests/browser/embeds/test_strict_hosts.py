"""Hosts that allow little: a strict content security policy, a sandbox, no storage for third parties."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from dashboard.rendering.drawing import browser_path
from tests.browser.embeds.conftest import Elsewhere, fits
from tests.server import Site

CHART = "/en/embed/staff-by-status"
#: What a careful newsroom sends: its own listener as a file, frames from named sites, nothing else.
POLICY = (
    "default-src 'none'; script-src 'self'; frame-src {site}; img-src 'self' data:; style-src 'none'; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'"
)
HOST = """<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="{policy}"><script src="/parents/datawrapper.js"></script>
<iframe src="{address}" width="600" height="100" {attributes}></iframe></html>"""
FORBIDDEN = """
for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
  Object.defineProperty(window, name, {get() { throw new DOMException(name, 'SecurityError'); }});
}
Object.defineProperty(Document.prototype, 'cookie', {
  get() { throw new DOMException('cookie', 'SecurityError'); }, set() { throw new DOMException('cookie', 'SecurityError'); }
});
"""


@pytest.fixture(params=["third-party storage allowed", "third-party storage blocked", "every storage throws"])
def context(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[BrowserContext]:
    browser = chromium
    if "blocked" in request.param:
        options = ["--no-sandbox", "--test-third-party-cookie-phaseout"]
        browser = chromium.browser_type.launch(executable_path=browser_path(), args=options)
    context = browser.new_context()
    if "throws" in request.param:
        context.add_init_script(FORBIDDEN)
    yield context
    context.close()
    if browser is not chromium:
        browser.close()


@pytest.mark.parametrize("attributes", ["", 'sandbox="allow-scripts"', 'sandbox="allow-scripts" credentialless'])
def test_a_chart_is_shown_sized_and_interactive(
    context: BrowserContext, site: Site, elsewhere: Elsewhere, attributes: str
) -> None:
    page, errors = context.new_page(), []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    markup = HOST.format(policy=POLICY.format(site=site.origin), address=site.origin + CHART, attributes=attributes)
    elsewhere.files["/strict"] = ("text/html; charset=utf-8", markup.encode())
    page.goto(f"{elsewhere.origin}/strict", wait_until="load")
    frame = page.frames[1]
    assert fits(frame) > 200
    assert frame.locator("svg.phone, svg.desktop").filter(visible=True).count() == 1
    frame.locator("[data-explore]").dispatch_event("click")
    frame.wait_for_selector(".drawing[data-interactive=on] .js-plotly-plot", timeout=30_000)
    assert fits(frame) > 200
    assert errors == []
    assert context.cookies() == []


@pytest.mark.parametrize("attributes", ["", 'sandbox="allow-scripts"'])
@pytest.mark.parametrize("policy", ["require-corp", "credentialless"])
@pytest.mark.parametrize("chart", ["staff-by-status", "members-map"])
def test_a_page_that_isolates_itself_shows_a_chart(
    chromium: Browser, site: Site, elsewhere: Elsewhere, chart: str, policy: str, attributes: str
) -> None:
    page, errors = chromium.new_page(), []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    markup = HOST.format(policy="", address=f"{site.origin}/en/embed/{chart}", attributes=attributes)
    elsewhere.files["/isolated"] = ("text/html; charset=utf-8", markup.encode())
    elsewhere.headers["/isolated"] = {
        "Cross-Origin-Embedder-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    page.goto(f"{elsewhere.origin}/isolated", wait_until="load")
    assert page.evaluate("crossOriginIsolated")
    frame = page.frames[1]
    assert fits(frame) > 200
    frame.locator("[data-explore]").dispatch_event("click")
    frame.wait_for_selector(".drawing[data-interactive=on] .js-plotly-plot", timeout=30_000)
    assert errors == []
    page.close()


@pytest.mark.parametrize("path", ["/en/embed/haechi", "/en/embed/no-such-chart", "/en/embed/haechi?theme=x"])
def test_what_stands_in_frames_may_be_embedded_by_isolated_pages(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.header("Cross-Origin-Embedder-Policy") == "require-corp"
    assert answer.header("Cross-Origin-Resource-Policy") == "cross-origin"
    assert site.get("/en/").header("Cross-Origin-Embedder-Policy") == ""
