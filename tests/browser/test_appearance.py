"""Both schemes can be read, and pages stay as they are when fonts, zoom or motion are other than usual."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opened, explore

#: Contrast of text against the nearest filled background, by WCAG 2; large text is held to the same.
CONTRAST = """() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = c => c.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const back = e => { for (; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0) return c; }
    return rgb(getComputedStyle(document.documentElement).backgroundColor); };
  const wanted = 'h1,h2,h3,p,a,li,th,td,summary,caption,label,button,select,input,.option,.metric,.notice,.tile-name,.tile-value,.tile-change,.kicker';
  const found = {};
  document.querySelectorAll(wanted).forEach(e => {
    if (!e.textContent.trim() || !e.getClientRects().length || e.closest('svg')) return;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(back(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found[e.tagName + '.' + e.className] = Math.round(ratio * 100) / 100;
  });
  document.querySelectorAll('.drawing > svg').forEach(svg => {
    if (getComputedStyle(svg).display === 'none') return;
    svg.querySelectorAll('text').forEach(e => {
      const fill = e.getAttribute('fill') || '';
      if (fill.includes('on-data')) return;
      const [a, b] = [light(rgb(getComputedStyle(e).fill)), light(back(svg))].sort((x, y) => y - x);
      const ratio = (a + 0.05) / (b + 0.05);
      if (ratio < 4.5) found['text ' + fill + ' ' + e.textContent] = Math.round(ratio * 100) / 100;
    });
  });
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(opened: Opened, scheme: str) -> None:
    page = opened("/en/", color_scheme=scheme, java_script_enabled=False).page
    for path in ("/en/", "/en/notices", "/en/finances", "/en/operations", "/en/figures", "/ar/members", "/en/nothing"):
        page.goto(path, wait_until="domcontentloaded")
        assert page.evaluate(CONTRAST) == {}, path
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (dark == "rgb(241, 243, 246)") == (scheme == "light")


def test_an_interactive_chart_takes_the_colours_of_the_scheme(opened: Opened) -> None:
    page = opened("/en/charts/notices-issued", color_scheme="dark").page
    explore(page, "notices-issued")
    colours = page.locator(".js-plotly-plot").evaluate("e => [e.layout.font.color, ...e.data[0].marker.color]")
    assert colours[0] == "#e8edf1" and "#f5687c" in colours and "#c8102e" not in colours


def test_controls_are_large_enough_to_touch(opened: Opened) -> None:
    page = opened("/en/finances", width=390, java_script_enabled=False).page
    for selector in (".option", ".actions a", "summary", ".strip a", ".panel-foot a"):
        for box in page.locator(selector).evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())"):
            assert not box["width"] or box["height"] >= 24, f"{selector}: {box['height']}"


def test_arabic_reads_from_right_to_left(opened: Opened) -> None:
    page = opened("/ar/notices", width=1280, java_script_enabled=False).page
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    heading = page.locator("h1").evaluate(
        "e => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect().right; }"
    )
    assert heading > 900
    assert page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily").find("Arabic") > 0


def test_the_pages_font_is_the_sites_own(opened: Opened) -> None:
    page = opened("/en/", width=1280).page
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Figures Sans\"'))")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Figures Sans" in family for family in loaded)
