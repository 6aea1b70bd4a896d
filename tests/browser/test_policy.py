"""The content security policy as a browser enforces it: nothing that the site does is refused."""

from __future__ import annotations

import base64
import hashlib

import pytest

from bench.pages import wait
from dashboard.components.islands import PLOTLY_STYLE, RENDERER_STYLE
from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened, Watched, explore
from tests.server import Site

#: A violation is told to the page whether or not the console says so.
LISTEN = """window.refused = [];
document.addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective + ' ' + e.sourceFile));"""
PAGES = [
    "/en/",
    "/ar/",
    "/fr/members",
    "/es/operations",
    "/en/goals",
    "/en/figures?q=red",
    "/ar/about",
    "/en/charts/haechi",
]


def visit(watched: Watched, path: str) -> list[str]:
    """Opens an address again with someone listening, opens what folds, and gives what was refused."""
    page = watched.page
    page.add_init_script(LISTEN)
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.mouse.wheel(0, 400)
    page.wait_for_timeout(300)
    refused: list[str] = page.evaluate("refused")
    return refused


@pytest.mark.parametrize("path", PAGES)
def test_pages_do_nothing_that_is_refused(opened: Opened, site: Site, path: str) -> None:
    watched = opened(path)
    assert visit(watched, path) == []
    watched.clean(site.origin)


@pytest.mark.parametrize("kind", ["charts", "embed"])
def test_interactive_charts_do_nothing_that_is_refused(opened: Opened, data: DataVersion, kind: str) -> None:
    one_of_each = {chart.definition.type: chart.id for chart in data.catalogue}
    assert len(one_of_each) > 4
    watched = opened("/en/about")
    for mark, chart in one_of_each.items():
        visit(watched, f"/en/{kind}/{chart}")
        explore(watched.page, chart)
        watched.page.mouse.move(300, 400, steps=5)
        watched.page.wait_for_timeout(150)
        assert watched.page.evaluate("refused") == [], f"{mark}: {chart}"


def test_what_is_not_the_sites_own_is_refused(opened: Opened) -> None:
    watched = opened("/en/")
    visit(watched, "/en/")
    watched.page.evaluate("""() => {
      const add = (name, text) => { const e = document.createElement(name); e.textContent = text; document.head.append(e); };
      add('script', 'window.ran = 1'); add('style', 'body { color: red }');
      document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = 1"><img src="https://example.org/x.png">');
    }""")
    for refused in ("script-src-elem", "style-src-elem", "script-src-attr", "img-src"):
        wait(watched.page, f"refused.some(entry => entry.split(' ')[0] === '{refused}')", 20_000)
    assert watched.page.evaluate("window.ran") is None


def test_the_style_elements_of_scripts_are_those_that_are_named(opened: Opened, site: Site) -> None:
    watched = opened("/en/charts/haechi")
    explore(watched.page, "haechi")
    texts = watched.page.locator("style").all_text_contents()[1:]
    found = {"sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
    assert found == {PLOTLY_STYLE, RENDERER_STYLE}
    watched.clean(site.origin)
