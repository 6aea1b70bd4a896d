"""Texts are compared without accents and forms of letters; numbers are read as each language writes them."""

from __future__ import annotations

import pytest

from dashboard.i18n.languages import Code
from dashboard.search.text import fold, is_one_slip, roman_number, stem, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dépenses", "depenses"),
        ("أُوقِف", "اوقف"),
        ("الميزانيّة", "الميزانيه"),
        ("٢٠٢١", "2021"),
        ("Cœur", "coeur"),
        ("a\u200fb", "ab"),
    ],
)
def test_letters_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "arrests", "arrested"),
        ("fr", "dépense", "dépenses"),
        ("es", "detenciones", "detención"),
        ("ar", "توقيفات", "التوقيفات"),
        ("ar", "نشرة", "النشرات"),
    ],
)
def test_forms_of_a_word_have_one_stem(code: Code, one: str, other: str) -> None:
    assert stem(fold(one), code) == stem(fold(other), code)


@pytest.mark.parametrize(
    ("text", "number"),
    [("69,270", 69270), ("69 270", 69270), ("69\u202f270", 69270), ("69.270", 69270), ("٦٩٬٢٧٠", 69270), ("1.4", 1.4),
     ("1,4", 1.4), ("1.234.567", 1234567), ("0.5", 0.5), ("137m", 137)],
)  # fmt: skip
def test_numbers_are_read_as_they_are_written(text: str, number: float) -> None:
    assert tokens(text)[0].number == number


def test_only_four_plain_digits_are_a_year() -> None:
    assert [token.year for token in tokens("2021 2,021 69270 1016 arrests")] == [2021, None, None, None, None]


@pytest.mark.parametrize(
    ("numeral", "number"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("VIII", 8), ("MIX", 0), ("", 0), ("ii", 0)]
)
def test_numerals_of_editions_are_read(numeral: str, number: int) -> None:
    assert roman_number(numeral) == number


@pytest.mark.parametrize(
    ("typed", "word", "slip"),
    [("arests", "arrests", True), ("arrrests", "arrests", True), ("arrezts", "arrests", True), ("arersts", "arrests", True),
     ("arrests", "arrests", False), ("arstes", "arrests", False), ("rests", "arrests", False)],
)  # fmt: skip
def test_one_slip_of_the_finger_is_one(typed: str, word: str, slip: bool) -> None:
    assert is_one_slip(typed, word) is slip
