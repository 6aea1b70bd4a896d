"""Numbers as French documents print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.numerals import find_numbers, is_number_word, parse_number, scale_of


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("7", "7"),
        ("11 094", "11094"),
        ("11\u00a0094", "11094"),
        ("66\u202f370", "66370"),
        ("1  000", "1000"),
        ("1 234 567", "1234567"),
        ("0,5", "0.5"),
        ("7,4", "7.4"),
        ("1 234,5", "1234.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+11", "11"),
        ("195ème", "195"),
        ("195ÈME", "195"),
        ("90e", "90"),
        ("1er", "1"),
        (" 42 ", "42"),
        ("un", "1"),
        ("Une", "1"),
        ("sept", "7"),
        ("Sept", "7"),
        ("onze", "11"),
        ("vingt et un", "21"),
        ("quarante-cinq", "45"),
        ("soixante-dix", "70"),
        ("quatre-vingt-dix-neuf", "99"),
        ("deux cents", "200"),
        ("mille", "1000"),
        ("une centaine", "100"),
        ("une dizaine", "10"),
        ("une trentaine", "30"),
        ("un millier", "1000"),
        ("millième", "1000"),
        ("premier", "1"),
        ("première", "1"),
        ("deuxième", "2"),
        ("quatrième", "4"),
        ("cinquième", "5"),
        ("moitié", "50"),
        ("doublé", "2"),
        ("triplé", "3"),
        ("une décennie", "10"),
    ],
)
def test_a_number_is_read_as_printed(token: str, value: str) -> None:
    assert parse_number(token) == Decimal(value)


@pytest.mark.parametrize(
    "token",
    ["", " ", "beaucoup", "11 0944", "12 34", "3.5", "1,2,3", "douze pommes", "12 pays", "%", "45 %", "1er janvier"],
)
def test_what_is_no_number_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="is not a number in digits or in French words"):
        parse_number(token)


@pytest.mark.parametrize(
    ("line", "tokens"),
    [
        ("", []),
        ("Rien à compter ici", []),
        ("11 094 en cours", ["11", "094"]),
        ("113 119", ["113", "119"]),
        ("COVID-19 et G7", ["19", "7"]),
        ("le 195ème membre", ["195"]),
        ("quarante-cinq bureaux", ["quarante-cinq"]),
        ("Sept objectifs, cinq thèmes", ["Sept", "cinq"]),
        ("7,4 milliards", ["7", "4", "milliards"]),
        ("près d'un millier", ["un", "millier"]),
        ("L'UNE ET L'AUTRE", ["UNE"]),
        ("la moitié du premier quart", ["moitié", "premier", "quart"]),
        ("une centaine de pays", ["une", "centaine"]),
        ("la deuxième phase", ["deuxième"]),
        ("trois-mâts", ["trois"]),
        ("ont doublé en un an", ["doublé", "un"]),
    ],
)
def test_numbers_are_found_on_a_line(line: str, tokens: list[str]) -> None:
    found = list(find_numbers(line))
    assert sorted(number.token for number in found) == sorted(tokens)
    assert all(line[number.start : number.end] == number.token for number in found)


@pytest.mark.parametrize("word", ["un", "Une", "dix-sept", "vingt", "cent", "mille", "millions", "troisième", "tiers"])
def test_words_that_count(word: str) -> None:
    assert is_number_word(word)


@pytest.mark.parametrize("word", ["membre", "sont", "le", "centre", "dimension", "millénaire", "unique", "Quito"])
def test_words_that_do_not_count(word: str) -> None:
    assert not is_number_word(word)


@pytest.mark.parametrize(
    ("word", "factor"),
    [
        ("mille", 1_000),
        ("millier", 1_000),
        ("millions", 10**6),
        ("Million", 10**6),
        ("milliards", 10**9),
        ("cent", None),
    ],
)
def test_scale_words_have_their_factor(word: str, factor: int | None) -> None:
    assert scale_of(word) == factor
