"""Pages as they stand before any script: every chart drawn, described and tabled; nothing wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened
from tests.dashboard.search.questions import ANSWERS

#: For each chart: which drawings are seen, how large the seen one is, whether its table and words are there.
CHARTS = """() => [...document.querySelectorAll('article.chart')].map(article => {
  const seen = [...article.querySelectorAll('.drawing > svg')].filter(s => getComputedStyle(s).display !== 'none');
  const box = seen.length ? seen[0].getBoundingClientRect() : {width: 0, height: 0};
  return {
    id: article.id, seen: seen.map(s => s.getAttribute('class')), width: box.width, height: box.height,
    marks: seen.length ? seen[0].querySelectorAll('text, path, rect').length : 0,
    named: seen.length && !!document.getElementById(seen[0].getAttribute('aria-labelledby')),
    rows: article.querySelectorAll('details.data tbody tr').length,
    words: (article.querySelector('.description') || {textContent: ''}).textContent.length,
    source: (article.querySelector('.source') || {textContent: ''}).textContent.length
  };
})"""
#: Elements that reach past the screen, other than inside boxes that scroll.
TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  return [wide + ' px', ...[...document.querySelectorAll('body *')].filter(e => {
    const box = e.getBoundingClientRect();
    return (box.right > innerWidth + 1 || box.left < -1) && !e.closest('.table-scroll, .visually-hidden, svg');
  }).slice(0, 3).map(e => e.tagName + '.' + e.className)];
}"""
WIDTHS = (320, 390, 768, 1280, 1600)


def paths(data: DataVersion) -> list[str]:
    return ["", *data.vocabulary.topics, "figures", "about", *(f"charts/{chart.id}" for chart in data.catalogue)]


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize(("width", "layout"), [(390, "phone"), (1280, "desktop")])
def test_every_chart_is_complete(opened: Opened, data: DataVersion, code: str, width: int, layout: str) -> None:
    watched = opened(f"/{code}/", width=width, java_script_enabled=False)
    seen: set[str] = set()
    for path in paths(data):
        watched.page.goto(f"/{code}/{path}", wait_until="domcontentloaded")
        charts: list[dict[str, Any]] = watched.page.evaluate(CHARTS)
        for chart in charts:
            place = f"/{code}/{path} {chart}"
            alone = path.startswith("charts/")
            assert chart["seen"] == [layout] if alone else len(chart["seen"]) == 1, place
            assert chart["named"], place
            assert chart["width"] > 250 and chart["height"] > 50 and chart["marks"] >= 2, place
            assert chart["rows"] >= 1 and chart["words"] > 40 and chart["source"] > 8, place
            seen.add(chart["id"])
    assert seen == {f"chart-{chart.id}" for chart in data.catalogue}
    assert watched.errors == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_is_wider_than_the_screen(opened: Opened, data: DataVersion, code: str) -> None:
    page = opened(f"/{code}/", java_script_enabled=False).page
    wrong = []
    for path in paths(data):
        page.goto(f"/{code}/{path}", wait_until="domcontentloaded")
        assert page.evaluate("document.documentElement.dir") == ("rtl" if code == "ar" else "ltr")
        for width in WIDTHS if code == "en" else (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if found := page.evaluate(TOO_WIDE):
                wrong.append(f"/{code}/{path} at {width}: {found}")
    assert wrong == []


@pytest.mark.parametrize("code", ["fr", "es"])
def test_topics_fit_in_the_longer_languages(opened: Opened, data: DataVersion, code: str) -> None:
    page = opened(f"/{code}/", width=320, java_script_enabled=False).page
    wrong = []
    for path in ["", *data.vocabulary.topics, "figures", "about", *ANSWERS, "nothing-here"]:
        page.goto(f"/{code}/{path}", wait_until="domcontentloaded")
        if found := page.evaluate(TOO_WIDE):
            wrong.append(f"/{code}/{path}: {found}")
    assert wrong == []


def test_a_control_is_a_link_that_works(opened: Opened) -> None:
    page = opened("/en/finances", java_script_enabled=False).page
    article = page.locator("#chart-revenue-by-source")
    before = article.locator(".chart-subtitle").inner_text()
    article.locator('a[data-option="share"]').click()
    assert page.url.endswith("/en/finances?measure=share#chart-revenue-by-source")
    assert article.locator(".chart-subtitle").inner_text() != before
    assert article.locator("a.option[aria-current]").get_attribute("data-option") == "share"


def test_the_search_of_figures_works(opened: Opened) -> None:
    page = opened("/en/figures", java_script_enabled=False).page
    page.get_by_label("Search", exact=True).fill("haechi")
    page.get_by_label("Year").select_option("2021")
    page.get_by_role("button", name="Show").click()
    rows = page.locator("table.figures tbody tr")
    assert rows.count() >= 4
    assert "HAECHI" in rows.first.inner_text()
    assert page.get_by_label("Search", exact=True).input_value() == "haechi"
    rows.first.locator("summary").click()
    assert "line" in rows.first.locator(".provenance").inner_text()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(opened: Opened) -> None:
    page = opened("/en/", java_script_enabled=False).page
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#content" and skip.bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
