"""Memberships: who was a member when, and that regions and changes add up to the totals of the reference."""

from __future__ import annotations

import itertools

import pytest

from dashboard.data.membership import FORMER, REMARKS, SOVIET, Membership, membership
from dashboard.releases.data_version import DataVersion


@pytest.fixture(scope="module")
def known(data: DataVersion) -> Membership:
    return membership(data.store)


def test_every_total_is_the_members_counted(known: Membership) -> None:
    assert [each.year for each in known.years] == list(range(1956, 2025))
    for each in known.years:
        assert sum(known.is_member(code, each.year) for code in known.spells) == each.count, each.year
        assert sum(known.by_region(each.year).values()) == each.count, each.year


def test_who_joined_and_left_makes_the_difference(known: Membership) -> None:
    unknown_start = 1984  # the start of Kiribati's first membership is known to nobody
    for before, after in itertools.pairwise(known.years):
        if after.year != unknown_start:
            assert after.count - before.count == len(after.joined) - len(after.left), after.year


def test_the_latest_regions_are_those_of_the_reference(known: Membership, data: DataVersion) -> None:
    rows = data.store.rows("SELECT un_region, count(*) AS n FROM members GROUP BY 1")
    assert known.by_region(known.last) == {row["un_region"]: row["n"] for row in rows}


@pytest.mark.parametrize(
    ("code", "year", "status"),
    [
        ("SLV", 1958, "absent"), ("SLV", 1959, "joined"), ("SLV", 1960, ""), ("SLV", 1985, "left"), ("SLV", 1993, "joined"),
        ("KIR", 1983, "absent"), ("KIR", 1999, ""), ("KIR", 2000, "left"), ("KIR", 2018, "joined"),
        ("POL", 1956, "absent"), ("FRA", 1956, ""), ("CSK", 1992, ""), ("CSK", 1993, "left"), ("PRK", 2024, "absent"),
    ],
)  # fmt: skip
def test_a_map_shows_what_a_country_was(known: Membership, code: str, year: int, status: str) -> None:
    assert known.status(code, year) == status


def test_former_members_have_words_and_remarks_a_membership(known: Membership, data: DataVersion) -> None:
    today = {row["iso3"] for row in data.store.rows("SELECT iso3 FROM members")}
    assert known.spells.keys() - today == set(FORMER)
    assert REMARKS.keys() <= known.spells.keys() and known.spells.keys() >= SOVIET


def test_those_that_left_and_came_back(known: Membership) -> None:
    assert set(known.returned) == {"BRA", "KIR", "SLV", "SRB"}
    assert known.doubtful == {"CHN", "KIR", "NRU", "SRB"}
