"""What readers do most, in the engines of Firefox and Safari; all else is tried in Chromium (`tests/browser`)."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from bench.elsewhere import Elsewhere
from dashboard.design.text_measure import text_width_px
from dashboard.releases.data_version import DataVersion
from tests.browser.embeds.hosts import HEIGHTS, HOSTS, PYM
from tests.engines.browsers import Browser
from tests.server import Site

pytestmark = pytest.mark.slow

TOOLTIP = "(chart) => document.querySelector(`#drawing-${chart} [role=tooltip]`)?.innerText ?? ''"
#: The lines of each text of the drawing that is seen, each with its box; and the box of the drawing.
LINES = """() => {
  const svg = [...document.querySelectorAll('.drawing > svg, svg:root')].find((each) => each.getBoundingClientRect().width);
  const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim());
  const edges = ({ left, top, right, bottom }) => [left, top, right, bottom];
  return { frame: edges(svg.getBoundingClientRect()), texts: texts.map((text) =>
    (text.querySelector('tspan') ? [...text.children].filter((each) => each.matches('tspan')) : [text]).map((line) => {
      const range = document.createRange();
      range.selectNodeContents(line); // WebKit gives each line of a text the box of all
      return { text: line.textContent, box: edges(range.getBoundingClientRect()) };
    })) };
}"""
#: How wide each line of a picture is drawn, once its fonts have come. Firefox runs no promise in a document without scripts.
WIDTHS = """() => {
  const fonts = [...document.fonts].map((font) => font.status);
  return fonts.includes('loaded') && !fonts.includes('loading') && [...document.querySelectorAll('svg > text')].map((text) =>
    [text.textContent, Number(text.getAttribute('font-size')), Number(text.getAttribute('font-weight')), text.getComputedTextLength()]);
}"""


def test_a_chart_is_seen_before_any_script(browser: Browser, site: Site, elsewhere: Elsewhere) -> None:
    elsewhere.headers["/"] = {"Content-Security-Policy": "script-src 'none'"}
    browser.open(elsewhere.show(site.page("/en/notices")))
    elsewhere.headers.clear()
    assert browser.run("() => document.querySelector('.drawing').getAttribute('role')") != "application"
    drawn = browser.run(LINES)
    assert len(drawn["texts"]) > 5 and any("Notices" in line["text"] for text in drawn["texts"] for line in text)
    seen = """() => [...document.querySelectorAll('.drawing')].map((drawing) => [...drawing.querySelectorAll(':scope > svg')]
      .map((svg) => svg.getBoundingClientRect()).filter((box) => box.width > 250 && box.height > 50).length)"""
    assert set(browser.run(seen)) == {1}


@pytest.mark.parametrize("code", ["en", "ar"])
def test_pointer_and_keys_show_a_value(browser: Browser, site: Site, code: str) -> None:
    browser.open(f"{site.origin}/{code}/notices")
    browser.pointer(browser.middle("#drawing-notices-issued [data-point='11']"))
    assert "11,094" in browser.until(TOOLTIP, "notices-issued")
    browser.press("Escape")
    assert not browser.run(TOOLTIP, "notices-issued")
    browser.run("() => document.querySelector('#drawing-notices-issued').focus()")
    browser.press("ArrowLeft" if code == "ar" else "ArrowRight", "End")
    assert "15,548" in browser.until(TOOLTIP, "notices-issued")
    browser.press("Escape", "Escape")
    assert not browser.run(TOOLTIP, "notices-issued")


def test_the_board_answers_and_the_way_back_undoes_it(browser: Browser, site: Site) -> None:
    board = """() => [location.pathname + location.search + location.hash, document.querySelector('#board [role=status]').textContent,
      document.querySelectorAll('#board [data-operation]:not([hidden])').length]"""
    browser.open(f"{site.origin}/en/operations")
    browser.run("() => { window.stays = true; }")
    before = browser.run(board)
    assert before[:2] == ["/en/operations", "37 of 37 entries"]
    x, y = browser.middle("#board a[data-facet=area][data-value=terrorism]")
    browser.pointer((x, y), pressed=True)
    assert browser.run(board) == ["/en/operations?area=terrorism#board", "8 of 37 entries: Terrorism", before[2] - 29]
    browser.run("() => history.back()")
    browser.until("() => location.search === ''")
    assert browser.run(board) == before and browser.run("() => window.stays")


def test_the_slider_shows_the_year_of_its_address(browser: Browser, site: Site) -> None:
    browser.open(f"{site.origin}/en/members#time")
    x, y = browser.middle("#time input[name=until]")
    width = browser.run("() => document.querySelector('#time input[name=until]').getBoundingClientRect().width")
    browser.pointer((x + width / 2 - 12, y), (x, y), (x - width / 4, y), pressed=True)
    browser.press("ArrowRight")
    year, count = browser.run(
        """() => [document.querySelector('#time input[name=until]').value,
        document.querySelector('[data-members-count]').dataset.membersCount]"""
    )
    assert 1965 < int(year) < 1985
    written = re.search(r'data-members-count="(\d+)"', site.page(f"/en/members?until={year}"))
    assert written and written[1] == count != "196"
    browser.until("(year) => location.search === `?until=${year}`", year)


@pytest.mark.parametrize("name", [PYM, "iframe-resizer-4", "open-iframe-resizer"])
def test_a_frame_is_as_high_as_its_chart(browser: Browser, site: Site, elsewhere: Elsewhere, name: str) -> None:
    browser.open(elsewhere.show(HOSTS[name].page([f"{site.origin}/en/embed/staff-by-status"])))
    fits = f"() => {{ const [inner, needed, scrolled] = {HEIGHTS}; return inner === needed && scrolled <= inner && inner; }}"
    wide = browser.until(fits, frame=0)
    browser.run("() => { document.querySelector('.column').style.maxWidth = '320px'; }")
    browser.until("() => innerWidth === 320", frame=0)
    narrow = browser.until(fits, frame=0)
    browser.run("() => document.querySelector('details.data > summary').click()", frame=0)
    grown = browser.until(
        f"(before) => {{ const fit = ({fits})(); return fit > before + 100 && fit; }}", narrow, frame=0
    )
    assert len({wide, narrow, grown}) == 3


def outside(drawn: dict[str, Any], room_px: float) -> list[str]:
    """The lines that reach out of a drawing."""
    left, top, right, bottom = drawn["frame"]
    lines = [line for lines in drawn["texts"] for line in lines]
    room = [left - room_px, top - room_px, -right - room_px, -bottom - room_px]
    return [f"{line} is not in {drawn['frame']}" for line in lines
            if any(at < least for at, least in zip([*line["box"][:2], -line["box"][2], -line["box"][3]], room, strict=True))]  # fmt: skip


def shared(one: list[float], other: list[float]) -> tuple[float, float]:
    """How much two boxes share, across and down."""
    return min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])


def test_arabic_labels_of_several_lines(browser: Browser, site: Site, data: DataVersion) -> None:
    seen, wrong = 0, []
    for chart in data.catalogue:
        browser.open(f"{site.origin}/ar/charts/{chart.id}")
        browser.run("() => document.fonts.ready.then(() => true)")
        drawn = browser.run(LINES)
        wrong += [f"{chart.id}: {line}" for line in outside(drawn, 14)]  # WebKit sets small letters up to 4% wider
        for lines in drawn["texts"]:
            for upper, lower in itertools.pairwise(lines):
                seen += 1
                across, down = shared(upper["box"], lower["box"])
                if down > 0.3 * (upper["box"][3] - upper["box"][1]) or upper["box"][1] >= lower["box"][1] or across < 5:
                    wrong.append(f"{chart.id}: {upper} is not above {lower}")
            others = [
                each
                for each in drawn["texts"]
                if each is not lines and [e["text"] for e in each] != [e["text"] for e in lines]
            ]
            for one, other in itertools.product(lines if len(lines) > 1 else [], itertools.chain(*others)):
                across, down = shared(one["box"], other["box"])
                if across > 2 and down > 0.4 * (one["box"][3] - one["box"][1]):
                    wrong.append(f"{chart.id}: {one} covers {other}")
    assert wrong == [] and seen > 20


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_downloaded_picture_is_complete(browser: Browser, site: Site, code: str) -> None:
    for chart in ("revenue-by-source", "notices-issued", "arrests-by-operation"):
        browser.open(f"{site.origin}/{code}/charts/{chart}.svg")
        for text, size_px, weight, drawn_px in browser.until(WIDTHS):
            bare = text.translate(dict.fromkeys(map(ord, "\u200e\u202a\u202b\u202c")))
            assert drawn_px == pytest.approx(text_width_px(bare, size_px, weight), rel=0.06, abs=2), (
                chart,
                text,
            )  # WebKitGTK rounds letters
        drawn = browser.run(LINES)
        assert len(drawn["texts"]) >= 5 and outside(drawn, 1) == [], chart
