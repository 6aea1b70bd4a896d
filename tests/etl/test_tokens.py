"""Numbers as publications of many languages print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.tokens import readings


@pytest.mark.parametrize(
    ("token", "language", "numbers"),
    [
        ("585", "en", {"585"}),
        ("13 516", "fr", {"13516"}),
        ("13\u202f516", "fr", {"13516"}),
        ("57.347", "de", {"57347", "57.347"}),
        ("1,234", "en", {"1234", "1.234"}),
        ("5.4", "en", {"5.4"}),
        ("7,1", "fr", {"7.1"}),
        ("1,243,000,000", "en", {"1243000000", "1243000.000"}),
        ("16,706.281", "en", {"16706281", "16706.281"}),
        ("1,13,020", "en", {"113020"}),
        ("1, 617", "en", {"1617"}),
        ("68th", "en", {"68"}),
        ("٤٣", "ar", {"43"}),
        ("half", "en", {"0.5", "50"}),
        ("una docena", "es", {"12"}),
        ("vierzehn", "de", {"14"}),
        ("One hundred", "en", {"100"}),
        ("un millier", "fr", {"1000"}),
        ("quatorze", "fr", {"14"}),
    ],
)
def test_a_token_has_every_reading_that_its_marks_allow(token: str, language: str, numbers: set[str]) -> None:
    assert readings(token, language) == {Decimal(number) for number in numbers}


@pytest.mark.parametrize(
    ("token", "language"),
    [("more than 6,000", "en"), ("dozens", "en"), ("half", "de"), ("six", "pl"), ("12,34,5", "en"), ("", "en")],
)
def test_what_is_no_number_is_refused(token: str, language: str) -> None:
    with pytest.raises(ValueError, match="is not a number in digits or in words"):
        readings(token, language)
