"""Charts made interactive where they stand, when a reader asks: without a jump, and back again; and when it fails."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened, explore
from tests.server import Site

#: The values that the interactive chart shows, by their numbers.
POINTS = """drawing => [...new Set(drawing.querySelector('.js-plotly-plot').data
  .filter(t => t.visible !== false).flatMap(t => t.customdata || []))].sort((a, b) => a - b)"""
RANGE = "drawing => drawing.querySelector('.js-plotly-plot').layout.xaxis.range"
#: Where everything above and beside the tools stands.
PLACES = """() => [...document.querySelectorAll('article, h1, .chart-subtitle, .drawing, [data-explore]')].map(e => {
  const b = e.getBoundingClientRect();
  const wide = e.matches('article, button') ? [] : [b.x, b.width];
  return [e.tagName, b.y + scrollY, ...wide];
})"""
FAILED = "could not be loaded"


def same_places(now: list[list[Any]], before: list[list[Any]]) -> bool:
    """Whether all stands where it stood, to the pixel."""
    return len(now) == len(before) and all(
        one[0] == other[0] and all(abs(a - b) < 1 for a, b in zip(one[1:], other[1:], strict=True))
        for one, other in zip(now, before, strict=True)
    )


def tool(page: Page, name: str) -> Any:
    return page.locator(".tools").get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("path", ["charts", "embed"])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_chart_becomes_interactive_and_is_drawn_again(
    opened: Opened, site: Site, data: DataVersion, path: str, code: str
) -> None:
    charts = (
        list(data.catalogue)
        if code == "en"
        else list({chart.definition.type: chart for chart in data.catalogue}.values())
    )
    watched = opened(f"/{code}/about", color_scheme="dark" if code == "ar" else "light")
    page = watched.page
    for chart in charts:
        page.goto(f"/{code}/{path}/{chart.id}")
        page.evaluate("document.fonts.ready.then(() => true)")
        before = page.evaluate(PLACES)
        rows = page.locator("details.data tbody tr").count()
        drawing = explore(page, chart.id)
        assert same_places(page.evaluate(PLACES), before), chart.id
        found = drawing.evaluate(POINTS)
        assert found == list(range(rows)), chart.id
        expect(page.locator(".tools")).to_be_visible()
        page.locator("[data-explore]").click()
        expect(page.locator(".tools, .js-plotly-plot")).to_have_count(0)
        expect(page.locator(".drawing > svg").last).to_be_visible()
        assert same_places(page.evaluate(PLACES), before), chart.id
    watched.clean(site.origin)


def test_zoom_selection_series_and_reset(opened: Opened) -> None:
    page = opened("/en/charts/notices-issued").page
    drawing = explore(page, "notices-issued")
    box = drawing.bounding_box()
    assert box
    whole = drawing.evaluate(RANGE)
    page.mouse.move(box["x"] + 50, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 250, steps=5)
    page.mouse.up()
    expect(drawing.locator(".zoombox")).to_have_count(0)
    assert drawing.evaluate(RANGE) != whole
    tool(page, "Reset").click()
    assert drawing.evaluate(RANGE) == whole
    tool(page, "Zoom in").click()
    narrow = drawing.evaluate(RANGE)
    assert narrow[1] - narrow[0] < whole[1] - whole[0]
    tool(page, "Reset").click()
    tool(page, "Yellow Notices").click()
    expect(tool(page, "Yellow Notices")).to_have_attribute("aria-pressed", "false")
    assert drawing.evaluate(POINTS) == list(range(15))
    tool(page, "Yellow Notices").click()
    tool(page, "Drag to select").click()
    box = drawing.bounding_box()  # pressing the tools has scrolled the page
    assert box
    page.mouse.move(box["x"] + 290, box["y"] + box["height"] - 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] + 20, steps=5)
    page.mouse.up()
    expect(page.locator(".tools [role=status]")).to_have_text("Values selected: 5")
    expect(page.locator("tr.selected")).to_have_count(5)
    tool(page, "Reset").click()
    expect(page.locator("tr.selected")).to_have_count(0)


@pytest.mark.parametrize("path", ["charts", "embed"])
def test_the_tooltip_is_the_same_on_the_interactive_chart(opened: Opened, site: Site, path: str) -> None:
    watched = opened(f"/en/{path}/notices-issued")
    page = watched.page
    drawing = explore(page, "notices-issued")
    bar = drawing.locator(".bars .point path").nth(11).bounding_box()
    assert bar
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    expect(drawing.get_by_role("tooltip")).to_contain_text("11,094")
    expect(drawing.get_by_role("tooltip")).to_contain_text("Annual Report 2020, line 198")
    assert drawing.locator(".hoverlayer .hovertext").count() == 0, "one tooltip, not two"
    watched.clean(site.origin)


def test_a_finger_scrolls_until_it_is_asked_to_zoom(opened: Opened) -> None:
    page = opened("/en/charts/notices-issued", width=390, has_touch=True, is_mobile=True).page
    drawing = explore(page, "notices-issued")
    touch = "e => getComputedStyle(e).touchAction"
    assert drawing.evaluate(touch) == "pan-y pinch-zoom"
    column = drawing.locator(".bars .point path").nth(11)
    column.scroll_into_view_if_needed()  # the button stands below the chart
    bar = column.bounding_box()
    assert bar
    page.touchscreen.tap(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    expect(drawing.get_by_role("tooltip")).to_contain_text("11,094")
    drawing.get_by_role("tooltip").tap()
    tool(page, "Drag to zoom").tap()
    assert drawing.evaluate(touch) == "none"


@pytest.mark.parametrize(
    ("path", "blocked"),
    [
        ("charts", r"/vendor/plotly"), ("charts", r"/dash/react\."), ("charts", r"/assets/chart\."), ("charts", r"_dash-layout"),
        ("charts", r"figure\.json"), ("embed", r"/vendor/plotly"), ("embed", r"/assets/chart\."), ("embed", r"figure\.json"),
    ],
)  # fmt: skip
def test_a_failure_leaves_the_drawn_chart_and_the_next_press_tries_again(
    opened: Opened, path: str, blocked: str
) -> None:
    page = opened(f"/en/{path}/haechi").page
    pattern = re.compile(blocked)

    def refuse(route: Route) -> None:
        route.abort()

    page.route(pattern, refuse)
    button = page.locator("[data-explore]")
    with page.expect_event("requestfailed"):
        button.click()
    notice = page.locator(".notice", has_text=FAILED)
    expect(notice).to_be_visible()
    expect(page.locator(".drawing > svg.desktop")).to_be_visible()
    page.unroute(pattern)
    explore(page, "haechi")
    expect(notice).to_have_count(0)


def test_a_chart_that_was_asked_for_a_state_is_interactive_in_it(opened: Opened, site: Site) -> None:
    watched = opened("/en/charts/revenue-by-source")
    page = watched.page
    explore(page, "revenue-by-source")
    page.locator('a[data-option="share"]').click()
    expect(page.locator("#chart-revenue-by-source")).to_have_attribute("data-state", "measure=share")
    drawing = page.locator("#drawing-revenue-by-source[data-interactive=on]")
    drawing.locator(".main-svg").first.wait_for(state="attached")
    assert max(drawing.evaluate("e => e.querySelector('.js-plotly-plot').data.flatMap(t => [...t.x])")) <= 100
    page.go_back()
    expect(page.locator("#chart-revenue-by-source")).to_have_attribute("data-state", "")
    watched.clean(site.origin)
