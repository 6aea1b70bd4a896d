"""Facets of operations: alternatives within one, restrictions between them, counts that ignore their own choice."""

from __future__ import annotations

from collections import Counter

from dashboard.data.operation_facets import (
    FACETS,
    FacetedOperation,
    excluding_facets,
    facet_counts,
    faceted_operations,
)
from dashboard.releases.data_version import DataVersion


def operation(key: str, **facets: tuple[str, ...]) -> FacetedOperation:
    empty: dict[str, tuple[str, ...]] = dict.fromkeys(FACETS, ("none",))
    return FacetedOperation(key, {}, {**empty, **facets})


A = operation("a", year=("2020",), area=("drugs",), region=("Asia", "Europe"))
B = operation("b", year=("2021",), area=("drugs",), region=("Asia",))
C = operation("c", year=("2021",), area=("fraud",), outcome=("arrests",))


def fitting(chosen: dict[str, tuple[str, ...]]) -> str:
    return "".join(each.key for each in (A, B, C) if each.fits(chosen))


def test_values_of_a_facet_are_alternatives_and_facets_restrict_each_other() -> None:
    assert fitting({}) == fitting({"area": ()}) == "abc"
    assert fitting({"area": ("drugs", "fraud")}) == "abc"
    assert fitting({"area": ("drugs",), "year": ("2021",)}) == "b"
    assert fitting({"region": ("Europe",)}) == "a" and fitting({"region": ("none",)}) == "c"


def test_the_counts_of_a_facet_ignore_its_own_choice() -> None:
    counts = facet_counts((A, B, C), {"area": ("drugs",), "year": ("2021",)})
    assert counts["area"] == Counter({"drugs": 1, "fraud": 1})
    assert counts["year"] == Counter({"2020": 1, "2021": 1})
    assert counts["region"] == Counter({"Asia": 1})


def test_the_two_facets_that_exclude_each_other_are_named() -> None:
    chosen = {"year": ("2020",), "area": ("drugs",), "outcome": ("arrests",)}
    assert excluding_facets((A, B, C), chosen) == ("year", "outcome")
    three = {"year": ("2021",), "area": ("drugs",), "region": ("Europe",)}
    assert excluding_facets((A, B, C, operation("d", year=("2021",), region=("Europe",))), three) == (
        "year",
        "area",
        "region",
    )


def test_every_facet_of_an_operation_is_what_the_data_say(data: DataVersion) -> None:
    listed = {each.key: each for each in faceted_operations(data.store, "operation", "en")}
    assert len(listed) == 37
    haechi = listed["ar2021-haechi-ii"].facets
    assert (haechi["year"], haechi["area"]) == (("2021",), ("financial-crime",))
    assert {"arrests", "money-usd", "other"} <= set(haechi["outcome"])
    assert "arrests" in listed["ar2020-athena-ii"].facets["outcome"], (
        "what is printed for two operations is printed for each"
    )
    printed = {f"{row['source_id']}-{row['subject']}": row["regions_printed"] or row["countries_printed"]
               for row in data.store.rows("SELECT * FROM operations WHERE kind = 'operation'")}  # fmt: skip
    assert {key for key, each in listed.items() if each.facets["region"] == ("none",)} == {
        key for key, places in printed.items() if not places
    }
