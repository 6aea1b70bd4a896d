"""The slider of membership with scripts: every year is what the server shows at its address, and nothing is loaded."""

from __future__ import annotations

from bench.pages import wait
from tests.browser.conftest import Opened

READ = """() => ({
  count: document.querySelector('[data-members-count]').dataset.membersCount,
  said: document.querySelector('[data-members-count]').textContent,
  joined: [...document.querySelectorAll('[data-joined] li')].map(e => e.textContent),
  left: [...document.querySelectorAll('[data-left] li')].map(e => e.textContent),
  line: document.querySelector('#time svg line').getAttribute('x1'),
  spoken: document.querySelector('#time input').getAttribute('aria-valuetext'),
  current: [...document.querySelectorAll('#time a[aria-current]')].map(e => e.dataset.until),
})"""
STEP = """(year) => {
  const slider = document.querySelector('#time input[name=until]');
  slider.value = year;
  slider.dispatchEvent(new Event('input', {bubbles: true}));
}"""


def test_every_year_is_the_one_of_its_address(opened: Opened) -> None:
    watched = opened("/en/members")
    plain = opened("/en/members", java_script_enabled=False)
    for year in range(1956, 2025, 4):
        watched.page.evaluate(STEP, str(year))
        live = watched.page.evaluate(READ)
        plain.page.goto(f"/en/members?until={year}")
        assert live == plain.page.evaluate(READ), year
    wait(watched.page, "location.search === ''", 20_000)
    assert sum(request.endswith("/members") for request in watched.requests) == 1 and watched.errors == []


def test_keys_move_it_and_links_have_a_way_back(opened: Opened) -> None:
    watched = opened("/en/members")
    slider = watched.page.locator("#time input[name=until]")
    slider.press("Home")
    assert watched.page.locator("[data-members-count]").get_attribute("data-members-count") == "57"
    wait(watched.page, "location.search === '?until=1956'", 20_000)
    watched.page.locator("#time a[data-until='1990']").click()
    assert slider.input_value() == "1990"
    watched.page.go_back()
    wait(watched.page, "document.querySelector('#time input').value === '1956'", 20_000)
