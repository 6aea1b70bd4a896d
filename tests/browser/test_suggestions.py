"""The search of the header suggests names while one types, by keyboard alone; Enter always goes to the page of answers."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opened


@pytest.mark.parametrize(("code", "typed", "name"), [("en", "haec", "HAECHI II"), ("fr", "bresi", "Brésil"),
                                                     ("es", "brasi", "Brasil"), ("ar", "البراز", "البرازيل")])  # fmt: skip
def test_what_is_typed_suggests_names_that_lead_to_their_pages(
    opened: Opened, code: str, typed: str, name: str
) -> None:
    watched = opened(f"/{code}/finances")
    page = watched.page
    field = page.locator("#find-words")
    field.focus()
    field.press_sequentially(typed[:1])
    page.locator("[role=combobox]#find-words").wait_for()
    assert page.locator("#find-suggestions").is_hidden()
    field.press_sequentially(typed[1:])
    option = page.locator("#find-suggestions [role=option]", has=page.get_by_text(name, exact=True))
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    for _ in range(9):
        field.press("ArrowDown")
        if option.get_attribute("aria-selected") == "true":
            break
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Enter")
    page.wait_for_url("**/operations?operation=**" if code == "en" else "**/members?country=BRA#time")
    assert watched.errors == []


def test_escape_closes_and_enter_asks(opened: Opened) -> None:
    watched = opened("/en/")
    field = watched.page.locator("#find-words")
    field.focus()
    field.press_sequentially("haechi ii")
    suggestions = watched.page.locator("#find-suggestions")
    suggestions.wait_for(state="visible")
    field.press("Escape")
    assert suggestions.is_hidden()
    field.press("Enter")
    watched.page.wait_for_url("**/en/search?q=haechi+ii")
    assert sum("suggestions.json" in request for request in watched.requests) == 1 and watched.errors == []


def test_an_everyday_name_comes_before_names_that_begin_so(opened: Opened) -> None:
    page = opened("/en/").page
    page.locator("#find-words").press_sequentially("uk")
    page.locator("#find-suggestions [role=option]").first.wait_for()
    assert page.locator("#find-suggestions bdi").first.inner_text().startswith("United Kingdom")
