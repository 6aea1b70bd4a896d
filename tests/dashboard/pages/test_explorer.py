"""The explorer of operations: names in the reader's language and in the language's order."""

from __future__ import annotations

import pytest

from dashboard.i18n.languages import available_languages
from dashboard.releases.data_version import DataVersion
from tests.dashboard.reading import find, parse, words
from tests.server import Site

PLACES = {
    "en": ("ar2021-shams", "Where: Libya and Tunisia"),
    "fr": ("ar2020-unveiled", "Où : Brésil"),
    "es": ("ar2021-shams", "Dónde: Libia y Túnez"),
    "ar": ("ar2020-unveiled", "المكان: البرازيل"),
}


@pytest.mark.parametrize("code", available_languages())
def test_places_and_partners_are_in_the_language_of_the_page(site: Site, data: DataVersion, code: str) -> None:
    page = parse(site.get(f"/{code}/operations").text)
    name, expected = PLACES[code]
    panel = next(find(page, "details", id=f"operation-{name}"))
    assert expected in words(panel).replace("\u202f", " ")
    printed = {
        row["printed"]
        for table in ("printed_places", "printed_partners")
        for row in data.store.rows(f"SELECT * FROM {table}")
    }
    quoted = [quote for panel in find(page, "span", class_="as-printed") for quote in panel]
    assert len(quoted) > 5
    for quote in quoted:
        assert (quote.get("lang"), quote.get("dir")) == ("fr", "ltr")
        assert set((quote.text or "").split("; ")) <= printed


def test_every_printed_name_is_translated_and_used(data: DataVersion) -> None:
    for table, columns in {
        "printed_places": ("regions_printed", "countries_printed"),
        "printed_partners": ("partners",),
    }.items():
        used = {
            part
            for row in data.store.rows("SELECT * FROM operations")
            for column in columns
            for part in (row[column] or "").split("; ")
            if part
        }
        declared = {row["printed"] for row in data.store.rows(f"SELECT printed FROM {table}")}
        assert used and used == declared


def test_the_drawing_offers_its_orders(site: Site) -> None:
    page = parse(site.page("/en/operations"))
    orders = [
        a.get("data-keep") for a in find(page, "a", class_="option") if a.get("data-keep", "").startswith("order")
    ]
    assert orders == ["order=value", "order=name"]


def test_names_are_in_the_order_of_the_alphabet_not_of_bytes(site: Site) -> None:
    page = parse(site.get("/en/operations?year=2021").text)
    listed = next(find(page, "div", class_="panels"))
    names = [words(name).replace("\u00a0", " ") for name in find(listed, "bdi")]
    assert names.index("Shams") < names.index("Skein") < names.index("SOGA VIII")
