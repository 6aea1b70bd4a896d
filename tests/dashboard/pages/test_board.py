"""The board of operations as the server writes it: what is shown, counted and said for each choice."""

from __future__ import annotations

import csv
import io
import itertools
import random
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import pytest

from dashboard.data.operation_facets import FACETS, FacetedOperation, facet_counts, faceted_operations
from dashboard.data.operations import OUTCOMES
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site


@pytest.fixture(scope="module")
def operations(data: DataVersion) -> list[FacetedOperation]:
    return faceted_operations(data.store, "operation", "en")


FOUR = ("ar2021-haechi-i", "ar2021-weka", "ar2021-shams", "ar2021-skein")


def board_of(site: Site, query: str = "", code: str = "en") -> Element:
    page = parse(site.page(f"/{code}/operations" + (f"?{query}" if query else "")))
    return next(find(page, "section", id="board"))


def rows_of(board: Element) -> dict[str, bool]:
    return {e.get("data-operation", ""): "hidden" not in e.attrib for e in board.iter() if "data-operation" in e.attrib}


def counts(board: Element) -> dict[tuple[str, str], int]:
    return {(a.get("data-facet", ""), a.get("data-value", "")): int(a.get("data-count", "-1"))
            for a in find(board, "a") if "data-facet" in a.attrib}  # fmt: skip


def status(board: Element) -> str:
    (line,) = [e for e in board.iter() if e.get("role") == "status"]
    return words(line)


def test_everything_is_shown_with_its_facets(site: Site, operations: list[FacetedOperation]) -> None:
    board = board_of(site)
    assert rows_of(board) == {each.key: True for each in operations}
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
    assert rows_of(board) == {each.key: each.key in shown for each in operations}
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
            assert sum(rows_of(board).values()) == int(link.get("data-count", ""))


def test_another_order_of_values_is_the_same_page(site: Site) -> None:
    first = site.get("/en/operations?area=drugs&area=terrorism&year=2021").body
    assert site.get("/en/operations?year=2021&area=terrorism&area=drugs&area=drugs").body == first


@pytest.mark.parametrize(
    "query",
    [
        "compare=x",
        "compare=ar2021-haechi-i&compare=ar2021-weka&compare=ar2021-shams&compare=ar2021-skein",
        "area=x",
        "region=Atlantis",
        "goal=8",
        "outcome=profit",
        "draw=x",
        "view=x",
        "kind=x",
        "area=drugs&area=x",
    ],
)
def test_what_is_not_offered_is_refused(site: Site, query: str) -> None:
    assert site.get(f"/en/operations?{query}").status == 400


def test_choices_that_exclude_each_other_are_named_with_a_way_out(site: Site) -> None:
    board = board_of(site, "area=drugs&outcome=victims")
    assert not any(rows_of(board).values())
    notice = next(find(board, "div", class_="board-empty"))
    assert "“Drugs” and “Victims rescued”" in words(notice)
    way_out = next(find(notice, "a"))
    assert words(way_out).startswith("Without “Victims rescued”")
    again = next(find(parse(site.page(way_out.get("href", "").split("#")[0])), "section", id="board"))
    assert f"({sum(rows_of(again).values())})" in words(way_out)


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
    assert [row["operation"] for row in found] == [key for key, shown in rows_of(board).items() if shown]
    assert all(row["year"] == "2021" for row in found) and any(row["figures"] for row in found)
    assert site.get("/en/operations.csv?area=x").status == 400


def test_the_board_stands_before_the_charts(site: Site) -> None:
    page = site.page("/en/operations")
    assert 0 < page.index('id="board"') < page.index('id="chart-')


def test_operations_are_compared_by_what_is_printed_for_each_and_nothing_else(site: Site, data: DataVersion) -> None:
    board = board_of(site, "compare=ar2021-haechi-ii&compare=ar2021-haechi-i&compare=ar2020-athena-ii")
    table = next(find(next(find(board, "section", id="compare")), "table"))
    shown = {a.get("href", "").rsplit("/", 1)[1] for a in find(table, "a") if "/figures/" in a.get("href", "")}
    known = data.store.rows(
        """SELECT DISTINCT f.figure_id, f.metric, f.unit FROM figures f LEFT JOIN combined_subjects c ON c.combined = f.subject
           WHERE f.basis <> 'reported'
             AND f.source_id || '-' || coalesce(c.subject, f.subject) IN ('ar2021-haechi-i', 'ar2021-haechi-ii', 'ar2020-athena-ii')"""
    )
    assert shown == {row["figure_id"] for row in known}
    rows = [[words(cell) for cell in row] for row in find(next(find(table, "tbody")), "tr")]
    arrests = next(row for row in rows if row[0] == "Arrests")
    assert arrests[2:] == ["585", "1,003"] and arrests[1].startswith("101") and "together" in arrests[1]
    frozen = next(row for row in rows if "frozen" in row[0])
    assert frozen[1] == "not printed"
    counts_of_printed = [
        sum(cell != "not printed" for cell in row[1:]) for row in rows[: len({(r["metric"], r["unit"]) for r in known})]
    ]
    assert counts_of_printed == sorted(counts_of_printed, reverse=True)


def test_the_months_that_are_printed_are_told_and_the_others_have_none(site: Site, data: DataVersion) -> None:
    section = next(find(board_of(site), "section", class_="timeline"))
    assert "A month is printed for 7 of 37 entries" in words(section)
    months = {words(next(find(row, "dt"))): [a.get("data-opens") for a in find(row, "a")]
              for row in find(section, "div")}  # fmt: skip
    known = data.store.rows(
        "SELECT period_label FROM operations WHERE kind = 'operation' AND period_label LIKE '____-%'"
    )
    assert sum(len(names) for month, names in months.items() if month != "no month printed") == len(known) == 7
    assert months["May 2020"] == ["ar2020-comoe"]
    dimmed = [li for li in find(next(find(board_of(site, "area=drugs"), "section", class_="timeline")), "li")
              if "unfit" not in li.get("class", "")]  # fmt: skip
    assert [li.get("data-when") for li in dimmed] == ["ar2021-lionfish"]


def test_months_stand_in_a_calendar_as_long_as_they_are(site: Site) -> None:
    section = next(find(board_of(site), "section", class_="timeline"))
    heads = [words(head) for head in find(next(find(section, "p", class_="month-names")), "span")]
    assert len(heads) == 12 and heads[0] == "Jan" and heads[11] == "Dec"
    placed = {
        li.get("data-when"): dict(pair.split(":") for pair in style.split(";"))
        for li in find(section, "li")
        if (style := li.get("style"))
    }
    assert len(placed) == 7
    assert placed["ar2020-maharlika-iii"] == {
        "--start": "2",
        "--columns": "2",
        "--from": "0.0000",
        "--length": "1.0000",
    }
    assert placed["ar2020-comoe"] == {"--start": "5", "--columns": "2", "--from": "0.0000", "--length": "0.5000"}
    # A name in December has room before it; its month is the second of the two columns.
    assert placed["ar2020-turquesa-ii"] == {"--start": "11", "--columns": "2", "--from": "0.5000", "--length": "0.5000"}


def test_the_same_rows_are_had_as_a_workbook_and_what_is_drawn_as_a_chart(site: Site) -> None:
    state = "draw=countries&area=drugs&area=terrorism"
    board = board_of(site, state)
    links = {words(a): a.get("href", "") for a in find(board, "a") if "data-file" in a.attrib}
    assert site.get(links["These rows for Excel"]).body[:2] == b"PK"
    drawn = site.page(f"/en/embed/operations?{state}")
    (visible,) = [e for e in board.iter() if "data-outcome-drawn" in e.attrib and "hidden" not in e.attrib]
    bars = [
        words(next(find(row, "th")))
        for row in find(visible, "tr")
        if "data-for" in row.attrib and "hidden" not in row.attrib
    ]
    embedded = next(find(parse(drawn), "table"))
    assert [words(next(iter(row))) for row in find(next(find(embedded, "tbody")), "tr")] == bars and len(bars) == 3
    assert "Terrorism and Drugs" in words(next(find(parse(drawn), "p", class_="chart-subtitle")))


def test_a_state_that_nothing_fits_is_a_chart_that_says_so(site: Site) -> None:
    for form in ("", ".csv", ".xlsx", ".json", ".svg"):
        assert site.get(f"/en/charts/operations{form}?area=drugs&draw=victims").status == 200
    assert "no figure is printed" in site.page("/en/embed/operations?area=drugs&draw=victims")
    board = board_of(site, "area=drugs&draw=victims")
    hidden = [
        words(li) for li in find(next(ul for ul in find(board, "ul", class_="actions")), "li") if "hidden" in li.attrib
    ]
    assert "PNG" in hidden and "Embed" in hidden


def test_a_filtered_board_is_shared_with_a_picture_of_it(site: Site) -> None:
    page = parse(site.page("/es/operations?area=terrorism&area=drugs&draw=countries"))
    shared = {m.get("property"): m.get("content", "") for m in find(page, "meta")}
    assert shared["og:image"].endswith("/es/charts/operations.png?area=terrorism&area=drugs&draw=countries")
    assert shared["og:url"].endswith("/es/operations?area=terrorism&area=drugs&draw=countries")


@pytest.mark.parametrize(("query", "rows"), [("compare=ar2021-weka", 5), ("compare=ar2021-haechi-i&compare=ar2021-haechi-ii", 12),
                                             ("compare=ar2020-athena-ii", 3), ("compare=ar2021-ikatere", 0)])  # fmt: skip
def test_an_operation_and_operations_side_by_side_are_charts_of_their_own(site: Site, query: str, rows: int) -> None:
    found = list(csv.DictReader(io.StringIO(site.get(f"/en/charts/compared-operations.csv?{query}").text, newline="")))
    assert len(found) == rows
    for form in ("charts/compared-operations", "embed/compared-operations", "charts/compared-operations.svg"):
        assert site.get(f"/ar/{form}?{query}").status == 200
    board = board_of(site, query)
    links = [a.get("href", "") for a in find(next(find(board, "section", id="compare")), "a")]
    assert f"/en/charts/compared-operations.png?{query}" in links
    assert site.get("/en/charts/compared-operations?compare=x").status == 400
    assert site.get("/en/embed/compared-operations?" + "&".join(f"compare={key}" for key in FOUR)).status == 400


def test_an_operation_has_an_address_with_its_name_and_a_picture_of_its_figures(site: Site) -> None:
    link = next(a for a in find(board_of(site), "a") if a.get("href", "").endswith("#operation-ar2021-weka")
                and words(a) == "Link to this operation")  # fmt: skip
    page = parse(site.page(link.get("href", "").split("#")[0]))
    shared = {m.get("property"): m.get("content", "") for m in find(page, "meta")}
    assert shared["og:title"] == "Weka" and "Arrests: 195" in shared["og:description"]
    assert shared["og:image"].endswith("/en/charts/compared-operations.png?compare=ar2021-weka")
    assert shared["og:url"].endswith("/en/operations?operation=ar2021-weka")
    assert site.get(shared["og:image"].split("/", 3)[3].join(("/", ""))).body[:4] == b"\x89PNG"


def test_a_sample_of_states_is_the_same_on_the_board_in_its_embed_and_in_its_data(
    site: Site, operations: list[FacetedOperation]
) -> None:
    chance = random.Random(17)
    values = [
        (facet, value) for facet in FACETS for value in dict.fromkeys(v for e in operations for v in e.facets[facet])
    ]
    for _ in range(12):
        pairs = [
            *chance.sample(values, 2),
            ("draw", chance.choice([*OUTCOMES])),
            ("order", chance.choice(["value", "name"])),
        ]
        state = urlencode(sorted(pairs))
        board = board_of(site, state)
        (drawn,) = [e for e in board.iter() if "data-outcome-drawn" in e.attrib and "hidden" not in e.attrib]
        bars = [next(find(row, "td", class_="number")) for row in find(drawn, "tr")
                if "data-for" in row.attrib and "hidden" not in row.attrib]  # fmt: skip
        figures = [next(find(cell, "a")).get("href", "").rsplit("/", 1)[1] for cell in bars]
        rows = csv.DictReader(io.StringIO(site.get(f"/en/charts/operations.csv?{state}").text, newline=""))
        assert [row["figure_id"] for row in rows] == figures, state
        embedded = parse(site.page(f"/en/embed/operations?{state}"))
        assert len([row for table in find(embedded, "tbody") for row in find(table, "tr")]) == len(figures), state
        listed = csv.DictReader(io.StringIO(site.get(f"/en/operations.csv?{state}").text, newline=""))
        assert [row["operation"] for row in listed] == [key for key, shown in rows_of(board).items() if shown], state
