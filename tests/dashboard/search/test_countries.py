"""Countries as people type them, in the four languages, wherever one is looked up."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from dashboard.i18n.languages import Code
from dashboard.releases.data_version import DataVersion
from dashboard.search.answer import find_answer
from dashboard.search.countries import find_members
from tests.dashboard.reading import find, parse, words
from tests.server import Site

TYPED: list[tuple[Code, str, str]] = [
    ("en", "UK", "GBR"), ("en", "Britain", "GBR"), ("en", "England", "GBR"), ("en", "Northern Ireland", "GBR"),
    ("en", "South Korea", "KOR"), ("en", "Turkey", "TUR"), ("en", "Türkiye", "TUR"), ("en", "Ivory Coast", "CIV"),
    ("en", "Laos", "LAO"), ("en", "Russia", "RUS"), ("en", "USA", "USA"), ("en", "america", "USA"),
    ("en", "Burma", "MMR"), ("en", "Swaziland", "SWZ"), ("en", "Czech Republic", "CZE"), ("en", "Cape Verde", "CPV"),
    ("en", "niger", "NER"), ("en", "Guinea-Bissau", "GNB"), ("en", "Congo", "COD COG"), ("en", "Vatican", "VAT"),
    ("fr", "Royaume-Uni", "GBR"), ("fr", "corée du sud", "KOR"), ("fr", "Turquie", "TUR"), ("fr", "Birmanie", "MMR"),
    ("fr", "etats unis", "USA"), ("fr", "RDC", "COD"), ("fr", "Cote d Ivoire", "CIV"), ("fr", "Biélorussie", "BLR"),
    ("es", "Reino Unido", "GBR"), ("es", "Corea del Sur", "KOR"), ("es", "Costa de Marfil", "CIV"),
    ("es", "Nueva Zelanda", "NZL"), ("es", "EEUU", "USA"), ("es", "EE. UU.", "USA"), ("es", "Rumanía", "ROU"),
    ("ar", "روسيا", "RUS"), ("ar", "سوريا", "SYR"), ("ar", "سورية", "SYR"), ("ar", "أمريكا", "USA"),
    ("ar", "كوريا الجنوبية", "KOR"), ("ar", "تركيا", "TUR"), ("ar", "ساحل العاج", "CIV"), ("ar", "بريطانيا", "GBR"),
    ("ar", "الصين", "CHN"), ("ar", "صين", "CHN"), ("ar", "إيران", "IRN"), ("ar", "فيتنام", "VNM"),
    ("en", "North Korea", ""), ("en", "Scotland", ""), ("en", "Atlantis", ""), ("fr", "Écosse", ""),
]  # fmt: skip


@pytest.mark.parametrize(("code", "typed", "expected"), TYPED)
def test_a_country_is_found_by_what_people_call_it_and_no_other_is(
    data: DataVersion, code: Code, typed: str, expected: str
) -> None:
    assert sorted(find_members(data.store, typed)) == expected.split()
    assert sorted(find_answer(data.search_index, typed, code).countries) == expected.split()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ukr", "UKR"),
        ("korea", "KOR"),
        ("man", ""),
        ("fra", "FRA"),
        ("FR", "FRA"),
        ("saint luc", "LCA"),
        ("U.K.", "GBR"),
    ],
)
def test_words_may_be_begun_and_codes_typed_but_nothing_is_found_within_a_word(
    data: DataVersion, typed: str, expected: str
) -> None:
    assert sorted(find_members(data.store, typed)) == expected.split()


def test_the_table_of_members_answers_the_same(site: Site) -> None:
    for path, name in (
        ("/en/members?member=UK", "United Kingdom of"),
        (f"/ar/members?member={quote('روسيا')}", "الاتحاد الروسي"),
    ):
        sections = find(parse(site.page(path)), "section", class_="text")
        table = next(each for each in sections if list(find(each, "h2", id="members")))
        rows = [words(cell) for cell in find(table, "th", scope="row")]
        assert len(rows) == 1 and rows[0].startswith(name)
