"""Each series holds the values that the material's notes give, and breaks where they say."""

from __future__ import annotations

from itertools import pairwise

import pytest

from etl.load import read_rows
from etl.pipeline import BuildResult
from tests.numbers.reported_values import BREAKS, BY_EDITION, BY_YEAR, GAPS, LINE_MARK

ALL = """
    SELECT p.series, p.joins, p.mark, p.note, f.subject, f.value, year(f.period_end) AS year, f.basis, f.figure_id,
           s.step
    FROM series_points p JOIN figures f USING (figure_id) JOIN series s USING (series) ORDER BY p.series, p.position
"""


@pytest.fixture(scope="module")
def points(built: BuildResult) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in read_rows(built.database, ALL):
        found.setdefault(str(row["series"]), []).append(row)
    return found


Points = dict[str, list[dict[str, object]]]


def test_every_series_is_held_to_values(points: Points) -> None:
    assert set(points) == set(BY_YEAR) | set(BY_EDITION)


@pytest.mark.parametrize("series", BY_YEAR)
def test_values_over_time(points: Points, series: str) -> None:
    assert {row["year"]: row["value"] for row in points[series]} == BY_YEAR[series]


@pytest.mark.parametrize("series", BY_EDITION)
def test_values_of_editions(points: Points, series: str) -> None:
    found = [(str(row["subject"]).rsplit("-", 1)[-1], row["value"]) for row in points[series]]
    assert found == BY_EDITION[series]


def place(row: dict[str, object]) -> str:
    return str(row["subject"] if row["step"] == "edition" else row["year"])


def test_lines_break_where_the_notes_say_and_nowhere_else(points: Points) -> None:
    rows = [row for found in points.values() for row in found if row["joins"] == "break" and row["note"]]
    assert {(row["series"], place(row), row["note"]) for row in rows} == BREAKS


def test_missing_editions_are_gaps(points: Points) -> None:
    rows = [row for found in points.values() for row in found if row["joins"] == "gap" and row["step"] == "edition"]
    assert {(row["series"], row["subject"]) for row in rows} == GAPS
    assert all(row["note"] for row in rows)


def test_missing_years_are_gaps(points: Points) -> None:
    for series, rows in points.items():
        for before, row in pairwise(rows):
            if row["step"] == "year" and row["joins"] != "break":
                missing = int(str(row["year"])) - int(str(before["year"])) > 1
                assert row["joins"] == ("gap" if missing else "yes"), (series, row["figure_id"])


@pytest.mark.parametrize("series", sorted(LINE_MARK))
def test_editions_of_other_lengths_make_no_line(points: Points, series: str) -> None:
    assert [row["joins"] for row in points[series]] == ["start", "apart", "apart", "apart"]


@pytest.mark.parametrize(
    ("series", "hollow"),
    [
        ("red-notices-issued", {2013, 2014, 2016, 2017, 2019, 2022}),
        ("yellow-notices-issued", set()),
        ("red-notices-valid", {2018, 2019, 2023}),
        ("statutory-contributions", set()),
        ("revenue", {2018}),
        ("databases-count", {2012, 2018, 2023}),
        ("database-searches", {2017, 2023}),
        ("travel-documents-records", {2023}),
        ("travel-documents-searches", {2019, 2021}),
        ("stolen-vehicles-records", {2005, 2010, 2012, 2013, 2015}),
        ("general-assembly-countries", {2013, 2024, 2025}),
        ("nationalities", {2001, 2011, 2019}),
        ("requests-refused-or-cancelled", {2021, 2023, 2024}),
    ],
)
def test_what_no_two_independent_sources_print_is_hollow(points: Points, series: str, hollow: set[int]) -> None:
    assert {row["year"] for row in points[series] if row["mark"] == "hollow"} == hollow


def test_what_documents_print_is_solid(points: Points) -> None:
    assert {row["mark"] for rows in points.values() for row in rows if row["basis"] != "reported"} == {"solid"}


@pytest.mark.parametrize(
    "query",
    [
        # Valid notices before 2018, and all colours together.
        "metric = 'notices_in_circulation' AND period_end < '2018-01-01'",
        # Years that were inferred from the labels of a graph.
        "subject = 'red-notices' AND metric = 'notices_issued' AND year(period_start) IN (2001, 2006, 2007, 2008, 2009)",
        # Europol's own editions.
        "subject IN ('opson-xi', 'opson-xii', 'opson-xiii', 'opson-xiv')",
        # Budgets are not income.
        "metric = 'revenue' AND value IN (145800000, 176000000)",
        # A number printed for two years.
        "value = 248976",
        # Totals since the start from undated pages.
        "metric = 'victims_identified' AND value IN (23500, 37900, 42300)",
    ],
)  # fmt: skip
def test_what_the_notes_leave_out_is_not_there(built: BuildResult, query: str) -> None:
    assert read_rows(built.database, f"SELECT figure_id FROM figures WHERE basis = 'reported' AND {query}") == []


def test_websites_and_links_are_two_metrics(points: Points) -> None:
    assert {row["figure_id"] for row in points["pangea-websites"]}.isdisjoint(
        {row["figure_id"] for row in points["pangea-links"]}
    )


def test_warrants_are_no_arrests(built: BuildResult) -> None:
    rows = read_rows(built.database, "SELECT figure_id, value FROM figures WHERE metric = 'arrest_warrants'")
    assert [(row["figure_id"], row["value"]) for row in rows] == [
        ("reported.opson-ix.arrest_warrants.2019-12--2020-06", 407)
    ]
