"""The board of operations as the server writes it: what is shown, counted and said for each choice."""

from __future__ import annotations

import csv
import io
import itertools
from xml.etree.ElementTree import Element

import pytest

from dashboard.data.operation_facets import FACETS, FacetedOperation, facet_counts, faceted_operations
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site


@pytest.fixture(scope="module")
def operations(data: DataVersion) -> list[FacetedOperation]:
    return faceted_operations(data.store, "operation", "en")


def board_of(site: Site, query: str = "", code: str = "en") -> Element:
    page = parse(site.page(f"/{code}/operations" + (f"?{query}" if query else "")))
    return next(find(page, "section", id="board"))


def rows(board: Element) -> dict[str, bool]:
    return {e.get("data-operation", ""): "hidden" not in e.attrib for e in board.iter() if "data-operation" in e.attrib}


def counts(board: Element) -> dict[tuple[str, str], int]:
    return {(a.get("data-facet", ""), a.get("data-value", "")): int(a.get("data-count", "-1"))
            for a in find(board, "a") if "data-facet" in a.attrib}  # fmt: skip


def status(board: Element) -> str:
    (line,) = [e for e in board.iter() if e.get("role") == "status"]
    return words(line)


def test_everything_is_shown_with_its_facets(site: Site, operations: list[FacetedOperation]) -> None:
    board = board_of(site)
    assert rows(board) == {each.key: True for each in operations}
    assert status(board) == "37 of 37 entries"
    for row in (e for e in board.iter() if "data-operation" in e.attrib):
        known = next(each for each in operations if each.key == row.get("data-operation"))
        assert {facet: tuple(row.get(f"data-{facet}", "").split()) for facet in FACETS} == known.facets


@pytest.mark.parametrize("view", ["cards", "table"])
def test_a_choice_shows_hides_and_counts(site: Site, operations: list[FacetedOperation], view: str) -> None:
    chosen = {"area": ("terrorism", "drugs"), "year": ("2020",)}
    board = board_of(site, f"area=terrorism&area=drugs&year=2020&view={view}")
    shown = {each.key for each in operations if each.fits(chosen)}
    assert 0 < len(shown) < len(operations)
    assert rows(board) == {each.key: each.key in shown for each in operations}
    known = facet_counts(operations, chosen)
    assert counts(board) == {(facet, value): known[facet][value] for facet, value in counts(board)}
    assert status(board) == f"{len(shown)} of 37 entries: 2020, Terrorism, Drugs"
    current = {
        (a.get("data-facet"), a.get("data-value"))
        for a in find(board, "a", aria_current="true")
        if "data-facet" in a.attrib
    }
    assert current == {("area", "terrorism"), ("area", "drugs"), ("year", "2020")}


def test_a_link_leads_to_what_its_count_says(site: Site) -> None:
    for link in itertools.islice((a for a in find(board_of(site), "a") if "data-facet" in a.attrib), 0, None, 3):
        path = link.get("href", "").split("#")[0]
        if link.get("data-count") != "0":
            board = next(find(parse(site.page(path)), "section", id="board"))
            assert sum(rows(board).values()) == int(link.get("data-count", ""))


def test_another_order_of_values_is_the_same_page(site: Site) -> None:
    first = site.get("/en/operations?area=drugs&area=terrorism&year=2021").body
    assert site.get("/en/operations?year=2021&area=terrorism&area=drugs&area=drugs").body == first


@pytest.mark.parametrize(
    "query",
    ["area=x", "region=Atlantis", "goal=8", "outcome=profit", "draw=x", "view=x", "kind=x", "area=drugs&area=x"],
)
def test_what_is_not_offered_is_refused(site: Site, query: str) -> None:
    assert site.get(f"/en/operations?{query}").status == 400


def test_choices_that_exclude_each_other_are_named_with_a_way_out(site: Site) -> None:
    board = board_of(site, "area=drugs&outcome=victims")
    assert not any(rows(board).values())
    notice = next(find(board, "div", class_="board-empty"))
    assert "“Drugs” and “Victims rescued”" in words(notice)
    way_out = next(find(notice, "a"))
    assert words(way_out).startswith("Without “Victims rescued”")
    again = next(find(parse(site.page(way_out.get("href", "").split("#")[0])), "section", id="board"))
    assert f"({sum(rows(again).values())})" in words(way_out)


def test_what_is_chosen_can_be_let_go(site: Site) -> None:
    board = board_of(site, "area=terrorism&draw=countries")
    chips = [item for item in find(next(find(board, "ul", class_="chips")), "li") if "hidden" not in item.attrib]
    hrefs = [next(find(chip, "a")).get("href") for chip in chips]
    assert hrefs == ["/en/operations?draw=countries#board"] * 2


def test_one_outcome_is_drawn_and_arrests_where_none_is_named(site: Site) -> None:
    def drawn(query: str) -> list[str]:
        found = [e for e in board_of(site, query).iter() if "data-outcome-drawn" in e.attrib]
        assert len(found) == 6
        return [e.get("data-outcome-drawn", "") for e in found if "hidden" not in e.attrib]

    assert drawn("") == ["arrests"] and drawn("draw=victims") == ["victims"]
    assert drawn("outcome=checks") == ["checks"] and drawn("outcome=checks&outcome=countries") == ["arrests"]


def test_an_operation_that_is_named_is_opened_whatever_its_kind(site: Site) -> None:
    page = site.page("/en/operations?operation=ar2021-wapis")
    assert '<details id="operation-ar2021-wapis" open' in page


@pytest.mark.parametrize("code", ["fr", "es", "ar"])
def test_the_status_is_in_the_language_of_the_page(site: Site, code: str) -> None:
    said = status(board_of(site, "area=terrorism", code))
    assert (
        "37" in said
        and "entries" not in said
        and "Terrorism" not in said.replace("Terrorisme", "").replace("Terrorismo", "")
    )


def test_what_is_shown_can_be_taken_away(site: Site, operations: list[FacetedOperation]) -> None:
    board = board_of(site, "area=terrorism&area=drugs&year=2021")
    link = next(a for a in find(board, "a") if "data-file" in a.attrib).get("href", "")
    found = list(csv.DictReader(io.StringIO(site.get(link).text, newline="")))
    assert [row["operation"] for row in found] == [key for key, shown in rows(board).items() if shown]
    assert all(row["year"] == "2021" for row in found) and any(row["figures"] for row in found)
    assert site.get("/en/operations.csv?area=x").status == 400
