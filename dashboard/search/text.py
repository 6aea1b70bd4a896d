"""Texts as the search compares them: letters folded, words stemmed, numbers read."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass

import Stemmer
from babel import Locale

from dashboard.i18n.languages import CODES, Code

_ALGORITHMS = {code: str(Locale(code).english_name).lower() for code in CODES}
#: Words of a language that has none stay as they are.
_STEMMERS = {code: Stemmer.Stemmer(name) for code, name in _ALGORITHMS.items() if name in Stemmer.algorithms()}
#: A stemmer is not to be used by two threads at once.
_LOCK = threading.Lock()
#: What Unicode's decomposition leaves different: forms of one Arabic letter, its lengthening, digits, signs of currency.
_FOLDED = str.maketrans({"ى": "ي", "ة": "ه", "ـ": "", "œ": "oe", "æ": "ae", "’": "'", "٬": ",", "٫": ".", "ß": "ss",
                         **dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))})  # fmt: skip
#: Accents and vowel signs once they are apart from their letters, and marks of direction.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]+")
_ARABIC = re.compile("[\u0620-\u064a]")
#: The article, alone or after a preposition or conjunction.
_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=..)")
_TOKEN = re.compile(
    r"(?P<grouped>(?<![\d.,])\d{1,3}(?:[.,' ]\d{3})+(?![\d])(?:[.,]\d{1,2})?)"
    r"|(?P<number>\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]+)"
)
_ROMAN = re.compile(r"(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
FIRST_YEAR, LAST_YEAR = 1900, 2099
MIN_SLIP_LETTERS = 4


@dataclass(frozen=True)
class Token:
    """A word or a number of a text.

    Attributes:
        text: folded; a number as it is written.
        number: its value, or None for a word.
        grouped: the number has separators of thousands, so it is no year.
    """

    text: str
    number: float | None = None
    grouped: bool = False

    @property
    def year(self) -> int | None:
        """The year that a number of four digits may be."""
        plausible = self.number is not None and not self.grouped and self.text.isdecimal() and len(self.text) == 4
        return int(self.text) if plausible and FIRST_YEAR <= int(self.text) <= LAST_YEAR else None


def fold(text: str) -> str:
    """Small letters without accents, one form of each Arabic letter, Latin digits."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower().translate(_FOLDED)


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text, in their order."""
    found = []
    for match in _TOKEN.finditer(fold(text).replace("us$", " ")):
        if match["word"]:
            found.append(Token(match["word"]))
        elif match["grouped"]:
            whole, decimals = _without_groups(match["grouped"])
            found.append(Token(match[0], float(f"{whole}.{decimals or 0}"), grouped=True))
        else:
            found.append(Token(match["number"], float(match["number"].replace(",", "."))))
    return found


def words(text: str) -> tuple[str, ...]:
    """The words of a name, without the Arabic article, which people leave out or not."""
    return tuple(_ARTICLE.sub("", token.text) for token in tokens(text))


def _without_groups(written: str) -> tuple[str, str]:
    """The whole part without its separators, and decimals after the last of them, if one is another sign."""
    parts = re.split(r"[.,' ]", written)
    last = parts[-1]
    if len(last) < 3:
        return "".join(parts[:-1]), last
    return "".join(parts), ""


def stem(word: str, code: Code) -> str:
    """The stem of a folded word."""
    if _ARABIC.match(word):
        if code != "ar":
            return word
        # With the article every word is taken for a noun, so that all forms of one find each other.
        with _LOCK:
            stemmed = str(_STEMMERS["ar"].stemWord("ال" + _ARTICLE.sub("", word)))
        return stemmed[:-1] if stemmed.endswith("ه") and len(stemmed) > 3 else stemmed
    if code not in _STEMMERS:
        return word
    with _LOCK:
        return fold(str(_STEMMERS[code].stemWord(word)))


def roman_number(word: str) -> int:
    """The number of a Roman numeral in capitals, such as that of an edition; 0 where it is none."""
    if not _ROMAN.fullmatch(word):
        return 0
    digits = [_ROMAN_DIGITS[letter] for letter in word]
    return sum(-n if n < after else n for n, after in zip(digits, [*digits[1:], 0], strict=True))


def is_one_slip(typed: str, word: str) -> bool:
    """True where one letter was left out, added, taken for another, or typed before its neighbour."""
    shorter, longer = sorted((typed, word), key=len)
    if len(longer) - len(shorter) > 1 or typed == word:
        return False
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    if shorter[start + 1 :] == longer[start + 1 :]:
        return True
    return shorter[start : start + 2] == longer[start : start + 2][::-1] and shorter[start + 2 :] == longer[start + 2 :]
