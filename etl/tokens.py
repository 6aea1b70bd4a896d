"""Numbers as publications of many languages print them: ``13 516``, ``57.347``, ``5.4``, ``٤٣``, ``one hundred``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from text_to_num import text2num

from etl.numerals import LANGUAGES, numerals

#: The languages whose number words are read; elsewhere a token must be in digits.
WORD_LANGUAGES = tuple(sorted({*LANGUAGES, "de", "pt"}))
_DIGITS = re.compile(r"\d+(?:(?:[ \u00a0\u202f.,،٬٫]|[.,،] )\d+)*")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|e|er|ème|º|ª)$")


def readings(token: str, language: str) -> set[Decimal]:
    """Every number that a token can mean.

    Separators are not the same everywhere: ``1,234`` is a whole number in one publication and a fraction in
    another, so both are given. A mark before groups of three digits may separate them; the last may be a decimal mark.

    Args:
        token: the number alone, without ``about`` and without ``million``.
        language: of the publication, two letters.

    Raises:
        ValueError: it is not a number.
    """
    text = _ORDINAL.sub("", token.strip())
    if _DIGITS.fullmatch(text):
        groups = re.split(r"\D+", "".join(str(int(c)) if c.isdecimal() else c for c in text))
        if found := set(_in_groups(groups, decimal=not text[-len(groups[-1]) - 1 :][:1].isspace())):
            return found
    try:
        if language in LANGUAGES:
            return numerals(language).readings(text)
        if language in WORD_LANGUAGES:
            return {Decimal(text2num(text.lower(), language))}
    except ValueError:
        pass
    raise ValueError(f"{token!r} is not a number in digits or in words of {', '.join(WORD_LANGUAGES)}")


def _in_groups(groups: list[str], *, decimal: bool) -> Iterator[Decimal]:
    first, *rest = groups
    lengths = [len(group) for group in rest]
    if all(length == 3 for length in lengths) or (set(lengths[:-1]) == {2} and lengths[-1] == 3):
        yield Decimal("".join(groups))
    if rest and decimal and all(length == 3 for length in lengths[:-1]):
        yield Decimal(f"{first}{''.join(rest[:-1])}.{rest[-1]}")
