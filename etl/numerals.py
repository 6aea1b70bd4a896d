"""Numbers as French documents print them: in digits, in words, with their scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from text_to_num import alpha2digit, text2num

#: Words that scale the number printed beside them.
SCALES = {"mille": 1_000, "millier": 1_000, "million": 1_000_000, "milliard": 1_000_000_000}

#: Counting words that text2num leaves alone because they are not cardinals.
_QUANTITY_WORDS = re.compile(
    r"(?:di|dou|quin|ving|tren|quaran|cinquan|soixan|cen)(?:z|t)aines?|milliers?|millions?|milliards?"
    r"|moitié|tiers|quarts?|demie?s?|doubl(?:e|é|ée|er|ant)s?|tripl(?:e|é|ée|er|ant)s?|secondes?|premi(?:er|ère)s?",
    re.IGNORECASE,
)
#: Words that state a quantity without being numerals: half is 50 (percent), doubled is 2, a decade 10 (years).
_WORD_VALUES = {"moitié": 50, "doublé": 2, "doublée": 2, "triplé": 3, "décennie": 10}
_SPACE = "[ \u00a0\u202f\u2009]"
_DIGITS = re.compile(rf"[+\-−]?\d{{1,3}}(?:{_SPACE}+\d{{3}})+(?:,\d+)?|[+\-−]?\d+(?:,\d+)?")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class NumberToken:
    """A number that stands on a line.

    Attributes:
        token: the characters as printed.
        start: index of the first character on the line.
        end: index after the last.
    """

    token: str
    start: int
    end: int


def parse_number(token: str) -> Decimal:
    """Reads a number as printed.

    Args:
        token: ``11 094``, ``0,5``, ``-3``, ``195ème``, ``quarante-cinq`` or ``une centaine``.

    Returns:
        Its value; scale words beside it are the caller's.

    Raises:
        ValueError: it is not a number.
    """
    text = re.sub(r"(?<=\d)(?:ème|e|er|ère)$", "", token.strip(), flags=re.IGNORECASE)
    if _DIGITS.fullmatch(text):
        return Decimal(re.sub(_SPACE, "", text).replace("−", "-").replace(",", "."))
    return _parse_words(text)


def _parse_words(text: str) -> Decimal:
    words = re.sub(r"^une? ", "", text.lower())
    collective = {"dizaine": 10, "douzaine": 12, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50}
    collective |= {"centaine": 100, "millier": 1_000, "million": 1_000_000, "milliard": 1_000_000_000}
    for noun, value in collective.items():
        if words in (noun, f"{noun}s"):
            return Decimal(value)
    if words in _WORD_VALUES:
        return Decimal(_WORD_VALUES[words])
    ordinal = re.match(r"\d+", alpha2digit(words, "fr", threshold=0))
    if ordinal and re.search(r"(?:ième|premier|première|second|seconde)$", words):
        return Decimal(ordinal[0])
    try:
        return Decimal(text2num(words, "fr"))
    except ValueError as error:
        raise ValueError(f"{text!r} is not a number in digits or in French words") from error


def is_number_word(word: str) -> bool:
    """Says whether a single French word counts something: a cardinal, an ordinal or a collective."""
    if _QUANTITY_WORDS.fullmatch(word):
        return True
    lower = word.lower()
    if re.search(r"ièmes?$", lower):
        return bool(re.match(r"\d", alpha2digit(lower.rstrip("s"), "fr", threshold=0)))
    try:
        text2num(lower, "fr")
    except ValueError:
        return False
    return True


def find_numbers(line: str) -> Iterator[NumberToken]:
    """Finds every run of digits and every counting word on a line.

    Digits are found run by run (``11 094`` is two runs): what they mean together is for the
    transcription to say and for the audit to prove.
    """
    for match in re.finditer(r"\d+", line):
        yield NumberToken(match[0], match.start(), match.end())
    for match in _WORD.finditer(line):
        whole = match[0]
        if is_number_word(whole):
            yield NumberToken(whole, match.start(), match.end())
            continue
        start = match.start()
        for part in whole.split("-"):
            if is_number_word(part):
                yield NumberToken(part, start, start + len(part))
            start += len(part) + 1


def scale_of(word: str) -> int | None:
    """The factor of a scale word (``millions`` is 1 000 000), or None."""
    return SCALES.get(word.lower().rstrip("s"))
