"""Charts that come alive where they stand: by pointer, touch and keyboard, without a jump."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened, Watched
from tests.dashboard.site import Site

#: Points with words in the live chart, by Plotly's own data.
POINTS = """element => element.querySelector('.js-plotly-plot').data
  .filter(t => t.hoverinfo !== 'skip' && t.hovertext && (t.type !== 'scatter' || (t.mode || 'markers').includes('mark')))
  .reduce((n, t) => n + t.hovertext.length, 0)"""
#: Where everything stands, down to the foot of the page. What is out of view is laid out for this, as it would
#: be when scrolled to: its reserved height is a guess, so it would otherwise change with scrolling alone.
PLACES = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { content-visibility: visible !important }');
  document.adoptedStyleSheets = [sheet];
  return [...document.querySelectorAll('article, article > :not(script), h1, h2, footer')].map(e => {
    const b = e.getBoundingClientRect();
    return b.width === 0 ? ''
      : [e.tagName, Math.round(b.x), Math.round(b.y + scrollY), Math.round(b.width), Math.round(b.height)].join(' ');
  });
}"""


def wait_live(page: Page, chart: str) -> Locator:
    drawing = page.locator(f"#drawing-{chart}")
    page.locator(f"#drawing-{chart}[data-live=on] .js-plotly-plot").wait_for(state="attached", timeout=20_000)
    return drawing


def show_interest(watched: Watched, chart: str, how: str) -> None:
    drawing = watched.page.locator(f"#drawing-{chart}")
    drawing.scroll_into_view_if_needed()
    if how == "hover":
        drawing.hover()
    elif how == "tap":
        drawing.tap()
    else:
        for _ in range(200):
            watched.page.keyboard.press("Tab")
            if watched.page.evaluate(f"!!document.activeElement.closest('#drawing-{chart}')"):
                return
        raise AssertionError("the keyboard does not reach the chart")


@pytest.mark.parametrize(
    ("how", "width", "options"),
    [("hover", 1280, {}), ("focus", 1280, {}), ("tap", 390, {"has_touch": True, "is_mobile": True})],
)
def test_interest_turns_a_chart_live_without_a_jump(
    opened: Opened, site: Site, data: DataVersion, how: str, width: int, options: dict[str, Any]
) -> None:
    watched = opened("/en/charts/haechi", width=width, **options)
    page = watched.page
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.locator(".js-plotly-plot").count() == 0
    before = page.evaluate(PLACES)
    show_interest(watched, "haechi", how)
    drawing = wait_live(page, "haechi")
    assert page.evaluate(PLACES) == before
    chart = data.catalogue.chart("haechi")
    assert drawing.evaluate(POINTS) == len(data.view(chart, chart.state({}), get_language("en")).rows)
    watched.clean(site.origin)


def test_nothing_heavy_is_loaded_before_interest(opened: Opened) -> None:
    watched = opened("/en/notices")
    watched.page.wait_for_timeout(500)
    assert not any("plotly" in url for url in watched.requests)


def test_every_kind_of_chart_turns_live(opened: Opened, site: Site, data: DataVersion) -> None:
    watched = opened("/en/")
    page = watched.page
    one_of_each = {chart.definition.mark: chart for chart in data.catalogue}
    for name, chart in one_of_each.items():
        page.goto(f"/en/charts/{chart.id}")
        before = page.locator("article.chart").bounding_box()
        page.locator(f"#drawing-{chart.id}").hover()
        drawing = wait_live(page, chart.id)
        after = page.locator("article.chart").bounding_box()
        assert before and after and (before["width"], before["height"]) == (after["width"], after["height"]), name
        live = drawing.locator(".live").bounding_box()
        drawn = drawing.locator("svg.desktop").first.bounding_box()
        assert live and drawn and abs(live["width"] - drawn["width"]) <= 2, f"{name}: {live}, {drawn}"
        assert abs(live["y"] - drawn["y"]) <= 2 and abs(live["height"] - drawn["height"]) <= 3, (
            f"{name}: {live}, {drawn}"
        )
    watched.clean(site.origin)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_pointing_at_a_value_tells_it_with_its_document(
    opened: Opened, site: Site, data: DataVersion, code: str
) -> None:
    watched = opened(f"/{code}/charts/notices-issued")
    page = watched.page
    page.locator("#drawing-notices-issued").hover()
    drawing = wait_live(page, "notices-issued")
    bars = drawing.locator(".js-plotly-plot .bars .point path")
    box = bars.first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    tip = page.locator(".hoverlayer .hovertext").first
    tip.wait_for(timeout=20_000)
    text = tip.text_content() or ""
    chart = data.catalogue.chart("notices-issued")
    rows = data.view(chart, chart.state({}), get_language(code)).rows  # type: ignore[arg-type]
    assert any(row.label in text and f"{row.value:,.0f}" in text for row in rows), text
    assert any(row.document in text for row in rows), text
    shown = tip.bounding_box()
    assert shown and shown["x"] >= 0 and shown["x"] + shown["width"] <= 1280
    watched.clean(site.origin)


def test_the_drawn_chart_has_the_same_words_for_a_pointer(opened: Opened) -> None:
    page = opened("/en/charts/notices-issued", java_script_enabled=False).page
    titles = page.locator("svg.desktop .pt title").all_text_contents()
    assert len(titles) == 4 and all("Annual Report 202" in title and ", line " in title for title in titles)


def test_a_phone_can_still_scroll_over_a_live_chart(opened: Opened) -> None:
    watched = opened("/en/notices", width=390, has_touch=True, is_mobile=True)
    show_interest(watched, "notices-issued", "tap")
    drawing = wait_live(watched.page, "notices-issued")
    assert drawing.evaluate("e => e.querySelector('.js-plotly-plot').layout.dragmode") is False
    assert drawing.locator(".modebar, .modebar-container *").count() == 0
