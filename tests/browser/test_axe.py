"""axe finds nothing on any page: WCAG 2.0 to 2.2, A and AA, and what axe holds to be best practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import explore
from tests.dashboard.search.questions import ANSWERS
from tests.server import Site

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
#: What is folded away is looked at as well; frames are pages of their own.
UNFOLD = """() => {
  document.querySelectorAll('details:not(:has(iframe))').forEach(e => { e.open = true; });
  document.querySelectorAll('main *').forEach(e => { e.style.contentVisibility = 'visible'; });
}"""
LEAST_RULES = 18


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page that shows its charts as drawn."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, base_url=site.origin, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def violations(axe: Axe, page: Page) -> list[str]:
    """What axe finds wrong with what the page shows now."""
    found = axe.run(page, options=OPTIONS).response
    assert len(found["passes"]) >= LEAST_RULES, f"only {len(found['passes'])} rules had something to look at"
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


def walk(axe: Axe, page: Page, paths: Iterable[str]) -> dict[str, list[str]]:
    wrong, seen = {}, 0
    for path in paths:
        page.goto(path, wait_until="domcontentloaded")
        page.evaluate(UNFOLD)
        if found := violations(axe, page):
            wrong[path] = found
        seen += 1
    assert seen > 0
    return wrong


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_page(axe: Axe, page: Page, data: DataVersion, code: str) -> None:
    charts = [f"charts/{chart.id}" for chart in data.catalogue]
    assert len(charts) > 30
    paths = [
        "",
        *data.vocabulary.topics,
        "figures",
        "figures?q=haechi",
        "figures?q=nothing-like-it",
        "about",
        *ANSWERS,
        *charts,
    ]
    paths += ["nothing-here", "charts/haechi?year=1066", "finances?measure=share"]
    assert walk(axe, page, [f"/{code}/{path}" for path in paths]) == {}


@pytest.mark.parametrize("code", ["en", "ar"])
def test_an_embed_of_every_form(axe: Axe, page: Page, data: DataVersion, code: str) -> None:
    one_of_each = {chart.definition.type: chart.id for chart in data.catalogue}
    paths = [*one_of_each.values(), "haechi?title=0&controls=0", "revenue-by-source"]
    assert walk(axe, page, [f"/{code}/embed/{path}" for path in paths]) == {}


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("fr", {"color_scheme": "dark"}),
        ("es", {"color_scheme": "dark"}),
        ("en", {"color_scheme": "dark"}),
        ("ar", {"color_scheme": "dark"}),
        ("fr", {}),
        ("es", {}),
        ("en", {"viewport": {"width": 390, "height": 844}}),
        ("ar", {"viewport": {"width": 320, "height": 640}}),
    ],
)
def test_other_languages_themes_and_widths(
    axe: Axe, chromium: Browser, site: Site, code: str, options: dict[str, object]
) -> None:
    settings = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
    context = chromium.new_context(base_url=site.origin, **settings)  # type: ignore[arg-type]
    paths = ["", "members", "figures", "charts/accessions-by-decade", "embed/revenue-by-source"]
    try:
        assert walk(axe, context.new_page(), [f"/{code}/{path}" for path in paths]) == {}
    finally:
        context.close()


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("path", ["charts/notices-in-circulation", "charts/members-map", "embed/notices-issued"])
def test_an_interactive_chart_with_its_tooltip(axe: Axe, chromium: Browser, site: Site, code: str, path: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=site.origin)
    page = context.new_page()
    page.goto(f"/{code}/{path}")
    explore(page, path.rpartition("/")[2])
    page.locator(".drawing").focus()
    page.keyboard.press("ArrowDown")
    page.locator(".highlight").first.wait_for(state="attached")
    assert violations(axe, page) == []
    context.close()


def test_every_dialog(axe: Axe, page: Page) -> None:
    page.goto("/en/charts/haechi")
    for index in range(page.locator("dialog").count()):
        page.evaluate("i => document.querySelectorAll('dialog')[i].showModal()", index)
        assert violations(axe, page) == []
        page.evaluate("i => document.querySelectorAll('dialog')[i].close()", index)


def test_axe_would_find_something(axe: Axe, page: Page) -> None:
    page.goto("/en/charts/haechi")
    page.evaluate("() => { document.querySelector('h1').style.color = '#ddd'; document.documentElement.lang = ''; }")
    assert {"color-contrast", "html-has-lang"} <= {found.partition(":")[0] for found in violations(axe, page)}
