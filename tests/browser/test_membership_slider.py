"""The slider of membership with scripts: every year is what the server shows at its address, and nothing is loaded."""

from __future__ import annotations

import itertools

from bench.pages import wait
from tests.browser.conftest import Opened

#: What a document shows of its state; links and the list of countries included.
READ = """(page) => {
  const all = (selector) => [...page.querySelectorAll('#time ' + selector)];
  return {
    count: all('[data-members-count]')[0].dataset.membersCount,
    said: all('[data-members-count]')[0].textContent,
    regions: all('[data-members-region]').map(e => [e.dataset.count, e.querySelector('b').textContent, e.querySelector('i').getAttribute('style').replaceAll(/[ ;]/g, '')]),
    map: all('.drawing [data-point]').map(e => e.getAttribute('class') || ''),
    joined: all('[data-joined]:not([hidden]) :is(h3, li)').map(e => e.textContent),
    left: all('[data-left]:not([hidden]) :is(h3, li)').map(e => e.textContent),
    unchanged: all('[data-unchanged]')[0].hidden,
    undrawn: all('.undrawn:not([hidden]) li:not([hidden])').map(e => e.textContent),
    curve: all('.curve svg :is(line, rect, .spells)').map(e => ['x1', 'width', 'd'].map(name => e.getAttribute(name)).join()),
    spoken: all('input')[0].getAttribute('aria-valuetext'),
    current: all('a[aria-current]').map(e => e.dataset.until),
    followed: all('[data-followed]:not([hidden]) :is(h3, li)').map(e => e.textContent),
    chosen: all('option:checked').map(e => e.value),
    links: all('a[href*="#time"]').map(e => e.getAttribute('href').replace(/^.*[/]members/, '')),
    taken: all('.actions a').map(e => e.getAttribute('href')),
  };
}"""
SHOWN = f"() => ({READ})(document)"
#: The page of an address as the server wrote it: its scripts do not run.
WRITTEN = f"""async (address) => ({READ})(new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html'))"""
STEP = """(year) => {
  const slider = document.querySelector('#time input[name=until]');
  slider.value = year;
  slider.dispatchEvent(new Event('input', {bubbles: true}));
}"""


def test_every_year_is_the_one_of_its_address(opened: Opened) -> None:
    watched = opened("/en/members")
    page, seen = watched.page, len(watched.requests)
    live = {}
    for year in [*range(1956, 2025), 1956, 2024, 1990]:
        page.evaluate(STEP, str(year))
        query = f"?until={year}" if year != 2024 else ""
        if year % 10 == 0:
            wait(page, f"location.search === '{query}' && !!document.querySelector('a[data-step]')", 20_000)
        live[year] = page.evaluate(SHOWN)
    loaded = [each for each in watched.requests[seen:] if "favicon" not in each]  # asked for at each new address
    assert loaded == []
    for year, state in live.items():
        written = page.evaluate(WRITTEN, f"/en/members?until={year}")
        if year % 10:
            [
                each.pop(name) for each in (state, written) for name in ("links", "taken")
            ]  # they follow once the slider rests
        assert state == written, year
    assert watched.errors == []


def test_every_fifth_country_is_the_one_of_its_address(opened: Opened) -> None:
    watched = opened("/ar/members?until=1986")
    page = watched.page
    codes = page.evaluate("[...document.querySelector('#time select').options].map(e => e.value)")
    assert len(codes) == 202
    for code in codes[1::5]:
        page.locator("#time select").select_option(code)
        assert page.evaluate("location.search") == f"?until=1986&country={code}"
        assert page.evaluate(SHOWN) == page.evaluate(WRITTEN, f"/ar/members?until=1986&country={code}"), code
    assert watched.errors == []


def test_keys_move_it_and_links_have_a_way_back(opened: Opened) -> None:
    watched = opened("/en/members")
    page = watched.page
    slider, count = page.locator("#time input[name=until]"), page.locator("[data-members-count]")
    slider.press("Home")
    assert count.get_attribute("data-members-count") == "57"
    wait(page, "location.search === '?until=1956'", 20_000)
    page.locator("#time a[data-until='1993']").click()
    assert slider.input_value() == "1993"
    page.locator("#time [data-joined] a").first.click()
    assert page.evaluate("document.querySelector('[data-followed]').dataset.followed") == "BLR"
    page.locator("#time [data-followed] a").click()
    assert page.evaluate("document.activeElement.name") == "country"
    page.go_back()
    wait(page, "document.querySelector('#time select').value === 'BLR'", 20_000)
    page.go_back()
    page.go_back()
    wait(page, "document.querySelector('#time input').value === '1956'", 20_000)
    page.locator("#time a[data-step='1']").click()
    assert slider.input_value() == "1957"
    assert page.locator(".languages a[hreflang=fr]").get_attribute("href").endswith("?until=1957")


def test_it_plays_to_the_end_and_says_so_once(opened: Opened) -> None:
    watched = opened("/en/members?until=2010")
    page = watched.page
    page.evaluate(
        """() => { window.said = []; window.written = []; const replace = history.replaceState.bind(history);
        history.replaceState = (...parts) => { written.push(performance.now()); replace(...parts); };
        new MutationObserver(() => said.push(document.getElementById('announcements').textContent))
          .observe(document.getElementById('announcements'), {childList: true, characterData: true, subtree: true}); }"""
    )
    play = page.locator("#time .play")
    play.click()
    assert play.text_content() == "Pause"
    wait(page, "document.querySelector('#time .play').textContent === 'Play'", 20_000)
    wait(page, "said.length > 0 && location.search === ''", 20_000)
    assert page.evaluate("said") == ["196 members at the end of 2024"]
    written = page.evaluate("written")
    assert all(later - earlier >= 95 for earlier, later in itertools.pairwise(written))


def test_escape_and_the_slider_stop_it(opened: Opened) -> None:
    page = opened("/en/members").page
    play = page.locator("#time .play")
    for stop in (lambda: page.keyboard.press("Escape"), lambda: page.evaluate(STEP, "1970")):
        play.click()
        assert play.text_content() == "Pause"
        stop()
        assert play.text_content() == "Play"


def test_with_reduced_motion_nothing_plays(opened: Opened) -> None:
    page = opened("/en/members", reduced_motion="reduce").page
    assert not page.locator("#time .play").is_visible() and page.locator("#time a[data-until]").count() == 5


def test_the_slider_runs_as_the_curve_does(opened: Opened) -> None:
    page = opened("/ar/members").page
    slider = page.locator("#time input[name=until]")
    slider.press("ArrowRight")  # from right to left: the right arrow leads to earlier years
    assert slider.input_value() == "2023"
    box = slider.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 20, box["y"] + box["height"] - 12)
    assert slider.input_value() in ("1956", "1957", "1958")
