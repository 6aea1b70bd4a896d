"""The names that the search of the header suggests: every one leads to what it names, in the reader's language."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote_plus

import pytest

from dashboard.i18n.languages import available_languages
from tests.server import Site

#: What a page may fetch for them, compressed.
MAX_BYTES = 8_000


@pytest.mark.parametrize("code", available_languages())
def test_names_are_those_of_the_language_and_few(site: Site, code: str) -> None:
    answer = site.get(f"/{code}/suggestions.json")
    found = json.loads(answer.body)
    assert len(gzip.compress(answer.body)) < MAX_BYTES
    kinds = [kind for kind, *_ in found["names"]]
    assert {kind: kinds.count(kind) for kind in ("country", "goal")} == {"country": 196, "goal": 7}
    assert {*kinds} == {*found["labels"]} == {*found["addresses"]}
    brazil = {"en": "Brazil", "fr": "Brésil", "es": "Brasil", "ar": "البرازيل"}[code]
    assert ["country", brazil, "BRA"] in found["names"]
    assert ["operation", "HAECHI II", "ar2021-haechi-ii"] in found["names"]


def test_each_leads_to_what_it_names(site: Site) -> None:
    found = json.loads(site.get("/en/suggestions.json").body)
    for kind, name, *key in [*found["names"][::20], ["operation", "HAECHI II", "ar2021-haechi-ii"]]:
        word = (key or [name])[0]
        address = found["addresses"][kind].replace("%7Bword%7D", "{word}").replace("{word}", quote_plus(word))
        page = site.get(address.split("#")[0])
        assert page.status == 200, address
        if kind == "question":
            assert "data-figure=" in page.text, name
    assert site.get("/xx/suggestions.json").status == 404
