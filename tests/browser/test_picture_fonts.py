"""An SVG file carries the letters that it needs, and looks the same where the fonts are not installed."""

from __future__ import annotations

import base64
import io
import re
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

from dashboard.design.style import ARABIC_FAMILY, LATIN_FAMILY
from dashboard.design.text_measure import text_width_px
from dashboard.releases.data_version import DataVersion
from tests.server import Site

SVG = "{http://www.w3.org/2000/svg}"
RULE = re.compile(r'font-family:"([^"]+)";font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)')
#: How wide a browser draws each line, when the fonts have come.
WIDTHS = """async () => {
  await document.fonts.ready;
  return [...document.querySelectorAll('svg > text')].map(e => [e.textContent, e.getAttribute('font-size') * 1,
    e.getAttribute('font-weight') * 1, e.getComputedTextLength()]);
}"""


def letters_of(rules: str) -> dict[tuple[str, int], set[str]]:
    """The letters of each font in a style element, by family and weight."""
    found = {}
    for family, weight, content in RULE.findall(rules):
        with TTFont(io.BytesIO(base64.b64decode(content))) as font:
            found[family, int(weight)] = set(map(chr, font.getBestCmap()))
    return found


@pytest.mark.parametrize(("code", "families"), [("fr", {LATIN_FAMILY}), ("ar", {LATIN_FAMILY, ARABIC_FAMILY})])
def test_every_letter_of_a_picture_is_in_its_fonts(
    site: Site, data: DataVersion, code: str, families: set[str]
) -> None:
    for chart in data.catalogue:
        root = ElementTree.fromstring(site.get(f"/{code}/charts/{chart.id}.svg").body)
        fonts = letters_of(root.findtext(f"{SVG}style", ""))
        assert {family for family, _ in fonts} == families and {weight for _, weight in fonts} == {400, 600}
        for text in root.iter(f"{SVG}text"):
            for letter in filter(str.isalnum, "".join(text.itertext())):
                assert any(letter in letters for letters in fonts.values()), (chart.id, letter)


def test_a_browser_without_the_fonts_draws_lines_as_wide_as_measured(chromium: Browser, site: Site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site.origin}/en/charts/revenue-by-source.svg")
    lines = page.evaluate(WIDTHS)
    context.close()
    assert len(lines) >= 5
    for text, size_px, weight, drawn_px in lines:
        assert drawn_px == pytest.approx(text_width_px(text, size_px, weight), rel=0.02), text
