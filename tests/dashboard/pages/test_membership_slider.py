"""Membership by year: the number of each year, who joined and left, and an address for each."""

from __future__ import annotations

import itertools
from xml.etree.ElementTree import Element

import pytest

from dashboard.data.membership import FORMER, membership_years
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site


def section(site: Site, query: str = "", code: str = "en") -> Element:
    return next(find(parse(site.page(f"/{code}/members{query}")), "section", id="time"))


def names(section: Element, hook: str) -> list[str]:
    box = next(e for e in section.iter() if hook in e.attrib)
    return [words(item) for item in find(box, "li")]


def count(section: Element) -> int:
    return int(next(e for e in section.iter() if "data-members-count" in e.attrib).get("data-members-count", ""))


def test_each_year_has_its_number(site: Site, data: DataVersion) -> None:
    known = {
        row["year"]: row["n"] for row in data.store.rows("SELECT year, members_at_year_end AS n FROM members_by_year")
    }
    for year in (1956, 1963, 1992, 2023):
        assert count(section(site, f"?until={year}")) == known[year]
    assert count(section(site)) == known[max(known)]


def test_who_joined_and_left_makes_the_difference(data: DataVersion) -> None:
    years = membership_years(data.store)
    unknown_start = 1984  # the start of Kiribati's first membership is known to nobody
    for before, after in itertools.pairwise(years):
        difference = len(after.joined) - len(after.left)
        if after.year != unknown_start:
            assert after.count - before.count == difference, after.year


def test_a_year_names_those_that_joined_and_left(site: Site) -> None:
    assert "Algeria" in names(section(site, "?until=1963"), "data-joined")
    assert "South Vietnam" in names(section(site, "?until=1975"), "data-left")
    assert names(section(site, "?until=2019"), "data-joined") == []


def test_former_members_have_names_in_every_language(data: DataVersion) -> None:
    query = "SELECT DISTINCT code FROM membership_spells WHERE code NOT IN (SELECT iso3 FROM members)"
    assert {row["code"] for row in data.store.rows(query)} == set(FORMER)


@pytest.mark.parametrize("until", ["abc", "1955", "2125", "1963.0", "01963"])
def test_a_year_that_is_not_known_is_refused(site: Site, until: str) -> None:
    answer = site.get(f"/en/members?until={until}", accept="application/json")
    assert answer.status == 400 and "1956–2024" in answer.text


def test_the_slider_is_native_and_says_its_value(site: Site) -> None:
    slider = next(find(section(site, "?until=1963", "ar"), "input", type="range"))
    assert (slider.get("name"), slider.get("value"), slider.get("min")) == ("until", "1963", "1956")
    assert "1963" in slider.get("aria-valuetext", "")
