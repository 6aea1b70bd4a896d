"""Membership: what the documents print, what the reference says, and that they meet."""

from __future__ import annotations

from typing import Any

import pytest

from etl.load import read_rows
from etl.pipeline import BuildResult
from tests.numbers.conftest import Figures


def rows(built: BuildResult, query: str) -> list[dict[str, Any]]:
    return read_rows(built.database, query)


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("ar2020.interpol.members.2020", 194),
        ("ar2021.interpol.members.2021", 195),
        ("brochure2022.interpol.members.2022-01.194", 194),
        ("brochure2022.interpol.members.2022-01.195", 195),
        ("goals2023.interpol.members.2023-10", 195),
        ("membership.interpol.members.1956-12-31", 57),
        ("membership.interpol.members.2020-12-31", 194),
        ("membership.interpol.members.2021-12-31", 195),
        ("membership.interpol.members.2024-12-31", 196),
    ],
)
def test_members(figures: Figures, figure: str, value: int) -> None:
    assert figures[figure]["value"] == value


def test_the_two_numbers_of_the_brochure_are_shown_as_a_contradiction(built: BuildResult) -> None:
    disputed = {
        row["figure_id"] for row in rows(built, "SELECT figure_id FROM disagreement_figures WHERE id = 'members-2022'")
    }
    assert disputed >= {f"brochure2022.interpol.members.2022-01.{number}" for number in (194, 195)}


def test_every_confirmed_total_is_reproduced(built: BuildResult) -> None:
    confirmed = rows(built, "SELECT * FROM members_by_year WHERE confirmed_total IS NOT NULL")
    assert len(confirmed) >= 16
    for row in confirmed:
        assert row["members_at_year_end"] == row["confirmed_total"], row
        assert row["confirmed_by"]


def test_totals_are_the_memberships_counted(built: BuildResult) -> None:
    """Each year's total is the number of uninterrupted memberships that cover its last day.

    Kiribati's first membership has no known start; the totals count it from 1984 and the reference says so.
    """
    query = """
        SELECT y.year, y.members_at_year_end AS total, count(*) AS counted
        FROM members_by_year y JOIN membership_spells s
          ON coalesce(TRY_CAST(s.from_year AS INTEGER), 1984) <= y.year
         AND (s.last_year_end IS NULL OR s.last_year_end >= y.year)
        GROUP BY ALL ORDER BY 1"""
    counted = rows(built, query)
    assert [row["year"] for row in counted] == list(range(1956, 2025))
    assert [row for row in counted if row["total"] != row["counted"]] == []
    assert rows(built, "SELECT code FROM membership_spells WHERE from_year IS NULL") == [{"code": "KIR"}]


def test_the_curve_has_no_gap_and_ends_with_the_members(built: BuildResult) -> None:
    years = [row["year"] for row in rows(built, "SELECT year FROM members_by_year ORDER BY year")]
    assert years == list(range(1956, 2025))
    assert len(rows(built, "SELECT iso3 FROM members")) == 196


@pytest.mark.parametrize(("document", "count", "figure"), [("ar2020", 194, "2020"), ("ar2021", 195, "2021")])
def test_printed_lists_are_as_long_as_the_printed_number(
    built: BuildResult, figures: Figures, document: str, count: int, figure: str
) -> None:
    listed = rows(built, f"SELECT count(DISTINCT iso3) AS n FROM printed_members WHERE source_id = '{document}'")
    assert listed[0]["n"] == count == figures[f"{document}.interpol.members.{figure}"]["value"]


def test_printed_lists_agree_with_the_reference(built: BuildResult) -> None:
    """Whoever is printed in 2021 had joined by then, and whoever had joined is printed."""
    query = "SELECT iso3 FROM members WHERE member_since_year <= 2021"
    shape_arabic = {row["iso3"] for row in rows(built, query)}
    printed = {row["iso3"] for row in rows(built, "SELECT iso3 FROM printed_members WHERE source_id = 'ar2021'")}
    assert printed == shape_arabic


def test_each_member_has_names_region_and_codes(built: BuildResult) -> None:
    members = rows(built, "SELECT * FROM members")
    for row in members:
        assert all(row[f"name_{language}"] for language in ("en", "fr", "es", "ar")), row
        assert row["un_region"] in {"Africa", "Americas", "Asia", "Europe", "Oceania"}, row
    for code in ("iso2", "m49", "name_en", "name_fr", "name_es", "name_ar"):
        assert len({row[code] for row in members}) == 196, code


def test_offices_are_as_many_as_printed(built: BuildResult, figures: Figures) -> None:
    """Six regional bureaus, three special representations and one liaison office; headquarters and Singapore beside."""
    counts = {row["type"]: row["n"] for row in rows(built, "SELECT type, count(*) AS n FROM offices GROUP BY 1")}
    assert counts["regional-bureau"] == figures["brochure2022.regional-bureaus.offices.2022-01"]["value"] == 6
    special = figures["brochure2022.special-representation-offices.offices.2022-01"]["value"]
    assert counts["special-representation"] == special == 3
    assert counts["liaison-office"] == figures["brochure2022.liaison-offices.offices.2022-01"]["value"] == 1
