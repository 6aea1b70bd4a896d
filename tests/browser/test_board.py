"""The board of operations with scripts: each press answers at once, and shows what the server shows at the same address."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from playwright.sync_api import Page

from bench.pages import wait
from dashboard.data.operation_facets import FACETS, FacetedOperation, facet_counts, faceted_operations
from dashboard.releases.data_version import DataVersion
from tests.browser.conftest import Opened

READ = """() => ({
  shown: [...document.querySelectorAll('#board [data-operation]:not([hidden])')].map(e => e.dataset.operation),
  counts: Object.fromEntries([...document.querySelectorAll('#board a[data-facet]')].map(
    a => [a.dataset.facet + '=' + a.dataset.value, [Number(a.dataset.count), a.querySelector('.facet-count').textContent,
      a.getAttribute('aria-current'), a.getAttribute('href'), a.querySelector('rect').getAttribute('width')]])),
  status: document.querySelector('#board [role=status]').textContent,
  chips: [...document.querySelectorAll('#board .chips li:not([hidden]) a')].map(a => [a.textContent, a.getAttribute('href')]),
  drawn: [...document.querySelectorAll('#board [data-outcome-drawn]:not([hidden])')].map(e => [e.dataset.outcomeDrawn,
    [...e.querySelectorAll('tr[data-for]:not([hidden])')].map(r => [r.dataset.for, r.querySelector('rect').getAttribute('width')])]),
  files: [...document.querySelectorAll('#board a[data-file]')].map(
    a => [a.getAttribute('href').replace(location.origin, ''), a.parentNode.hidden]),
  opens: [...document.querySelectorAll('#board a[data-opens]')].map(a => a.getAttribute('href')),
  compare: [...document.querySelectorAll('#board a[data-compare]')].map(a => a.getAttribute('href')),
  unfit: [...document.querySelectorAll('#board .unfit')].map(e => e.dataset.when),
  told: [...document.querySelectorAll('#board [aria-describedby=not-selected]')].map(e => e.dataset.opens),
  compared: document.querySelector('#compare')?.textContent,
  empty: !!document.querySelector('#board .board-empty'),
})"""
COMPARED = "compare=ar2021-haechi-i&compare=ar2021-haechi-ii"
PRESS = "([facet, value]) => document.querySelector(`#board a[data-facet='${facet}'][data-value='${value}']`).click()"
#: Presses two values, reads, and lets both go again, so that one page serves all pairs.
PAIR = f"""([a, b]) => {{
  const press = {PRESS};
  press(a); press(b);
  const read = ({READ})();
  press(b); press(a);
  return [read.shown, Object.entries(read.counts).map(([name, option]) => [name, option[0]]), location.search];
}}"""


@pytest.fixture(scope="module")
def operations(data: DataVersion) -> list[FacetedOperation]:
    return faceted_operations(data.store, "operation", "en")


def press(page: Page, facet: str, value: str) -> None:
    page.evaluate(PRESS, [facet, value])


def test_every_pair_of_choices_shows_and_counts_what_the_server_does(
    opened: Opened, operations: list[FacetedOperation]
) -> None:
    watched = opened("/en/operations")
    values = [(facet, value) for facet in FACETS if facet != "year"
              for value in dict.fromkeys(v for each in operations for v in each.facets[facet])]  # fmt: skip
    compared = 0
    for year in ((), ("2020",), ("2021",)):
        watched.page.goto("/en/operations" + "".join(f"?year={each}" for each in year))
        for a, b in itertools.combinations(values, 2):
            chosen: dict[str, tuple[str, ...]] = {"year": year, a[0]: (a[1],)}
            chosen[b[0]] = (*chosen.get(b[0], ()), b[1])
            shown = [each.key for each in operations if each.fits(chosen)]
            alone = [each for each in operations if each.fits({"year": year, a[0]: (a[1],)})]
            if not shown or not alone:
                continue  # such a link is followed
            read, counted, search = watched.page.evaluate(PAIR, [a, b])
            assert (read, search) == (shown, search), (year, a, b)
            known = facet_counts(operations, chosen)
            assert dict(counted) == {name: known[name.split("=")[0]][name.split("=")[1]] for name, _ in counted}, (
                year,
                a,
                b,
            )
            compared += 1
    assert compared > 300 and watched.errors == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_same_address_without_the_script_is_the_same_board(opened: Opened, code: str) -> None:
    watched = opened(f"/{code}/operations")
    plain = opened(f"/{code}/operations", java_script_enabled=False)
    for presses in ([("area", "terrorism")], [("area", "terrorism"), ("area", "drugs")], [("region", "none")],
                    [("region", "Asia"), ("outcome", "arrests")], [("outcome", "countries")], [("goal", "4")],
                    [("outcome", "checks"), ("outcome", "victims"), ("region", "Africa")],
                    [("compare", ""), ("area", "terrorism")]):  # fmt: skip
        side_by_side = presses[0] == ("compare", "")
        watched.page.goto(f"/{code}/operations" + (f"?{COMPARED}" if side_by_side else ""))
        for each in presses[side_by_side:]:
            press(watched.page, *each)
        address = watched.page.evaluate("location.pathname + location.search")
        assert address.count("=") == len(presses) + side_by_side
        live: dict[str, Any] = watched.page.evaluate(READ)
        plain.page.goto(address)
        assert live == plain.page.evaluate(READ), address


def test_a_press_loads_nothing_and_the_way_back_undoes_it(opened: Opened) -> None:
    watched = opened("/en/operations")
    page = watched.page
    first = page.evaluate(READ)
    page.locator("#board a[data-facet=area][data-value=terrorism]").click()
    assert page.url.endswith("/en/operations?area=terrorism#board")
    assert page.locator("#board [role=status]").inner_text() == "8 of 37 entries: Terrorism"
    assert page.evaluate("document.activeElement.dataset.value") == "terrorism"
    page.locator("#board a[data-draw=countries]").click()
    assert page.locator("[data-outcome-drawn=countries]").is_visible()
    page.go_back()
    page.go_back()
    wait(page, "location.search === ''", 20_000)
    assert page.evaluate(READ) == first
    assert sum("/operations" in request for request in watched.requests) == 1 and watched.errors == []


def test_a_choice_that_nothing_fits_is_followed_and_explained(opened: Opened) -> None:
    watched = opened("/en/operations?area=drugs")
    watched.page.locator("#board a[data-facet=outcome][data-value=victims]").click()
    watched.page.locator(".board-empty").wait_for()
    assert watched.page.url.endswith("area=drugs&outcome=victims#board")
    watched.page.locator(".board-empty a").first.click()
    watched.page.wait_for_url("**/operations?area=drugs#board")
    assert watched.errors == []


def test_the_name_and_the_bar_of_an_operation_open_it(opened: Opened) -> None:
    watched = opened("/en/operations?area=terrorism")
    page = watched.page
    page.locator(".timeline summary").evaluate_all("all => all.forEach((e) => e.click())")
    for link in ("th a[data-opens=ar2020-maharlika-iii]", "td a[data-opens=ar2021-neptune-iii]",
                 ".timeline a[data-opens=ar2020-kafo-ii]"):  # fmt: skip
        shown = page.locator(f"#board {link}").first
        shown.click()
        key = shown.get_attribute("data-opens")
        assert page.locator(f"#operation-{key}").evaluate("(e) => e.open && e.contains(document.activeElement)")
        assert page.url.endswith(f"?area=terrorism&operation={key}#operation-{key}")
    assert sum("/operations" in request for request in watched.requests) == 1 and watched.errors == []
    page.locator(".timeline a[data-opens=ar2021-lionfish]").click()  # it does not fit, so the choice is let go
    page.wait_for_url("**/operations?operation=ar2021-lionfish#operation-ar2021-lionfish")
    assert page.locator("#operation-ar2021-lionfish").evaluate("(e) => e.open")


def test_two_operations_are_laid_side_by_side_with_and_without_scripts(opened: Opened) -> None:
    for scripts in (True, False):
        page = opened("/en/operations?year=2021", java_script_enabled=scripts).page
        page.locator("a[data-compare=ar2021-haechi-ii]").click()
        page.locator("#compare").get_by_text("One operation is chosen").wait_for()
        page.locator("a[data-compare=ar2021-haechi-i]").click()
        page.locator("#compare table").wait_for()
        assert page.url.endswith(f"?year=2021&{COMPARED}#compare")
        heads = page.locator("#compare thead th").all_inner_texts()
        assert [head.split("\n")[0].replace("\u00a0", " ")[:9].strip() for head in heads] == ["HAECHI I", "HAECHI II"]


def test_a_year_answers_at_once_and_the_title_tells_its_finding(opened: Opened) -> None:
    watched, plain = opened("/en/operations"), opened("/en/operations?year=2021", java_script_enabled=False)
    page, title = watched.page, "document.querySelector('[data-finding]').textContent"
    everything = page.evaluate(title)
    page.evaluate("window.stays = true")
    press(page, "year", "2021")
    assert page.evaluate("document.querySelector('#board [role=status]').textContent").startswith("21 of 37")
    assert page.evaluate(title) == plain.page.evaluate(title) != everything
    assert page.evaluate("window.stays") and "year=2021" in page.evaluate(
        "document.querySelector('.languages a[hreflang=fr]').href"
    )
    page.go_back()
    page.wait_for_function(f"{title} === {everything!r}")
    assert watched.errors == []
