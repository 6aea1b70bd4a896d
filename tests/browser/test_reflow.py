"""Nothing is lost when text is twice as large, when colours are the reader's own, and when fingers point."""

from __future__ import annotations

import pytest

from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened, explore
from tests.dashboard.search.questions import ANSWERS

#: Sets all text twice as large, as a browser's own setting does, and lays everything out.
TWICE = """() => {
  const root = document.documentElement;
  root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + 'px';
  document.querySelectorAll('main *').forEach(e => { e.style.contentVisibility = 'visible'; });
}"""
#: What is wider than the page, or cut off by its box.
LOST = """() => {
  const found = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
  document.querySelectorAll('body *').forEach(e => {
    if (e.closest('svg, .visually-hidden, .skip, .table-scroll, .strip ul, textarea, select') || !e.checkVisibility()) return;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if (style.clipPath === 'inset(50%)') return; // for screen readers alone
    const name = `${e.tagName}.${e.className} ${e.textContent.slice(0, 30)}`;
    if (box.width && (box.right > innerWidth + 1 || box.left < -1)) found.push('outside: ' + name);
    if (['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1) found.push('cut: ' + name);
    if (style.display === 'block' && e.scrollWidth > e.clientWidth + 1 && e.clientWidth) found.push('over: ' + name);
  });
  return found.slice(0, 4);
}"""
#: How large the letters of charts are on the screen: the smallest, and the largest of those that name and number.
LETTERS = """() => {
  const sizes = [], drawn = [];
  document.querySelectorAll('.drawing > svg').forEach(svg => {
    const shown = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    if (!shown) return;
    drawn.push(shown * 14);
    svg.querySelectorAll('text, tspan').forEach(e => {
      if (e.textContent.trim()) sizes.push(parseFloat(getComputedStyle(e).fontSize) * shown);
    });
  });
  return {seen: sizes.length, least: Math.min(...sizes), usual: Math.max(...drawn)};
}"""
#: Targets smaller than 24 px; links within a line of text are measured by their line.
SMALL = """() => {
  const found = {seen: 0, small: []};
  document.querySelectorAll('main *').forEach(e => { e.style.contentVisibility = 'visible'; });
  document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]').forEach(e => {
    if (!e.checkVisibility() || e.closest('.visually-hidden, .skip')) return;
    found.seen += 1;
    // A choice is taken by its words too.
    const inline = getComputedStyle(e).display === 'inline', box = (e.closest("label") || e).getBoundingClientRect();
    if (!inline && (box.width < 24 || box.height < 24)) found.small.push(`${e.className} ${e.textContent.slice(0, 30)} ${box.width}×${box.height}`);
  });
  return found;
}"""


def paths(data: DataVersion) -> list[str]:
    charts = ["charts/haechi", "charts/members-map", "charts/notices-in-circulation", "embed/revenue-by-source"]
    return ["", *data.vocabulary.topics, "figures", "about", *ANSWERS, "nothing-here", *charts]


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_text_may_be_twice_as_large(opened: Opened, data: DataVersion, code: str, width: int) -> None:
    page = opened(f"/{code}/", width=width, java_script_enabled=False).page
    wrong = {}
    for path in paths(data):
        page.goto(f"/{code}/{path}", wait_until="domcontentloaded")
        page.evaluate(TWICE)
        if found := page.evaluate(LOST):
            wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize("width", [320, 390, 480, 600, 768, 1060, 1280])
@pytest.mark.parametrize("path", ["", "databases", "charts/notices-issued", "embed/notices-issued", "embed/money-2021"])
def test_letters_of_charts_are_large_enough_and_no_larger_than_titles(opened: Opened, width: int, path: str) -> None:
    page = opened(f"/en/{path}", width=width, java_script_enabled=False).page
    found = page.evaluate(LETTERS)
    assert found["seen"] > 4
    assert found["least"] > 11.9 and found["usual"] < 20.5, found


@pytest.mark.parametrize("path", ["", "finances", "notices", "databases"])
def test_three_charts_beside_each_other_part_where_text_is_large(opened: Opened, path: str) -> None:
    page = opened(f"/en/{path}", width=1280, java_script_enabled=False).page
    before = page.evaluate(LETTERS)["least"]
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    assert page.evaluate(LETTERS)["least"] > 1.5 * before


@pytest.mark.parametrize("code", ["en", "ar"])
def test_targets_are_large_enough(opened: Opened, data: DataVersion, code: str) -> None:
    page = opened(f"/{code}/", width=390, reduced_motion="reduce").page
    wrong, seen = {}, 0
    for path in paths(data):
        page.goto(f"/{code}/{path}", wait_until="domcontentloaded")
        found = page.evaluate(SMALL)
        seen += found["seen"]
        if found["small"]:
            wrong[path] = found["small"]
    assert seen > 300
    assert wrong == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_keep_their_colours_where_the_readers_own_are_forced(opened: Opened, scheme: str) -> None:
    page = opened("/en/charts/notices-issued", forced_colors="active", color_scheme=scheme).page
    ground = "e => getComputedStyle(e).backgroundColor"
    drawn = page.locator("svg.desktop")
    fills = "all => [...new Set(all.map(e => getComputedStyle(e).fill))]"
    assert len(drawn.locator("[data-point] path").evaluate_all(fills)) >= 2, "the series look alike"
    assert drawn.evaluate(ground) == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(19, 30, 39)")
    drawing = explore(page, "notices-issued")
    drawing.focus()
    page.keyboard.press("ArrowRight")
    mark = drawing.locator(".highlight")
    mark.wait_for(state="attached")
    for layer in [mark, *drawing.locator(".interactive .main-svg").all()]:
        assert layer.evaluate(ground) == "rgba(0, 0, 0, 0)", "what lies above the chart hides it"
