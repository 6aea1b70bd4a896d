"""Membership by year: the number of each year, map, regions, who joined and left, and an address for each state."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree.ElementTree import Element

import pytest

from dashboard.data.membership import Membership, membership
from dashboard.i18n.languages import Code, get_language
from dashboard.pages.membership_map import shape_classes
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import CODES, Site


@pytest.fixture(scope="module")
def known(data: DataVersion) -> Membership:
    return membership(data.store)


def section(site: Site, query: str = "", code: str = "en") -> Element:
    return next(find(parse(site.page(f"/{code}/members{query}")), "section", id="time"))


def hook(section: Element, name: str) -> Element:
    return next(e for e in section.iter() if name in e.attrib)


def names(section: Element, name: str) -> list[str]:
    return [words(item) for item in find(hook(section, name), "li")]


def count(section: Element) -> int:
    return int(hook(section, "data-members-count").get("data-members-count", ""))


def test_each_year_has_its_number_and_regions(site: Site, known: Membership) -> None:
    for year in (1956, 1963, 1992, 2023):
        shown = section(site, f"?until={year}")
        assert count(shown) == next(each.count for each in known.years if each.year == year)
        regions = {
            row.get("data-members-region"): row.get("data-count") for row in shown.iter() if "data-count" in row.attrib
        }
        counted = known.by_region(year)
        assert regions == {
            key: str(counted.get(key, 0)) for key in ("Africa", "Americas", "Asia", "Europe", "Oceania", "")
        }
    assert count(section(site)) == known.years[-1].count


def test_the_map_is_that_of_the_year(site: Site, known: Membership, data: DataVersion) -> None:
    codes = [
        row.category for row in data.default_charts(get_language("en"), [data.catalogue.chart("members-map")])[0].rows
    ]
    shown = section(site, "?until=1985&country=SLV")
    shapes = [e for e in shown.iter() if "data-point" in e.attrib]
    assert {int(e.get("data-point", "")) for e in shapes} == set(range(len(codes)))
    for shape in shapes:
        code = codes[int(shape.get("data-point", ""))]
        assert shape.get("class", "") == shape_classes(known, code, 1985, "SLV"), code
    assert {"left followed", "left", "absent", ""} <= {e.get("class", "") for e in shapes}


@pytest.mark.parametrize("code", CODES)
def test_each_year_can_be_taken_away(site: Site, known: Membership, data: DataVersion, code: Code) -> None:
    chart, language = data.catalogue.chart("members-in-year"), get_language(code)
    for each in known.years:
        view = data.view(chart, chart.state({"until": str(each.year)}), language)
        named = [code for code in known.spells if known.is_member(code, each.year) and code not in view.categories]
        assert len(view.rows) + len(named) == each.count, each.year
        assert {row.category for row in view.rows if row.series == "joined"} <= set(each.joined)
        assert {"ANT", "SAA", "RVN", "TWN", "CSK", "KIR"} >= set(named)
    links = [link.get("href", "") for link in find(parse(site.get(f"/{code}/members?until=1963").text), "a")]
    for form in (".png?until=1963", "?until=1963#data", "?until=1963#embed"):
        address = f"/{code}/charts/members-in-year{form}"
        assert address in links and site.get(address.partition("#")[0]).status == 200
    assert "1963" in site.page(f"/{code}/embed/members-in-year?until=1963")


def test_a_year_names_those_that_joined_and_left(site: Site) -> None:
    assert "Algeria" in names(section(site, "?until=1963"), "data-joined")
    assert "South Vietnam" in names(section(site, "?until=1975"), "data-left")
    quiet = section(site, "?until=2019")
    assert names(quiet, "data-joined") == [] and "hidden" not in hook(quiet, "data-unchanged").attrib
    assert len(names(section(site, "?until=1956"), "data-joined")) == 57


def test_members_that_the_map_cannot_draw_are_named(site: Site) -> None:
    def undrawn(year: int) -> set[str]:
        items = (e for e in section(site, f"?until={year}").iter() if "data-undrawn" in e.attrib)
        return {words(e) for e in items if "hidden" not in e.attrib}

    assert undrawn(1956) == {"Netherlands Antilles", "Saar"} and undrawn(2024) == set()


@pytest.mark.parametrize(
    ("country", "said"),
    [
        ("SLV", ["Member since December 1959", "left in 1985, readmitted in 1993"]),
        ("CHN", ["Member since September 1984 (one source only)"]),
        ("TWN", ["Counted as a member at the ends of the years 1961 to 1983", "The seat passed to the People’s Republic of China in September 1984."]),
        ("SAA", ["Counted as a member at the end of 1956", "It became part of the Federal Republic of Germany on 1 January 1957."]),
    ],
)  # fmt: skip
def test_a_country_that_is_followed_is_told(site: Site, country: str, said: list[str]) -> None:
    shown = section(site, f"?country={country}")
    assert names(shown, "data-followed") == said
    chosen = [e.get("value") for e in find(shown, "option") if "selected" in e.attrib]
    assert chosen == [country]
    assert next(e for e in shown.iter() if e.get("class") == "spells").get("d")


def test_a_country_has_an_address_that_tells_of_it(site: Site) -> None:
    root = parse(site.page("/en/members?until=1990&country=SLV"))
    named = {e.get("property") or e.get("name"): e.get("content") for e in find(root, "meta")}
    assert named["og:title"] == "El Salvador – Members"
    assert named["description"] == "Member since December 1959 · left in 1985, readmitted in 1993"
    canonical = next(find(root, "link", rel="canonical")).get("href", "")
    assert canonical.endswith("/en/members?country=SLV")


def test_every_member_of_the_table_can_be_followed(site: Site) -> None:
    table = next(find(parse(site.page("/en/members")), "div", class_="tall"))
    addresses = {link.get("href") for link in find(table, "a")}
    assert "/en/members?country=SLV#time" in addresses and len(addresses) == 196


def test_five_steps_tell_what_the_data_say(site: Site) -> None:
    links = [link for link in find(section(site, "?until=1969&country=SLV"), "a") if "data-until" in link.attrib]
    assert [link.get("data-until") for link in links] == ["1956", "1969", "1985", "1993", "2024"]
    assert [re.sub(r"^\d{4}", "", words(link)) for link in links] == [
        "57 members when the present constitution comes into force",
        "25 African countries have joined in ten years, as colonies become states",
        "They leave and come back: Brazil, El Salvador, Kiribati and Serbia",
        "9 former Soviet republics have joined in three years, as the Soviet Union ends",
        "The latest to join: Palau (2023)",
    ]
    assert [link.get("aria-current") for link in links] == [None, "true", None, None, None]
    assert links[-1].get("href") == "/en/members?country=SLV#time"


BAD = ["abc", "1955", "2025", "2125", "1963.0", "01963", "-1963", "1963 ", "<script>", "9" * 2000]


@pytest.mark.parametrize("until", BAD)
def test_a_year_that_is_not_known_is_refused(site: Site, until: str) -> None:
    for code in ("en", "ar"):
        answer = site.get(f"/{code}/members?until={quote(until)}", accept="application/json")
        assert answer.status == 400 and "1956–2024" in answer.text
        assert "<script>" not in site.get(f"/{code}/members?until={quote(until)}").text.split("<main", 1)[1]


def test_a_control_character_is_refused(site: Site) -> None:
    assert site.get("/fr/members?until=1963%00").status == site.get("/fr/members?country=SLV%00").status == 400


@pytest.mark.parametrize(
    ("country", "near"), [("SLW", "SLV"), ("el salvadr", "SLV"), ("Frnace", "FRA"), ("fra", "FRA")]
)
def test_an_unknown_country_is_answered_with_near_ones(site: Site, country: str, near: str) -> None:
    answer = site.get(f"/en/members?country={quote(country)}", accept="application/json")
    assert answer.status == 400 and near in answer.text


@pytest.mark.parametrize("country", ["<script>", "x" * 2000, "ÅÄÖ", "'; DROP TABLE members"])
def test_what_is_no_country_is_refused(site: Site, country: str) -> None:
    answer = site.get(f"/ar/members?country={quote(country)}")
    assert answer.status == 400 and "<script>" not in answer.text.split("<main", 1)[1]


def test_marks_of_direction_mean_nothing(site: Site) -> None:
    shown = section(site, f"?until={quote(chr(0x202E))}1963&country=SLV{quote(chr(0x200F))}")
    assert count(shown) == 89 and hook(shown, "data-followed").get("data-followed") == "SLV"


def test_ten_of_everything_is_the_last_of_each(site: Site) -> None:
    query = "&".join(
        f"until={year}&country={code}" for year, code in zip(range(1960, 1970), ["FRA"] * 9 + ["SLV"], strict=True)
    )
    assert hook(section(site, f"?{query}"), "data-followed").get("data-followed") == "SLV"


def test_the_slider_is_native_and_says_its_value(site: Site) -> None:
    slider = next(find(section(site, "?until=1963", "ar"), "input", type="range"))
    assert (slider.get("name"), slider.get("value"), slider.get("min")) == ("until", "1963", "1956")
    assert "1963" in slider.get("aria-valuetext", "") and "89" in slider.get("aria-valuetext", "")


def test_the_overview_leads_into_it(site: Site) -> None:
    hero = next(e for e in parse(site.page("/fr/")).iter() if "hero" in (e.get("class") or "").split())
    assert "/fr/members#time" in {link.get("href") for link in find(hero, "a")}
    assert not list(find(hero, "input")) and not list(find(hero, "button"))
