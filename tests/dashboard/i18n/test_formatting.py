"""Numbers, money, shares, periods and units as each language writes them; digits are Latin in all four."""

from __future__ import annotations

import re

import pytest

from dashboard.i18n import formatting
from dashboard.i18n.languages import Code, get_language
from tests.server import CODES

N, T, S = "\u00a0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (69_270, "count", {"en": "69,270", "fr": f"69{T}270", "es": "69.270", "ar": "69,270"}),
        (1_234_567, "count", {"en": "1,234,567", "fr": f"1{T}234{T}567", "es": "1.234.567", "ar": "1,234,567"}),
        (7_400_000_000, "count", {
            "en": f"7.4{N}billion", "fr": f"7,4{N}milliards", "es": f"7.400{N}millones", "ar": f"7.4{N}مليار"}),
        (137_000_000, "eur", {
            "en": f"€137{N}million", "fr": f"137{N}millions d’euros", "es": f"137{N}millones de euros",
            "ar": f"137{N}مليون يورو"}),
        (3_500_000_000, "usd", {
            "en": f"US$3.5{N}billion", "fr": f"3,5{N}milliards de dollars", "es": f"3.500{N}millones de dólares",
            "ar": f"3.5{N}مليار دولار"}),
        (27_440, "eur", {"en": "€27,440", "fr": f"27{T}440{N}€", "es": f"27.440{N}€", "ar": f"27,440{N}يورو"}),
        (45, "percent", {"en": "45%", "fr": f"45{T}%", "es": f"45{N}%", "ar": "45%"}),
        (-4.4, "percent", {"en": "−4.4%", "fr": f"−4,4{T}%", "es": f"−4,4{N}%", "ar": "−4.4%"}),
        (0, "count", dict.fromkeys(CODES, "0")),
    ],
)  # fmt: skip
def test_amounts(value: float, unit: str, expected: dict[Code, str]) -> None:
    for code, text in expected.items():
        written = formatting.amount(value, unit, get_language(code))
        assert _bare(written) == _bare(text), code


def _bare(text: str) -> str:
    """With plain spaces, and without the invisible marks of direction that CLDR puts around Arabic money."""
    return re.sub(r"\s", " ", re.sub("[\u200e\u200f\u061c]", "", text))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("First Light 2026: 5,811§", "First Light 2026_: 5,811§"),
        ("§ INTERPOL، 11 يوليو 2024", "§ INTERPOL_، 11 يوليو 2024"),
        ("HAECHI I: بلغ؛ HAECHI II: 585", "HAECHI I_: بلغ؛ HAECHI II_: 585"),
        ("بلغ 30 في عام 2021", "بلغ 30 في عام 2021"),
    ],
)
def test_no_arabic_text_reads_a_number_as_part_of_a_latin_name(text: str, marked: str) -> None:
    assert formatting.end_of_name(text, get_language("ar")).replace("\u200f", "_") == marked
    assert formatting.end_of_name(text, get_language("en")) == text


def test_a_number_never_parts_from_what_follows_it() -> None:
    for code in CODES:
        for value, unit in ((69_270, "count"), (7.4e9, "count"), (1.37e8, "eur"), (27_440, "eur"), (45, "percent")):
            written = formatting.amount(value, unit, get_language(code))
            assert not re.search("[0-9] ", written), f"{code}: {written!r}"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", ["€137m", "US$3.5bn", "7.4bn", "1.2m"]), ("fr", ["137 M €", "3,5 Md $US", "7,4 Md", "1,2 M"])],
)
def test_short_amounts(code: Code, expected: list[str]) -> None:
    given = [(137_000_000, "eur"), (3_500_000_000, "usd"), (7_400_000_000, "count"), (1_234_567, "count")]
    written = [formatting.amount(value, unit, get_language(code), short=True) for value, unit in given]
    assert [re.sub(r"\s", " ", text) for text in written] == expected


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("exact", {"en": "4,000", "fr": f"4{T}000", "es": "4.000", "ar": "4,000"}),
        ("about", {"en": "about 4,000", "fr": f"environ 4{T}000", "es": "cerca de 4.000", "ar": "نحو 4,000"}),
        ("nearly", {"en": "nearly 4,000", "fr": f"près de 4{T}000", "es": "casi 4.000", "ar": "قرابة 4,000"}),
        ("more_than", {"en": "more than 4,000", "fr": f"plus de 4{T}000", "es": "más de 4.000",
                       "ar": "أكثر من 4,000"}),
        ("at_least", {"en": "at least 4,000", "fr": f"au moins 4{T}000", "es": "al menos 4.000",
                      "ar": "4,000 على الأقل"}),
        ("less_than", {"en": "less than 4,000", "fr": f"moins de 4{T}000", "es": "menos de 4.000",
                       "ar": "أقل من 4,000"}),
    ],
)  # fmt: skip
def test_qualifiers(qualifier: str, expected: dict[Code, str]) -> None:
    for code, text in expected.items():
        assert formatting.qualified(4000, "count", qualifier, get_language(code)) == text, code


def test_short_qualifiers_are_signs() -> None:
    for code in ("en", "fr", "es"):  # in Arabic a sign may read the other way round, so words stand there
        for qualifier, sign in (("more_than", ">"), ("at_least", "≥"), ("less_than", "<")):
            assert sign in formatting.qualified(4000, "count", qualifier, get_language(code), short=True)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("2021", dict.fromkeys(CODES, "2021")),
        ("2022-01", {"en": "January 2022", "fr": "janvier 2022", "es": "enero de 2022", "ar": "يناير 2022"}),
        ("2021-12-31", {"en": "31 December 2021", "fr": "31 décembre 2021", "es": "31 de diciembre de 2021",
                        "ar": "31 ديسمبر 2021"}),
        ("2022--2025", {"en": "2022–2025", "fr": "2022 à 2025", "es": "2022 a 2025", "ar": "من 2022 إلى 2025"}),
        ("2015-06-09--2015-06-16", {"en": "9–16 Jun 2015", "fr": "9–16 juin 2015", "es": "9–16 de junio de 2015",
                                    "ar": "من 9 يونيو 2015 إلى 16 يونيو 2015"}),
        ("2025-07-18--2026-01-31", {"en": f"18 Jul 2025{S}–{S}31 Jan 2026", "fr": f"18 juil. 2025{S}–{S}31 janv. 2026"}),
        ("2020-02--2020-05", {"en": f"February{S}–{S}May 2020", "es": "febrero–mayo de 2020"}),
    ],
)  # fmt: skip
def test_periods(label: str, expected: dict[Code, str]) -> None:
    for code, text in expected.items():
        assert formatting.period(label, get_language(code)) == text, code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["1 tablet", "2 tablets", "5 tablets", "2.5 million tablets"]),
        ("fr", ["1 comprimé", "2 comprimés", "5 comprimés", "2,5 millions de comprimés"]),
        ("es", ["1 comprimido", "2 comprimidos", "5 comprimidos", "2,5 millones de comprimidos"]),
    ],
)
def test_units_follow_the_number(code: Code, expected: list[str]) -> None:
    written = [formatting.amount(value, "tablet", get_language(code)) for value in (1, 2, 5, 2_500_000)]
    assert [re.sub(r"\s", " ", text) for text in written] == expected


def test_arabic_units_have_their_six_forms() -> None:
    forms = [formatting.amount(value, "tablet", get_language("ar")) for value in (1, 2, 3, 11, 100)]
    nouns = [re.sub(r"[\d\s]", "", form) for form in forms]
    assert len(set(nouns)) >= 4, forms


def test_digits_are_latin_everywhere() -> None:
    for code in CODES:
        for value, unit in ((69_270, "count"), (3_500_000_000, "usd"), (27_440, "eur"), (4.4, "percent"), (3, "day")):
            for short in (False, True):
                written = formatting.amount(value, unit, get_language(code), short=short)
                assert re.search("[0-9]", written) and not re.search("[٠-٩۰-۹]", written)
        assert not re.search("[٠-٩۰-۹]", formatting.period("2021-12-31", get_language(code)))


def test_lists_and_machine_values() -> None:
    shape_arabic = {code: formatting.format_list(["a", "b", "c"], get_language(code)) for code in CODES}
    assert shape_arabic == {"en": "a, b and c", "fr": "a, b et c", "es": "a, b y c", "ar": "a و\u00a0b و\u00a0c"}
    assert formatting.format_list([], get_language("en")) == ""
    assert [formatting.machine_value(v) for v in (3_500_000_000.0, 68.9, 7, 0.1)] == ["3500000000", "68.9", "7", "0.1"]


@pytest.mark.parametrize(
    ("items", "written"),
    [
        (["Informe anual 2020", "Informe anual 2021"], "Informe anual 2020 e Informe anual 2021"),
        (["Francia", "España", "Italia"], "Francia, España e Italia"),
        (["agua", "hielo"], "agua y hielo"),
        (["Informe", "Brochure"], "Informe y Brochure"),
    ],
)
def test_spanish_lists_avoid_two_sounds_i(items: list[str], written: str) -> None:
    assert formatting.format_list(items, get_language("es")) == written


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.5, ["0.5 seconds", "0,5\u00a0seconde", "0,5 segundos"]), (1, ["1 second", "1\u00a0seconde", "1 segundo"])],
)
def test_decimals_take_the_plural_that_the_language_asks_for(value: float, expected: list[str]) -> None:
    written = [formatting.amount(value, "second", get_language(code)).replace("\u202f", "\u00a0") for code in CODES[:3]]
    assert [text.replace("\u00a0", " ") for text in written] == [text.replace("\u00a0", " ") for text in expected]
