"""The whole site by keyboard: an order, a visible focus, one stop for each chart, and a walk through its values."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.charts.datum import Datum
from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened
from tests.dashboard.site import Site

#: Readers who want nothing to move keep the drawn chart; the others get the live one.
MODES = {"drawn": {"reduced_motion": "reduce"}, "live": {"reduced_motion": "no-preference"}}
STOP = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return {tag: e.tagName, id: e.id, name: e.className + ' ' + e.textContent.slice(0, 30), chart: !!e.closest('.drawing'),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.height > 0,
    inside: box.bottom > 0 && box.top < innerHeight};
}"""


def focus_chart(page: Page, chart: str, mode: str) -> Locator:
    """Comes to a chart by the Tab key and waits until its walk is ready."""
    drawing = page.locator(f"#drawing-{chart}")
    for _ in range(60):
        page.keyboard.press("Tab")
        if drawing.evaluate("e => e === document.activeElement"):
            break
    expect(drawing).to_be_focused()
    expect(drawing.locator(".walk-hint")).to_be_visible()
    if mode == "live":
        page.locator(f"#drawing-{chart}[data-live=on] .js-plotly-plot").wait_for(state="attached", timeout=20_000)
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
    page = opened(f"/{code}/notices", reduced_motion="reduce").page
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
    page = opened(f"/{code}/{path}", **MODES[mode]).page
    drawing = focus_chart(page, "notices-issued", mode)
    onward, back = ("ArrowLeft", "ArrowRight") if code == "ar" else ("ArrowRight", "ArrowLeft")
    rows = rows_of(data, "notices-issued", code)
    series = list(dict.fromkeys(row.series for row in rows))
    first, other = ([row for row in rows if row.series == name] for name in series)
    seen = []
    for key, row in (
        (onward, first[0]),
        (onward, first[1]),
        (onward, first[1]),
        ("ArrowDown", other[1]),
        (back, other[0]),
        ("ArrowUp", first[0]),
        ("End", first[-1]),
        ("Home", first[0]),
        ("PageUp", max(rows, key=lambda row: row.value)),
        ("PageDown", min(rows, key=lambda row: row.value)),
    ):
        page.keyboard.press(key)
        announced(page, row)
        ring = drawing.locator(".walk-mark .ring")
        expect(ring).to_have_count(1)
        expect(ring).to_be_visible()
        box = ring.bounding_box()
        assert box
        seen.append((round(box["x"]), round(box["y"])))
        expect(drawing).to_be_focused()
    assert len(set(seen)) == 4, "each value is marked at a place of its own"
    expect(drawing.locator(".walk-hint")).to_have_text(page.locator("#announcements").text_content() or "-")
    page.keyboard.press("Escape")
    expect(drawing.locator(".walk-mark")).to_have_count(0)
    expect(drawing).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".walk-hint")).to_have_count(0)


@pytest.mark.parametrize("path", ["charts/haechi", "embed/haechi"])
def test_a_key_leads_to_the_table_and_back(opened: Opened, path: str) -> None:
    page = opened(f"/en/{path}", reduced_motion="reduce").page
    drawing = focus_chart(page, "haechi", "drawn")
    page.keyboard.press("t")
    table = page.locator("details.data .table-scroll")
    expect(table).to_be_focused()
    expect(table).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawing).to_be_focused()


def test_the_walk_goes_on_where_it_stood_when_the_chart_turns_live(opened: Opened, data: DataVersion) -> None:
    page = opened("/en/charts/searches", reduced_motion="reduce").page
    drawing = focus_chart(page, "searches", "drawn")
    rows = rows_of(data, "searches", "en")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    before = drawing.locator(".walk-mark .ring").bounding_box()
    page.emulate_media(reduced_motion="no-preference")
    drawing.hover()
    page.locator("[data-live=on]").wait_for(timeout=20_000)
    expect(drawing).to_be_focused()
    assert drawing.locator(".walk-mark .ring").bounding_box() == before
    bars = drawing.locator(".bars .point path").evaluate_all("all => all.map(e => e.getBoundingClientRect().x)")
    assert before and min(abs(x - before["x"]) for x in bars) < 2
    page.keyboard.press("ArrowRight")
    expect(page.locator("#announcements")).to_contain_text(rows[2].label)


def test_every_chart_has_a_place_for_each_of_its_values(opened: Opened, data: DataVersion) -> None:
    """The mark is where the value is drawn: its ring holds a drawn point, or is an area of the map."""
    page = opened("/en/", reduced_motion="reduce", java_script_enabled=False).page
    inside = """id => {
      const article = document.getElementById(`chart-${id}`), svg = article.querySelector('svg.desktop');
      const points = JSON.parse(article.querySelector('.walk').textContent);
      const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
      const areas = svg.querySelectorAll('g[clip-path] path').length;
      return points.map(({desktop: p, phone: q, says}) => [typeof p === 'number' ? p < areas :
        p[0] >= -6 && p[1] >= -6 && p[0] + p[2] <= width + 8 && p[1] + p[3] <= height + 8, q !== null && says.length > 5]);
    }"""
    seen = 0
    for topic in data.vocabulary.topics:
        page.goto(f"/en/{topic}", wait_until="domcontentloaded")
        for chart in data.catalogue.of_topic(topic):
            found = page.evaluate(inside, chart.id)
            assert len(found) == len(rows_of(data, chart.id, "en"))
            assert all(all(each) for each in found), f"{chart.id}: {found}"
            seen += len(found)
    assert seen > 400


def test_marks_lie_on_the_drawn_bars(opened: Opened, data: DataVersion) -> None:
    page = opened("/en/", reduced_motion="reduce", java_script_enabled=False).page
    compare = """id => {
      const article = document.getElementById(`chart-${id}`), svg = article.querySelector('svg.desktop');
      const drawn = [...svg.querySelectorAll('.pt')].map(e => e.getBoundingClientRect());
      const frame = svg.getBoundingClientRect(), scale = frame.width / svg.viewBox.baseVal.width;
      return JSON.parse(article.querySelector('.walk').textContent)
        .filter(({value, desktop: [x, y, w, h]}) => value && !drawn.some(b =>
        b.x < frame.x + (x + w / 2) * scale + 2 && b.right > frame.x + (x + w / 2) * scale - 2 &&
        b.y < frame.y + (y + h / 2) * scale + 2 && b.bottom > frame.y + (y + h / 2) * scale - 2)).map(p => p.says);
    }"""
    forms = ("bars", "columns", "stacked_bar", "stacked_columns", "small_multiples", "dot_plot", "slope")
    charts = [chart for chart in data.catalogue if chart.definition.mark in forms]
    assert len(charts) > 20
    for chart in charts:
        page.goto(f"/ar/charts/{chart.id}", wait_until="domcontentloaded")
        assert page.evaluate(compare, chart.id) == [], chart.id


def test_a_chart_says_how_it_is_walked(opened: Opened) -> None:
    page = opened("/en/charts/haechi").page
    drawing = page.locator("#drawing-haechi")
    expect(drawing).to_have_role("application")
    expect(drawing).to_have_accessible_name(page.locator("h1").inner_text())
    expect(drawing).to_have_accessible_description(re.compile("Arrow keys .* Escape"))
    without = opened("/en/charts/haechi", java_script_enabled=False).page.locator("#drawing-haechi")
    expect(without).to_have_accessible_description("")


@pytest.mark.parametrize("path", ["charts/haechi", "embed/haechi"])
@pytest.mark.parametrize("saving", ["motion", "data"])
def test_readers_who_save_ask_for_the_live_chart(opened: Opened, site: Site, path: str, saving: str) -> None:
    watched = opened(f"/en/{path}", reduced_motion="reduce" if saving == "motion" else "no-preference")
    page = watched.page
    if saving == "data":
        page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
        page.reload()
        watched.errors.clear()
    drawing = page.locator("#drawing-haechi")
    drawing.hover()
    drawing.focus()
    page.wait_for_timeout(300)
    assert drawing.get_attribute("data-live") is None
    assert not any("plotly" in url for url in watched.requests)
    page.get_by_role("button", name="Make this chart interactive").click()
    page.locator("[data-live=on] .js-plotly-plot").wait_for(state="attached", timeout=20_000)
    expect(drawing).to_be_focused()
    expect(page.locator(".make-live")).to_be_hidden()


def test_others_are_not_asked(opened: Opened) -> None:
    page = opened("/en/charts/haechi").page
    expect(page.locator(".make-live")).to_be_hidden()
