"""What the words around a number suggest, in texts written for the test."""

from __future__ import annotations

import pytest

from etl.numerals import LANGUAGES, numerals
from etl.proposals import Reader, Reading, month_numbers

NAMES = ("30 Days at Sea 3.0", "30 jours en mer", "Thunder")


def read(language: str, text: str) -> dict[str, Reading]:
    """The readings of a text by their tokens; a token that stands twice gives the last."""
    return {reading.token: reading for reading in Reader(numerals(language), NAMES).read(text.split("\n"))}


REASONS = [
    ("en", "see https://example.org/2021/12-arrests now", {"2021": "address", "12": "address"}),
    ("en", "call +33 4 72 44 70 00", {"+33": "address", "44": "address"}),
    ("en", "On 12 May 2021, at 9:30, and 3/4/2021", {"12": "date", "2021": "date", "9": "date", "30": "date", "4": "date"}),
    ("en", "COVID-19, G7, resolution 1325 and A/RES/73/11", {"19": "identifier", "7": "identifier", "1325": "identifier"}),
    ("en", "Operation 30 Days at Sea 3.0", {"30": "name", "3.0": "name"}),
    ("en", "the second phase, the 89th session", {"second": "ordinal", "89th": "ordinal"}),
    ("en", "the first responders on the front line", {"first": "idiom"}),
    ("en", "hundreds of files, thousands of pages", {"hundreds": "indefinite", "thousands": "indefinite"}),
    ("en", "one could say", {"one": "article"}),
    ("en", "see page 12", {"12": "page-furniture"}),
    ("en", "Foreword ... 3\nStaff ... 8\nBudget ... 12", {"3": "page-furniture", "12": "page-furniture"}),
    ("en", "Contents\nNotices 4\nDatabases 6", {"4": "page-furniture", "6": "page-furniture"}),
    ("en", "Contents\nNotices 14\nDatabases 16\nWord\n16\n17", {"14": "page-furniture", "16": "page-furniture"}),
    ("en", "3.1 HAECHI III", {"3.1": "page-furniture"}),
    ("en", "1. arrests: 975\n2. cases: 30\nin all\n8. of them", {"1": "page-furniture", "2": "page-furniture"}),
    ("fr", "une région, un avis", {"une": "article", "un": "article"}),
    ("fr", "le 7 mars 2020, dès 2019", {"7": "date", "2020": "date", "2019": "date"}),
    ("fr", "des centaines de milliers", {"centaines": "indefinite", "milliers": "indefinite"}),
    ("fr", "en première ligne, la première fois", {"première": "ordinal"}),
    ("fr", "L'opération « 30 jours en mer »", {"30": "name"}),
    ("es", "el 12 de mayo de 2021", {"12": "date", "2021": "date"}),
    ("es", "una región y cientos de fichas", {"una": "article", "cientos": "indefinite"}),
    ("es", "la segunda fase", {"segunda": "ordinal"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "reasons"), REASONS)
def test_what_is_no_figure_is_told_with_its_reason(language: str, text: str, reasons: dict[str, str]) -> None:
    found = read(language, text)
    assert {token: found[token].reason for token in reasons} == reasons
    assert all(found[token].certain for token in reasons)


def test_a_number_alone_and_one_that_begins_a_line_may_be_figures() -> None:
    found = read("en", "Contents\nNotices 14\nWord\n17\n1. arrests: 975\n2. cases: 30\nin all\n8. of them")
    assert [found[token].reason for token in ("17", "975", "30", "8")] == [None] * 4


def test_the_second_half_of_a_phrase_is_repeated() -> None:
    readings = Reader(numerals("fr"), ()).read(["24 heures sur 24, 7 jours sur 7"])
    assert [(r.token, r.reason) for r in readings] == [("24", None), ("24", "repeated"), ("7", None), ("7", "repeated")]


FIGURES = [
    # language, text, token, multiplier, qualifier, unit
    ("en", "5.4 billion searches", "5.4", 10**9, "exact", "count"),
    ("en", "almost 1,974 hits", "1,974", 1, "nearly", "count"),
    ("en", "More than 13,516 notices", "13,516", 1, "more_than", "count"),
    ("en", "a dozen offices", "a dozen", 1, "exact", "count"),
    ("en", "at least twenty-five countries", "twenty-five", 1, "at_least", "count"),
    ("en", "some 20 suspects", "20", 1, "about", "count"),
    ("en", "fewer than 12 days", "12", 1, "less_than", "day"),
    ("en", "45.5% of staff", "45.5", 1, "exact", "percent"),
    ("en", "EUR 86 million was paid", "86", 10**6, "exact", "eur"),
    ("en", "$5.4m was seized", "5.4", 10**6, "exact", "usd"),
    ("en", "more\nthan 40 kg", "40", 1, "more_than", "kg"),
    ("en", "Half of them", "Half", 1, "exact", "percent"),
    ("en", "one hundred and twenty meetings", "one hundred and twenty", 1, "exact", "count"),
    ("en", "6.5 billion times", "6.5", 10**9, "exact", "count"),
    ("en", "ten times more", "ten", 1, "exact", "ratio"),
    ("en", "five billion records", "five", 10**9, "exact", "count"),
    ("en", "its second edition", "second", 1, "exact", "count"),
    ("en", "one fugitive was arrested", "one", 1, "exact", "count"),
    ("fr", "près de 3,5 milliards de recherches", "3,5", 10**9, "nearly", "count"),
    ("fr", "plus d'une centaine de pays", "une centaine", 1, "more_than", "count"),
    ("fr", "une centaine de pays", "une centaine", 1, "about", "count"),
    ("fr", "15  millions \nd’EUR", "15", 10**6, "exact", "eur"),
    ("fr", "une notice orange", "une", 1, "exact", "count"),
    ("fr", "dure deux ans", "deux", 1, "exact", "year"),
    ("fr", "le 195ème membre", "195ème", 1, "exact", "count"),
    ("fr", "-3%", "-3", 1, "exact", "percent"),
    ("fr", "millions d'euros\n\n113", "113", 10**6, "exact", "eur"),
    ("es", "más de 5,4 mil millones de consultas", "5,4", 10**9, "more_than", "count"),
    ("es", "casi 13.516 informes", "13.516", 1, "nearly", "count"),
    ("es", "el 45,5 % del personal", "45,5", 1, "exact", "percent"),
    ("es", "una docena de países", "una docena", 1, "about", "count"),
    ("es", "al menos tres semanas", "tres", 1, "at_least", "week"),
]


@pytest.mark.parametrize(("language", "text", "token", "multiplier", "qualifier", "unit"), FIGURES)
def test_a_figure_has_scale_qualifier_and_unit_from_its_words(
    language: str, text: str, token: str, multiplier: int, qualifier: str, unit: str
) -> None:
    reading = read(language, text)[token]
    assert not reading.certain
    assert (reading.multiplier, reading.qualifier, reading.unit) == (multiplier, qualifier, unit)


@pytest.mark.parametrize("text", ["7,4 milliards", "cinq millions", "millions\n\n113"])
def test_the_word_of_a_scale_is_no_number_of_its_own(text: str) -> None:
    assert len(Reader(numerals("fr"), ()).read(text.split("\n"))) == 1


def test_groups_alone_on_a_line_are_one_number_or_several() -> None:
    assert list(read("fr", "113 119")) == ["113 119", "113", "119"]
    assert list(read("fr", "10 776")) == ["10 776"]
    assert list(read("fr", "113 119 personnes")) == ["113 119"]


def test_an_article_before_what_is_counted_may_be_a_figure() -> None:
    reading = read("fr", "l'arrestation d'un fugitif")["un"]
    assert (reading.reason, reading.certain) == ("article", False)


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("2000 officers were trained", False),
        ("They trained more than 2000 officers", False),
        ("In 2018 officers made searches", True),
        ("Published in 2018", True),
        ("2018", True),
        ("2018 Annual report", True),
    ],
)
def test_a_year_that_may_count_what_follows_is_a_row_too(text: str, certain: bool) -> None:
    reading = next(r for token, r in read("en", text).items() if token in ("2000", "2018"))
    assert (reading.reason, reading.certain) == ("date", certain)


def test_a_table_with_tabs_is_no_table_of_contents() -> None:
    assert read("en", "Arrests\t585\nCountries\t20\nCases\t892")["585"].reason is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_are_those_of_the_language(language: str) -> None:
    assert set(month_numbers(language).values()) == set(range(1, 13))
    assert month_numbers(language)[{"en": "may", "fr": "mai", "es": "mayo"}[language]] == 5


TABLES = [
    ("en", "Spending (in million euros)\nCounter-terrorism    27\n\nCybercrime\t25.5", ["27", "25.5"]),
    ("en", "Table 3: Spending (in million euros)\nCybercrime 25.5\nStaff 12", ["25.5", "12"]),
    ("en", "Spending (EUR million)\nCybercrime      25     24", ["25", "24"]),
    ("fr", "Dépenses (en millions d’euros)\nCybercriminalité    25,5", ["25,5"]),
    ("es", "Gastos (en millones de euros)\nCiberdelincuencia    25,5", ["25,5"]),
]


@pytest.mark.parametrize(("language", "text", "tokens"), TABLES)
def test_the_head_of_a_table_gives_scale_and_unit_of_its_rows(language: str, text: str, tokens: list[str]) -> None:
    found = read(language, text)
    assert {(found[token].multiplier, found[token].unit) for token in tokens} == {(10**6, "eur")}
    assert {token for token in found if found[token].reason is None} == {*tokens}, (
        "the words of the head are no numbers of their own"
    )


def test_what_is_no_head_of_a_table_gives_nothing() -> None:
    assert read("en", "It grew by 5 million euros.\nCybercrime    25")["25"].multiplier == 1
    assert read("en", "Spending (in million euros)\nCybercrime    25%")["25"].unit == "percent"
