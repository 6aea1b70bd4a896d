"""Numbers as documents print them, in French, English and Spanish."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.numerals import LANGUAGES, numerals

READ = {
    "fr": {
        "7": "7", "11 094": "11094", "11\u00a0094": "11094", "66\u202f370": "66370", "1  000": "1000",
        "1 234 567": "1234567", "0,5": "0.5", "7,4": "7.4", "1 234,5": "1234.5", "-3": "-3", "−3": "-3", "+11": "11",
        "195ème": "195", "195ÈME": "195", "90e": "90", "1er": "1", " 42 ": "42", "un": "1", "Une": "1", "sept": "7",
        "Sept": "7", "onze": "11", "vingt et un": "21", "quarante-cinq": "45", "soixante-dix": "70",
        "quatre-vingt-dix-neuf": "99", "deux cents": "200", "mille": "1000", "une centaine": "100",
        "une dizaine": "10", "une trentaine": "30", "un millier": "1000", "millième": "1000", "premier": "1",
        "première": "1", "deuxième": "2", "quatrième": "4", "cinquième": "5", "moitié": "50", "doublé": "2",
        "triplé": "3", "une décennie": "10",
    },
    "en": {
        "7": "7", "13,516": "13516", "13 516": "13516", "1,234,567": "1234567", "5.4": "5.4", "1,974": "1974",
        "1,974.50": "1974.50", "-3": "-3", "1st": "1", "22nd": "22", "3RD": "3", "195th": "195", "one": "1",
        "Seven": "7", "twenty-five": "25", "twenty five": "25", "TWENTY-FIVE": "25", "one hundred and twenty": "120",
        "a hundred": "100", "two thousand": "2000", "a dozen": "12", "half a dozen": "6", "first": "1",
        "second": "2", "twenty-first": "21", "tenth": "10", "twice": "2", "tripled": "3", "a decade": "10",
    },
    "es": {
        "7": "7", "13.516": "13516", "13 516": "13516", "1.234.567": "1234567", "5,4": "5.4", "1.974": "1974",
        "1.974,5": "1974.5", "1.º": "1", "3.ª": "3", "195º": "195", "1.er": "1", "un": "1", "una": "1", "dos": "2",
        "veintidós": "22", "veintidos": "22", "VEINTIÚN": "21", "treinta y uno": "31", "treinta y una": "31",
        "doscientas": "200", "cien": "100", "mil": "1000", "cien mil": "100000", "mil millones": "1000000000",
        "una docena": "12", "media docena": "6", "un centenar": "100", "un millar": "1000", "primero": "1",
        "primera": "1", "tercer": "3", "séptima": "7", "mitad": "50", "duplicado": "2", "una década": "10",
    },
}  # fmt: skip
REFUSED = {
    "fr": ["", " ", "beaucoup", "11 0944", "12 34", "3.5", "1,2,3", "douze pommes", "12 pays", "%", "45 %", "1er janvier",
           "13,516,000", "centaines", "twelve"],
    "en": ["", "many", "5,4", "1,23", "1,2345", "13.516.000", "dozens", "hundreds", "twelve apples", "45%", "5.4bn", "12 May",
           "half a million", "douze"],
    "es": ["", "muchos", "5.4", "1.23", "1.2345", "13,516,000", "miles", "cientos", "doce manzanas", "45 %", "12 de mayo",
           "twelve"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "token"), [(code, token) for code in READ for token in READ[code]])
def test_a_number_is_read_as_printed(language: str, token: str) -> None:
    assert numerals(language).readings(token) == {Decimal(READ[language][token])}


@pytest.mark.parametrize(
    ("language", "token", "values"),
    [
        ("en", "half", {"50", "0.5"}),
        ("en", "a quarter", {"25", "0.25", "4"}),
        ("es", "medio", {"50", "0.5"}),
        ("en", "½", {"50", "0.5"}),
    ],
)
def test_the_unit_decides_what_a_share_is(language: str, token: str, values: set[str]) -> None:
    assert numerals(language).readings(token) == {Decimal(value) for value in values}


@pytest.mark.parametrize(("language", "token"), [(code, token) for code in REFUSED for token in REFUSED[code]])
def test_what_is_no_number_is_refused(language: str, token: str) -> None:
    name = {"fr": "French", "en": "English", "es": "Spanish"}[language]
    with pytest.raises(ValueError, match=f"is not a number in digits or in {name} words, such as 13.516.5"):
        numerals(language).readings(token)


def test_an_unknown_language_is_refused_with_the_list() -> None:
    with pytest.raises(ValueError, match=r"numbers in 'xx' are not read. Allowed: en, es, fr"):
        numerals("xx")
    assert set(READ) == set(REFUSED) == set(LANGUAGES)


FOUND = [
    ("fr", "", []),
    ("fr", "Rien à compter ici", []),
    ("fr", "11 094 en cours", ["11", "094"]),
    ("fr", "113 119", ["113", "119"]),
    ("fr", "COVID-19 et G7", ["19", "7"]),
    ("fr", "le 195ème membre", ["195"]),
    ("fr", "quarante-cinq bureaux", ["quarante-cinq"]),
    ("fr", "Sept objectifs, cinq thèmes", ["Sept", "cinq"]),
    ("fr", "7,4 milliards", ["7", "4", "milliards"]),
    ("fr", "près d'un millier", ["un", "millier"]),
    ("fr", "L'UNE ET L'AUTRE", ["UNE"]),
    ("fr", "la moitié du premier quart", ["moitié", "premier", "quart"]),
    ("fr", "une centaine de pays", ["une", "centaine"]),
    ("fr", "la deuxième phase", ["deuxième"]),
    ("fr", "trois-mâts", ["trois"]),
    ("fr", "ont doublé en un an", ["doublé", "un"]),
    ("en", "Nothing to count here", []),
    ("en", "Two attendants, three suspects, a dozen", ["Two", "three", "dozen"]),
    ("en", "seven hundreds of five billion, twenty-five", ["seven", "hundreds", "five", "billion", "twenty-five"]),
    ("en", "a thousand; one million", ["thousand", "one", "million"]),
    ("en", "5.4 billion of 13,516 (45%)", ["5", "4", "billion", "13", "516", "45"]),
    ("en", "half of one-third, two quarters", ["half", "one", "third", "two", "quarters"]),
    (
        "en",
        "the first, second and 3rd; twice, tenfold, doubled",
        ["first", "second", "3", "twice", "tenfold", "doubled"],
    ),
    ("en", "between 20 and 30, 20-30, 2020/21, 12 May 2022", ["20", "30", "20", "30", "2020", "21", "12", "2022"]),
    ("en", "a twenty-five-year-old, ½ and O'Hara", ["twenty", "five", "½"]),
    ("en", "a trillion, dozens and hundreds", ["trillion", "dozens", "hundreds"]),
    ("es", "Nada que contar aquí", []),
    ("es", "Dos agentes, tres sospechosas y una docena", ["Dos", "tres", "una", "docena"]),
    ("es", "5,4 mil millones de 13.516 (45 %)", ["5", "4", "mil", "millones", "13", "516", "45"]),
    ("es", "la mitad, un tercio y medio millón", ["mitad", "un", "tercio", "medio", "millón"]),
    ("es", "primera, segundo y 3.ª; se duplicó", ["primera", "segundo", "3", "duplicó"]),
    ("es", "cientos, miles, decenas; veintiún mil", ["cientos", "miles", "decenas", "veintiún", "mil"]),
    ("es", "treinta y cinco; un billón", ["treinta", "cinco", "un", "billón"]),
]


@pytest.mark.parametrize(("language", "line", "tokens"), FOUND)
def test_numbers_are_found_on_a_line(language: str, line: str, tokens: list[str]) -> None:
    found = list(numerals(language).find(line))
    assert sorted(number.token for number in found) == sorted(tokens)
    assert all(line[number.start : number.end] == number.token for number in found)


COUNT = {
    "fr": ["un", "Une", "dix-sept", "vingt", "cent", "mille", "millions", "troisième", "tiers"],
    "en": ["one", "Nine", "seventeen", "hundred", "hundreds", "billion", "third", "fiftieth", "quarter", "once"],
    "es": ["un", "Una", "diecisiete", "veintiséis", "ciento", "miles", "millón", "tercera", "quinto", "mitad"],
}
DO_NOT_COUNT = {
    "fr": ["membre", "sont", "le", "centre", "dimension", "millénaire", "unique", "Quito"],
    "en": ["member", "an", "o", "tend", "often", "someone", "centre", "millennium", "seven-ish", "Benin"],
    "es": ["miembro", "sin", "o", "central", "dimensión", "milenio", "único", "Quito", "ochenta-"],
}


@pytest.mark.parametrize(("language", "word"), [(code, word) for code in COUNT for word in COUNT[code]])
def test_words_that_count(language: str, word: str) -> None:
    assert numerals(language).is_number_word(word)


@pytest.mark.parametrize(("language", "word"), [(code, word) for code in DO_NOT_COUNT for word in DO_NOT_COUNT[code]])
def test_words_that_do_not_count(language: str, word: str) -> None:
    assert not numerals(language).is_number_word(word)


@pytest.mark.parametrize(
    ("language", "line", "factor", "words"),
    [
        ("fr", "mille et un milliers", 1_000, ["mille", "milliers"]),
        ("fr", "Million ou millions, milliards", 10**6, ["Million", "millions"]),
        ("fr", "milliards", 10**9, ["milliards"]),
        ("fr", "cent", 100, []),
        ("en", "5.4 billion, 3bn, 2 BN", 10**9, ["billion", "bn", "BN"]),
        ("en", "5.4bn, 3m, 2 m and millionaires", 10**6, ["m"]),
        ("es", "5,4 mil millones", 10**9, ["mil millones"]),
        ("es", "5,4 mil millones", 10**6, []),
        ("es", "5,4 mil millones", 1_000, []),
        ("es", "3 millones, un billón", 10**6, ["millones"]),
        ("es", "un billón", 10**9, []),
    ],
)
def test_scale_words_have_their_factor(language: str, line: str, factor: int, words: list[str]) -> None:
    assert [found.token for found in numerals(language).find_scales(line, factor)] == words
