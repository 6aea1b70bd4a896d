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
  file: document.querySelector('#board a[data-file]').getAttribute('href').replace(location.origin, ''),
  empty: !!document.querySelector('#board .board-empty'),
})"""
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
                    [("outcome", "checks"), ("outcome", "victims"), ("region", "Africa")]):  # fmt: skip
        watched.page.goto(f"/{code}/operations")
        for each in presses:
            press(watched.page, *each)
        address = watched.page.evaluate("location.pathname + location.search")
        assert address.count("=") == len(presses)
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
