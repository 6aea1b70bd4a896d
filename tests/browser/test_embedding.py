"""The embed in other people's pages: a real host on another origin, with and without a sandbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bench.elsewhere import Elsewhere, elsewhere
from tests.server import Site

HOST = """<!doctype html><title>Host</title><link rel="icon" href="data:,"><script>
window.heard = [];
addEventListener('message', event => window.heard.push({origin: event.origin, data: event.data}));
</script><iframe src="%s" width="%d" height="100" %s></iframe>"""


@pytest.fixture
def host() -> Iterator[Elsewhere]:
    """A server on another origin."""
    with elsewhere() as other:
        yield other


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 900, "height": 900})
    yield context.new_page()
    context.close()


def frame(page: Page, host: Elsewhere, address: str, width: int = 600, attributes: str = "") -> Page:
    page.goto(host.show(HOST % (address, width, attributes)))
    return page


def heights(page: Page) -> list[int]:
    page.wait_for_function("heard.some(m => m.data['datawrapper-height'])")
    found: list[int] = page.evaluate(
        "heard.filter(m => m.data['datawrapper-height']).map(m => Object.values(m.data['datawrapper-height'])[0])"
    )
    return found


@pytest.mark.parametrize(("width", "layout"), [(360, "phone"), (800, "desktop")])
def test_a_frame_tells_its_height(page: Page, host: Elsewhere, site: Site, width: int, layout: str) -> None:
    frame(page, host, f"{site.origin}/en/embed/haechi?childId=abc", width)
    told = heights(page)[-1]
    inside = page.frames[1]
    assert inside.locator(f"svg.{layout}").is_visible()
    assert abs(inside.evaluate("document.documentElement.getBoundingClientRect().height") - told) <= 1
    assert 150 < told < 2500
    heard = page.evaluate("heard.map(m => typeof m.data === 'string' ? m.data : JSON.stringify(m.data))")
    assert any("embed-size" in message for message in heard)
    assert any("iframe.resize" in message for message in heard)
    assert any(message.startswith("pymxPYMxabcxPYMxheightxPYMx") for message in heard)
    assert set(page.evaluate("heard.map(m => m.origin)")) == {site.origin}


def test_a_frame_tells_when_it_grows(page: Page, host: Elsewhere, site: Site) -> None:
    frame(page, host, f"{site.origin}/en/embed/haechi")
    before = heights(page)[-1]
    page.frames[1].locator("details.data summary").click()
    page.wait_for_function(
        f"heard.some(m => m.data['datawrapper-height'] && Object.values(m.data['datawrapper-height'])[0] > {before + 50})"
    )
    page.frames[1].locator("details.data summary").click()
    page.wait_for_function(
        f"heard.filter(m => m.data['datawrapper-height'])"
        f".map(m => Object.values(m.data['datawrapper-height'])[0]).at(-1) <= {before}"
    )


def test_a_sandboxed_frame_shows_its_chart(page: Page, host: Elsewhere, site: Site) -> None:
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    frame(page, host, f"{site.origin}/fr/embed/revenue-by-source", attributes='sandbox="allow-scripts"')
    assert heights(page)[-1] > 150
    inside = page.frames[1]
    assert inside.locator("svg.phone, svg.desktop").filter(visible=True).count() == 1
    assert inside.evaluate("getComputedStyle(document.body).marginTop") == "0px", "the style sheet was not applied"
    page.wait_for_timeout(300)
    assert errors == []


def test_a_frame_without_scripts_still_shows_its_chart(chromium: Browser, host: Elsewhere, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = frame(context.new_page(), host, f"{site.origin}/ar/embed/haechi")
    assert page.frames[1].locator("svg.phone, svg.desktop").filter(visible=True).count() == 1
    assert page.frames[1].locator("html").get_attribute("dir") == "rtl"
    context.close()


def test_a_frame_keeps_nothing(page: Page, host: Elsewhere, site: Site) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    frame(page, host, f"{site.origin}/en/embed/haechi")
    heights(page)
    assert page.context.cookies() == []
    assert page.frames[1].evaluate("localStorage.length + sessionStorage.length") == 0
    assert all(url.startswith((site.origin, host.origin)) for url in requests)


def test_other_pages_cannot_be_framed(page: Page, host: Elsewhere, site: Site) -> None:
    frame(page, host, f"{site.origin}/en/")
    page.wait_for_timeout(500)
    assert page.frames[1].locator("h1").count() == 0 or "INTERPOL" not in page.frames[1].locator("h1").inner_text()
