"""The whole site by keyboard: an order, a visible focus, one stop for each chart, and a walk through its values."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.charts.datum import Datum
from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened, explore, pages_of_charts

MODES = ("drawn", "interactive")
STOP = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return {tag: e.tagName, id: e.id, name: e.className + ' ' + e.textContent.slice(0, 30), chart: !!e.closest('.drawing'),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.height > 0,
    inside: box.bottom > 0 && box.top < innerHeight};
}"""


def focus_chart(page: Page, chart: str, mode: str) -> Locator:
    """Comes to a chart by the Tab key and sees what keys there are."""
    drawing = page.locator(f"#drawing-{chart}")
    for _ in range(60):
        page.keyboard.press("Tab")
        if drawing.evaluate("e => e === document.activeElement"):
            break
    expect(drawing).to_be_focused()
    expect(drawing.get_by_role("tooltip", include_hidden=True)).to_contain_text("Esc" if "/en/" in page.url else "")
    if mode == "interactive":
        explore(page, chart)
        drawing.focus()
    return drawing


def announced(page: Page, row: Datum) -> None:
    """The page says a value with its names."""
    said = page.locator("#announcements")
    expect(said).to_contain_text(row.label)
    expect(said).to_contain_text(row.series_label)
    digits = re.sub(r"\D", "", said.text_content() or "")
    assert f"{row.value:.0f}" in digits, f"{row.value} is not in {said.text_content()}"


def rows_of(data: DataVersion, chart: str, code: Code) -> list[Datum]:
    found = data.catalogue.chart(chart)
    return list(data.view(found, found.state({}), get_language(code)).rows)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_whole_page_by_tab_alone(opened: Opened, code: str) -> None:
    page = opened(f"/{code}/notices").page
    charts = page.locator(".drawing").count()
    stops = []
    for _ in range(300):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["tag"] in ("BODY", "HTML"):
            break
        assert stop["seen"] and stop["inside"], stop
        stops.append(stop)
    else:
        raise AssertionError("the keyboard does not leave the page")
    assert "skip" in stops[0]["name"]
    assert charts >= 3 and sum(stop["chart"] for stop in stops) == charts
    page.evaluate("document.activeElement.blur()")
    following = """() => { const all = [...document.querySelectorAll('a[href], button, summary, [tabindex="0"], input, select')]
      .filter(e => e.checkVisibility()); return all.map(e => e.className + ' ' + e.textContent.slice(0, 30)); }"""
    assert [stop["name"] for stop in stops] == page.evaluate(following), "the focus does not follow the page's order"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("path", ["charts/notices-issued", "embed/notices-issued"])
def test_arrow_keys_walk_through_the_values(
    opened: Opened, data: DataVersion, code: Code, path: str, mode: str
) -> None:
    page = opened(f"/{code}/{path}").page
    drawing = focus_chart(page, "notices-issued", mode)
    onward, back = ("ArrowLeft", "ArrowRight") if code == "ar" else ("ArrowRight", "ArrowLeft")
    rows = rows_of(data, "notices-issued", code)
    series = list(dict.fromkeys(row.series for row in rows))
    first, other = ([row for row in rows if row.series == name] for name in series)
    seen = []
    for key, row in (
        (onward, first[0]),
        (onward, first[1]),
        (onward, first[2]),
        (back, first[1]),
        ("End", first[-1]),
        (onward, first[-1]),
        ("ArrowDown", other[-1]),
        (back, other[-2]),
        ("Home", other[0]),
        ("PageUp", max(other, key=lambda row: row.value)),  # its panel has a scale of its own
        ("PageDown", min(other, key=lambda row: row.value)),
        ("ArrowUp", next(row for row in first if row.label == other[0].label)),
        ("PageDown", min(first, key=lambda row: row.value)),
    ):
        page.keyboard.press(key)
        announced(page, row)
        ring = drawing.locator(".highlight:not(.linked) .ring")
        expect(ring).to_have_count(1)
        expect(ring).to_be_visible()
        box = ring.bounding_box()
        assert box
        seen.append((round(box["x"]), round(box["y"])))
        expect(drawing).to_be_focused()
    assert len(set(seen)) == 8, "each value is marked at a place of its own"
    tooltip = drawing.get_by_role("tooltip").inner_text().split("\n")
    announced(page, min(first, key=lambda row: row.value))
    assert all(line.removesuffix("‏") in (page.locator("#announcements").text_content() or "") for line in tooltip[1:])
    page.keyboard.press("Escape")
    expect(drawing.locator(".highlight")).to_have_count(0)
    expect(drawing).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[role=tooltip]")).to_have_count(0)


@pytest.mark.parametrize("path", ["charts/haechi", "embed/haechi"])
def test_a_key_leads_to_the_table_and_back(opened: Opened, path: str) -> None:
    page = opened(f"/en/{path}").page
    drawing = focus_chart(page, "haechi", "drawn")
    page.keyboard.press("t")
    table = page.locator("details.data .table-scroll")
    expect(table).to_be_focused()
    expect(table).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawing).to_be_focused()


def test_the_walk_goes_on_where_it_stood_when_the_chart_turns_interactive(opened: Opened, data: DataVersion) -> None:
    page = opened("/en/charts/searches").page
    drawing = focus_chart(page, "searches", "drawn")
    rows = rows_of(data, "searches", "en")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    place = """ring => { const [r, d] = [ring, ring.closest('.drawing')].map(e => e.getBoundingClientRect());
        return [r.x - d.x, r.y - d.y, r.width, r.height]; }"""
    before = drawing.locator(".highlight .ring").evaluate(place)
    explore(page, "searches")
    drawing.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    after = drawing.locator(".highlight .ring").evaluate(place)
    assert all(abs(one - other) < 3 for one, other in zip(before, after, strict=True))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#announcements")).to_contain_text(rows[2].label)


def test_every_value_of_every_chart_has_its_mark(opened: Opened, data: DataVersion) -> None:
    """A mark for pointer and key on both drawings; a country too small for its outline has a dot."""
    page = opened("/en/", java_script_enabled=False).page
    numbers = "(all, name) => [...new Set(all.map(e => Number(e.dataset.point)))].sort((a, b) => a - b)"
    seen = 0
    for path, charts in pages_of_charts(data):
        page.goto(f"/ar/{path}", wait_until="domcontentloaded")
        for chart in charts:
            count = len(rows_of(data, chart.id, "ar"))
            for layout in ("phone", "desktop"):
                drawn = page.locator(f"#chart-{chart.id} svg.{layout} [data-point]")
                assert drawn.evaluate_all(numbers) == list(range(count)), f"{chart.id}, {layout}"
            seen += count
    assert seen > 400


def test_a_chart_says_how_it_is_walked(opened: Opened) -> None:
    page = opened("/en/charts/haechi").page
    drawing = page.locator("#drawing-haechi")
    expect(drawing).to_have_role("application")
    expect(drawing).to_have_accessible_name(page.locator("h1").inner_text())
    expect(drawing).to_have_accessible_description(re.compile("Arrow keys .* Escape"))
    without = opened("/en/charts/haechi", java_script_enabled=False).page.locator("#drawing-haechi")
    expect(without).to_have_accessible_description("")


def test_arrows_come_to_values_that_are_alone_and_stay_at_an_end(opened: Opened) -> None:
    page = opened("/en/charts/staff-by-status").page
    drawing = page.locator("#drawing-staff-by-status")
    drawing.focus()
    for value in ("756", "260", "260"):
        page.keyboard.press("ArrowRight")
        expect(drawing.get_by_role("tooltip")).to_contain_text(value)
        page.keyboard.press("Escape")
