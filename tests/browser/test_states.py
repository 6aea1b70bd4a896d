"""Controls by Dash: no page is loaded, the address holds the state, and back, focus and announcements work."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, explore
from tests.server import Site

CHART = "#chart-revenue-by-source"


def choose(page: Page, option: str) -> None:
    page.locator(f'{CHART} a[data-option="{option}"]').click()


def shown(page: Page, state: str) -> None:
    expect(page.locator(CHART)).to_have_attribute("data-state", state, timeout=20_000)


def test_a_control_changes_the_chart_without_loading_the_page(opened: Opened, site: Site) -> None:
    watched = opened("/en/finances")
    page = watched.page
    page.evaluate("window.same = true")
    others = page.locator("article.chart").count()
    choose(page, "share")
    shown(page, "measure=share")
    assert page.evaluate("window.same") is True
    assert page.url.endswith("/en/finances?measure=share")
    assert page.locator("article.chart").count() == others
    current = page.locator(f"{CHART} a.option[aria-current]")
    assert current.get_attribute("data-option") == "share"
    assert "percent" in page.locator(f"{CHART} .chart-subtitle").inner_text()
    assert page.locator(f"{CHART} .drawing > svg:visible").is_visible()
    watched.clean(site.origin)


def test_focus_stays_and_the_change_is_announced(opened: Opened) -> None:
    page = opened("/en/charts/revenue-by-source").page
    page.locator(f'{CHART} a[data-option="share"]').focus()
    page.keyboard.press("Enter")
    shown(page, "measure=share")
    assert page.evaluate("document.activeElement.dataset.option") == "share"
    title = page.locator(f"{CHART} .chart-title").inner_text()
    live_region = page.locator("#announcements")
    expect(live_region).to_have_text(title)
    assert live_region.get_attribute("aria-live") == "polite"


def test_back_and_forward_show_what_they_showed(opened: Opened, site: Site) -> None:
    watched = opened("/en/finances")
    page = watched.page
    first = page.locator(f"{CHART} .chart-subtitle").inner_text()
    choose(page, "share")
    shown(page, "measure=share")
    second = page.locator(f"{CHART} .chart-subtitle").inner_text()
    page.go_back()
    shown(page, "")
    assert page.locator(f"{CHART} .chart-subtitle").inner_text() == first
    assert page.url.endswith("/en/finances")
    page.go_forward()
    shown(page, "measure=share")
    assert page.locator(f"{CHART} .chart-subtitle").inner_text() == second != first
    watched.clean(site.origin)


def test_a_link_to_a_state_shows_it(opened: Opened) -> None:
    page = opened("/fr/charts/revenue-by-source?measure=share").page
    shown(page, "measure=share")
    assert re.search(r"\d\u202f%", page.locator(f"{CHART} svg.desktop").text_content() or "")
    explore(page, "revenue-by-source")
    values = page.locator(".js-plotly-plot").evaluate("e => e.data.flatMap(t => [...t.x])")
    assert values and max(values) <= 100


def test_an_answer_that_does_not_come_is_said_and_the_next_press_tries_again(opened: Opened) -> None:
    page = opened("/en/finances").page
    page.clock.install()
    page.route("**/_dash-update-component", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        choose(page, "share")
    page.clock.fast_forward(11_000)
    expect(page.locator(f"{CHART} [role=status]")).to_contain_text("please try again")
    expect(page.locator(f"{CHART} .drawing > svg:visible")).to_be_visible()
    page.unroute("**/_dash-update-component")
    choose(page, "amount")
    choose(page, "share")
    shown(page, "measure=share")


def test_the_language_switch_keeps_the_state_chosen_by_script(opened: Opened) -> None:
    page = opened("/en/charts/revenue-by-source").page
    choose(page, "share")
    shown(page, "measure=share")
    page.locator(".language-menu summary").click()
    page.locator('.languages a[lang="fr"]').click()
    page.wait_for_url("**/fr/**")
    assert page.url.endswith("/fr/charts/revenue-by-source?measure=share")


def test_a_new_tab_by_modifier_is_left_to_the_browser(opened: Opened) -> None:
    page = opened("/en/charts/revenue-by-source").page
    with page.context.expect_page() as new:
        page.locator(f'{CHART} a[data-option="share"]').click(modifiers=["ControlOrMeta"])
    assert "measure=share" in new.value.url or new.value.wait_for_url("**measure=share**") is None
    assert "measure" not in page.url
