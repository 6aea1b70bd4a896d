"""Then and now: two years side by side, with no change that the data do not have."""

from __future__ import annotations

import csv
import io

import pytest

from dashboard.data.year_pairs import YearPair, year_pairs
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site


@pytest.fixture(scope="module")
def pairs(data: DataVersion) -> list[YearPair]:
    return year_pairs(data.store)


def listed(site: Site, query: str = "") -> list[list[str]]:
    table = next(find(parse(site.page(f"/en/changes?{query}")), "table", class_="changes"))
    rows = list(next(find(table, "tbody")))
    for row in rows:
        row[0].remove(next(find(row[0], "details")))
    return [[" ".join(words(cell).split()) for cell in row] for row in rows]


def test_measures_of_both_years_stand_side_by_side(site: Site) -> None:
    rows = {row[0]: row[1:4] for row in listed(site)}
    assert rows["Notices issuedRed Notices"] == ["11,094 *", "10,776", "↓ down about 2.9% † *"]
    assert rows["DatabasesINTERPOL databases"] == ["18", "19", "–"]


def test_each_change_is_a_figure_of_the_data(pairs: list[YearPair], data: DataVersion) -> None:
    known = {row["figure_id"]: row["basis"] for row in data.store.rows("SELECT figure_id, basis FROM figures")}
    changes = [row["figure_id"] for pair in pairs for row in pair.changes]
    assert len(changes) >= 8 and {known[name] for name in changes} <= {"printed", "derived"}


def test_selections_part_all_measures(site: Site, pairs: list[YearPair]) -> None:
    counts = {
        show: len(listed(site, f"show={show}")) for show in ("rose", "fell", "same", "only-later", "only-earlier")
    }
    assert sum(counts.values()) == len(pairs) and min(counts.values()) > 0
    assert len(listed(site)) == counts["rose"] + counts["fell"] + counts["same"]
    assert all(row[2] == "not printed" for row in listed(site, "show=only-earlier"))


def test_the_largest_change_can_come_first(site: Site, pairs: list[YearPair]) -> None:
    largest = max(pairs, key=lambda pair: pair.percent)
    assert (largest.subject, largest.metric) == ("interpol-databases", "searches")
    assert listed(site, "order=change")[0][0].startswith("Searches")


def test_what_is_shown_can_be_taken_away(site: Site) -> None:
    answer = site.get("/en/changes.csv?show=fell&order=name")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(rows) == len(listed(site, "show=fell"))
    assert rows[0]["earlier_figure_id"] and answer.header("Content-Type") == "text/csv; charset=utf-8"


@pytest.mark.parametrize("path", ["/en/changes?show=x", "/en/changes?order=x", "/en/changes.csv?show=x"])
def test_what_is_not_offered_is_refused(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status == 400 and "{later}" not in answer.text


def test_a_measure_leads_to_its_other_years_where_publications_print_them(site: Site) -> None:
    rows = [row for row in find(parse(site.page("/en/changes")), "tr") if "In other years §" in words(row)]
    links = {link.get("href") for row in rows for link in find(row, "a") if "In other years" in words(link)}
    assert {"/en/charts/notices-issued", "/en/charts/total-revenue", "/en/charts/searches"} <= links
    assert all(site.get(link or "").status == 200 for link in links)
    assert len({" ".join(words(link)) for row in rows for link in find(row, "a")}) > len(rows)


def test_sources_stand_under_each_measure_and_what_else_prints_it(site: Site, data: DataVersion) -> None:
    table = next(find(parse(site.page("/en/changes")), "table", class_="changes"))
    told = {
        words(row[0]).split("Sources")[0]: words(next(find(row[0], "details"))) for row in next(find(table, "tbody"))
    }
    red = told["Notices issuedRed Notices"]
    assert "2020 · Annual Report 2020, line" in red and "2021 · Annual Report 2021, line" in red
    confirmed = data.store.rows(
        "SELECT DISTINCT figure_id FROM figure_publications WHERE figure_id LIKE 'ar202%.red-notices.notices_i%'"
    )
    assert confirmed and any(word in red for word in ("Published elsewhere:", "Agrees with it:", "Differs from it:"))


@pytest.mark.parametrize("show", ["both", "rose", "fell", "same"])
def test_it_is_a_chart_like_any_other(site: Site, pairs: list[YearPair], data: DataVersion, show: str) -> None:
    chart = data.catalogue.chart("then-and-now")
    view = data.view(chart, chart.state({"show": show}), get_language("en"))
    expected = {
        row["figure_id"]
        for pair in pairs
        for row in (pair.earlier, pair.later)
        if row and pair.direction in ("rose", "fell", "same") and show in ("both", pair.direction)
    }
    assert {row.figure_id for row in view.rows} == expected
    query = "" if show == "both" else f"?show={show}"
    links = {link.get("href") for link in find(parse(site.page(f"/fr/changes{query}")), "a")}
    for address in (
        f"/fr/charts/then-and-now{query}",
        f"/fr/charts/then-and-now.png{query}",
        f"/fr/charts/then-and-now{query}#embed",
    ):
        assert address in links
    assert site.get(f"/en/embed/then-and-now{query}").status == 200


def test_what_one_report_alone_prints_has_no_chart(site: Site) -> None:
    links = {link.get("href") or "" for link in find(parse(site.page("/en/changes?show=only-later")), "a")}
    assert not any("then-and-now" in link for link in links)
