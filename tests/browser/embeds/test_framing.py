"""Who may frame what, as Chromium carries it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from bench.pages import wait
from tests.browser.embeds.conftest import Elsewhere
from tests.server import Site, serving

CHART = "/en/embed/haechi"
#: What our pages have; Chromium's own page of refusal has a heading too.
OURS = "article.embed, main#content"
REFUSAL = "chrome-error://chromewebdata/"


@pytest.fixture(scope="module")
def limited(site_published: Path, elsewhere: Elsewhere) -> Iterator[Site]:
    """A site that lets one origin frame its charts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EMBED_ORIGINS", elsewhere.origin)
        with serving(site_published, workers=1) as running:
            yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def shown(page: Page, elsewhere: Elsewhere, host: str, address: str) -> bool:
    """True where a page of a host shows the page it frames."""
    markup = f'<!doctype html><link rel="icon" href="data:,"><iframe src="{address}" width="600" height="600"></iframe>'
    elsewhere.files["/framing"] = ("text/html", markup.encode())
    page.goto(f"{host}/framing", wait_until="load")
    framed = page.frames[1]
    while framed.url not in (address, REFUSAL):
        page.wait_for_timeout(50)
    return framed.url == address and framed.locator(OURS).count() == 1


def test_a_listed_origin_may_frame_and_another_may_not(page: Page, limited: Site, elsewhere: Elsewhere) -> None:
    other = f"http://127.0.0.1:{urlsplit(elsewhere.origin).port}"
    assert shown(page, elsewhere, elsewhere.origin, limited.origin + CHART)
    assert shown(page, elsewhere, elsewhere.origin, limited.origin + "/en/embed/no-such-chart")
    assert not shown(page, elsewhere, other, limited.origin + CHART)


def test_the_site_shows_its_own_previews(page: Page, limited: Site) -> None:
    page.goto(f"{limited.origin}/en/charts/haechi")
    page.evaluate(
        "address => { const frame = document.createElement('iframe'); frame.src = address; document.body.append(frame); }",
        CHART,
    )
    wait(page, f"!!frames[frames.length - 1].document.querySelector('{OURS}')", 20_000)


def test_anyone_may_frame_where_nothing_is_listed(page: Page, site: Site, elsewhere: Elsewhere) -> None:
    assert shown(page, elsewhere, elsewhere.origin, site.origin + CHART)


@pytest.mark.parametrize("path", ["/en/", "/en/notices", "/en/charts/haechi", "/en/figures"])
def test_pages_are_not_shown_in_a_frame(page: Page, site: Site, elsewhere: Elsewhere, path: str) -> None:
    assert not shown(page, elsewhere, elsewhere.origin, site.origin + path)


@pytest.mark.parametrize("attributes", ["", 'sandbox="allow-scripts"'])
def test_a_site_with_a_public_name_is_framed_under_it(
    page: Page, site_published: Path, elsewhere: Elsewhere, attributes: str
) -> None:
    """All that an embed names and allows is under the public name, whatever name the server was asked by."""
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    with serving(site_published, workers=1, SITE_ORIGIN="http://figures.localhost:{port}") as named:
        public = f"http://figures.localhost:{named.port}"
        markup = f'<!doctype html><link rel="icon" href="data:,"><iframe src="{public}{CHART}" {attributes}></iframe>'
        elsewhere.files["/named"] = ("text/html", markup.encode())
        page.goto(f"{elsewhere.origin}/named", wait_until="load")
        frame = page.frames[1]
        frame.locator("[data-explore]").dispatch_event("click")
        frame.wait_for_selector(".drawing[data-interactive=on] .js-plotly-plot", timeout=30_000)
        links = frame.eval_on_selector_all("a[href]", "all => all.map(link => new URL(link.href).origin)")
        policy = named.get(CHART).header("Content-Security-Policy")
        assert not shown(page, elsewhere, elsewhere.origin, f"{public}/en/charts/haechi")
    assert links and set(links) == {public}
    assert f"script-src 'self' {public};" in policy
    assert [text for text in errors if "charts/haechi" not in text and "frame-ancestors" not in text] == []
