"""Numbers as documents print them, in the language of the document: in digits, in words, with their scale.

text2num reads the words and CLDR, by Babel, names the separators; ``languages.toml`` holds what neither knows. A language
is a table of that file.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from text_to_num import alpha2digit, text2num

from etl.errors import allowed_values

_DECLARED: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
#: The languages whose numbers are read, by their two letters.
LANGUAGES = tuple(sorted(_DECLARED))
_SPACE = "[ \u00a0\u202f\u2009]"
#: Runs of digits, and the single characters that are fractions (½).
_FIGURES = re.compile(r"\d+|[\u00bc-\u00be\u2150-\u215e]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: An ordinal as text2num writes it (``25th``, ``7º``), or a number that it wrote in digits.
_WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\.?(?:[^\d\s]*[^\d\ss])?")


@dataclass(frozen=True)
class NumberToken:
    """A number, or a scale word, that stands on a line.

    Attributes:
        token: the characters as printed.
        start: index of the first character on the line.
        end: index after the last.
    """

    token: str
    start: int
    end: int


class Numerals:
    """The numbers of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.name = Locale(language).get_display_name("en")
        declared = _DECLARED[language]
        group, point = re.escape(get_group_symbol(language)), re.escape(get_decimal_symbol(language))
        self._digits = re.compile(
            rf"(?P<sign>[+\-−]?)(?P<whole>\d{{1,3}}(?:(?P<group>{_SPACE}+|{group})\d{{3}}(?:(?P=group)\d{{3}})*)|\d+)"
            rf"(?:{point}(?P<rest>\d+))?"
        )
        #: Words by which its texts are told from those of other languages.
        self.common: list[str] = declared["common"]
        #: What the draft of a transcription proposes from the words around a number.
        self.draft: dict[str, Any] = declared["draft"]
        self.ordinal_ends = "|".join(sorted(map(re.escape, declared["ordinal_ends"]), key=len, reverse=True))
        self._ordinal = re.compile(rf"(?<=\d)(?:{self.ordinal_ends})$", re.IGNORECASE)
        self.articles: list[str] = declared["articles"]
        self._article = re.compile(rf"^(?:{'|'.join(self.articles)})\s+")
        self._counting = re.compile(declared["counting"])
        self.values = {word: {Decimal(v) for v in values} for word, values in declared["values"].items()}
        self._scales = {int(factor): _scale(words) for factor, words in declared["scales"].items()}
        for factor, letter in declared.get("attached", {}).items():
            self._scales[int(factor)] += rf"|(?<=\d){letter}(?![^\W_])"
        self._is_number_word = lru_cache(maxsize=20_000)(self._find_number_word)

    def readings(self, token: str) -> set[Decimal]:
        """Every number that a token can mean: one, but for a few words such as half.

        Args:
            token: the number alone: ``11 094``, ``13,516``, ``195ème``, ``twenty-five``, ``una docena``, ``½``.

        Raises:
            ValueError: it is not a number in this language.
        """
        text = self._ordinal.sub("", token.strip())
        if found := self._digits.fullmatch(text):
            sign = "-" if found["sign"] in ("-", "−") else ""
            rest = f".{found['rest']}" if found["rest"] else ""
            return {Decimal(sign + re.sub(r"\D", "", found["whole"]) + rest)}
        if len(text) == 1 and text.isnumeric():
            share = Decimal(str(unicodedata.numeric(text)))
            return {share, share * 100}
        if values := self.words(text):
            return values
        example = format_decimal(Decimal("13516.5"), locale=self.language)
        raise ValueError(f"{token!r} is not a number in digits or in {self.name} words, such as {example}")

    def words(self, text: str) -> set[Decimal]:
        """What words state; empty where they are no number, as ``hundreds`` is none."""
        words = " ".join(text.lower().split())
        if not words or any(c.isdigit() for c in words):
            return set()
        for phrase in dict.fromkeys((words, self._article.sub("", words))):
            if phrase in self.values:
                return self.values[phrase]
            indefinite = phrase.endswith("s") and self._counting.fullmatch(phrase)
            if not indefinite and (number := self._number(phrase)) is not None:
                return {number}
        return set()

    def _number(self, phrase: str) -> Decimal | None:
        """A cardinal or an ordinal, as text2num reads it."""
        try:
            return Decimal(text2num(phrase, self.language))
        except ValueError:
            pass
        written = _WRITTEN.fullmatch(alpha2digit(phrase, self.language, threshold=0))
        return Decimal(written[1]) if written else None

    def is_number_word(self, word: str) -> bool:
        """Says whether a single word counts something: a cardinal, an ordinal, a collective, a share."""
        return self._is_number_word(word.lower())

    def _find_number_word(self, lower: str) -> bool:
        if len(lower) < 2:  # text2num reads the letter o as zero
            return False
        if self._counting.fullmatch(lower):
            return True
        return any(self._number(form) is not None for form in (lower, lower.removesuffix("s")))

    def find(self, line: str) -> Iterator[NumberToken]:
        """Finds every run of digits and every counting word on a line.

        Digits are found run by run (``11 094`` is two runs): what they mean together is for the
        transcription to say and for the audit to prove.
        """
        for match in _FIGURES.finditer(line):
            yield NumberToken(match[0], match.start(), match.end())
        for match in _WORD.finditer(line):
            whole = match[0]
            if self.is_number_word(whole):
                yield NumberToken(whole, match.start(), match.end())
                continue
            start = match.start()
            for part in whole.split("-"):
                if self.is_number_word(part):
                    yield NumberToken(part, start, start + len(part))
                start += len(part) + 1

    def find_scales(self, line: str, factor: int) -> Iterator[NumberToken]:
        """Finds the words that multiply by a factor; ``mil millones`` is one of a billion and none of a million."""
        larger = [span for other in self._scales if other > factor for span in self._spans(line, other)]
        for start, end in self._spans(line, factor):
            if not any(first <= start and end <= last for first, last in larger):
                yield NumberToken(line[start:end], start, end)

    def find_scale(self, word: str) -> int:
        """The factor of a scale word, or 0."""
        return next((f for f, pattern in self._scales.items() if re.fullmatch(pattern, word, re.IGNORECASE)), 0)

    def ordinal_end(self, text: str) -> str:
        """What makes the digits before it an ordinal: the ``th`` of ``th member``."""
        found = re.match(rf"(?:{self.ordinal_ends})(?![^\W_])", text, re.IGNORECASE)
        return found[0] if found else ""

    def _spans(self, line: str, factor: int) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(self._scales.get(factor, r"(?!)"), line, re.IGNORECASE)]


def _scale(words: list[str]) -> str:
    """Scale words, the longest first; digits may stand right before them (``5.4bn``), letters may not."""
    longest = "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+")
    return rf"(?<![^\W\d_])(?:{longest})(?![^\W_])"


@cache
def numerals(language: str) -> Numerals:
    """The numbers of a language.

    Raises:
        ValueError: its numbers are not read.
    """
    return Numerals(known_language(language))


def known_language(language: str) -> str:
    """A language whose numbers are read.

    Raises:
        ValueError: it is none of `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"numbers in {language!r} are not read. {allowed_values(language, LANGUAGES)}".rstrip("."))
    return language
