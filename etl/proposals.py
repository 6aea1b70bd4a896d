"""What the words around a number suggest: that it is no figure and why, or its scale, qualifier and unit.

The rules are those by which the reports were read by hand; the words of each language stand in ``languages.toml``. A
proposal is never more than that: a person settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from babel.dates import get_month_names

from etl.numerals import NumberToken, Numerals
from etl.text_tables import TABLE_ROW, head_of_table, years_of_columns

#: So many characters before and after a number say what it counts.
BEFORE, AFTER = 70, 70
#: On a line without words, the scale may stand so many lines above.
SCALE_ABOVE = 3
#: So many tokens at most make one number ("one hundred and twenty-five thousand").
LONGEST = 6
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b\w+(?:\.\w+)+/\S+|\S+@\S+|@\w+|(?:\+|\b00)\d[\d\s().-]{6,}"
    r"|\b\d+,?\s+(?:quai|rue|avenue|boulevard|calle|street|road)\b|\b\d{5}\s+[A-Z][a-z]+\b"
)
_IDENTIFIER = re.compile(
    r"\b[^\W\d_]+-\d+(?:/\d+)*\b|\b[A-Z]{1,6}\d+\b|\b[A-Z]{1,3}(?:/[A-Z0-9]+)+|(?:n[°º]|n\.º|\bno\.|№|#)\s?\d+"
)
_DATE = (
    r"(?<![\d.,])(?:19|20)\d\d(?:[-/–]\d{2})?(?![\d]|[.,]\d)|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/(?:19|20)\d\d\b"
    r"|\b\d{1,2}\s?[h:]\s?\d{2}\b"
)
_CONTENTS = re.compile(r".*(?:\t|\.{3,}|…)\s*(\d{1,3})\s*")
#: Under the heading of a table of contents no more than a space need stand before the page.
_ENTRY = re.compile(r".*\S\s+(\d{1,3})\s*")
#: The number of a section before its heading.
_SECTION = re.compile(r"^\s*\d{1,2}\.(?:\d{1,2}\.?)*\s+(?=[A-ZÀ-Ý])")
#: The number of an item of a list, and a page alone on its line.
_ITEM, _PAGE = re.compile(r"\s*(\d{1,2})[.)]\s+[^\W\d_].*"), re.compile(r"\s*(\d{1,3})\s*")
#: Groups of three digits alone on a line: one number, or one for each column of a table.
_COLUMNS = re.compile(r"\s*\d{3}(?:\s\d{3})+\s*")
#: What stands before the scale in the head of a table: (in million euros), (EUR million), in millions.
_OF_HEAD = re.compile(r"(?:\(|\b(?:in|en)\s)[^()\d]*$", re.IGNORECASE)
#: Signs of money that stand before a number.
_CURRENCIES = {"eur": re.compile(r"(?:\bEUR|€)\s*$"), "usd": re.compile(r"(?:\bUSD|\bUS\$|\$)\s*$")}
_FACTORS = (10**9, 10**6, 10**3)
_LETTERS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Reading:
    """A number of the text with what is proposed about it.

    Attributes:
        line: of the text, from 1.
        token: as printed, without its scale.
        start: index of the first character on the line.
        end: index after the last.
        parts: the runs of digits and the words that make it, as the audit counts them.
        values: what the token can mean.
        multiplier: the scale printed beside it.
        qualifier: from the words before it.
        bound: words before it that no qualifier says, such as up to: a person decides.
        unit: from the words after it.
        reason: why it may be no figure; None where nothing speaks for that.
        certain: whether the reason leaves no room for a figure.
        scale: line and start of the words that give the multiplier; they are no numbers of their own.
        named: index of the words that name it: on a row of a table its first, else those before the number.
    """

    line: int
    token: str
    start: int
    end: int
    parts: tuple[NumberToken, ...] = field(repr=False)
    values: tuple[Decimal, ...]
    multiplier: int = 1
    qualifier: str = "exact"
    bound: str = ""
    unit: str = "count"
    reason: str | None = None
    certain: bool = False
    scale: tuple[tuple[int, int], ...] = ()
    named: int = 0


class Reader:
    """Reads the numbers of a text in one language."""

    def __init__(self, language: Numerals, names: Iterable[str]) -> None:
        """Prepares the patterns.

        Args:
            language: of the text.
            names: proper names; the digits in them are no figures.
        """
        words = language.draft
        self._language = language
        self._words = words
        month = "|".join(month_numbers(language.language))
        ends = language.ordinal_ends
        dates = rf"{_DATE}|\b\d{{1,2}}(?:{ends})?\s+(?:de\s+)?(?:{month})\b|\b(?:{month})\.?\s+\d{{1,2}}(?:{ends})?\b(?!\s*%)"
        known = (
            "|".join(
                r"\s+".join(map(re.escape, n.split()))
                for n in sorted(names, key=len, reverse=True)
                if re.search(r"\d", n)
            )
            or r"(?!)"
        )
        self._spans = [
            ("address", _ADDRESS),
            ("date", re.compile(dates, re.IGNORECASE)),
            ("identifier", _IDENTIFIER),
            ("name", re.compile(known, re.IGNORECASE)),
            ("page-furniture", re.compile(rf"\b(?:{words['furniture']})\s*\d+", re.IGNORECASE)),
            ("page-furniture", _SECTION),
            ("identifier", re.compile(rf"\b(?:{words['references']})\s*\d+(?:[./-]\d+)*", re.IGNORECASE)),
            ("idiom", re.compile(rf"(?<!\w)(?:{_or(words['idioms'])})(?!\w)", re.IGNORECASE)),
        ]
        self._repeated = re.compile(rf"\b(\d+)\b(?:\s\w+)?\s?(?:{words['out_of']})\s?(?P<again>\1)\b", re.IGNORECASE)
        self._qualifiers = [(name, self._before(phrases)) for name, phrases in words["qualifiers"].items()]
        self._bounds = self._before(words["bounds"])
        self._units = [(unit, self._after(phrases)) for unit, phrases in words["units"].items()]

    @staticmethod
    def _before(phrases: list[str]) -> re.Pattern[str]:
        """Words that stand before a number, a short one and a sign of money between."""
        end = r"(?:\s+\w{1,3}['’]?)?\s*(?:[A-Z]{0,3}\s?[€$£]\s*)?$"
        return re.compile(rf"(?<!\w)(?P<words>{_or(phrases)}){end}", re.IGNORECASE)

    @staticmethod
    def _after(phrases: str) -> re.Pattern[str]:
        """Words that follow a number, at most one word between."""
        return re.compile(rf"\s*(?:[^\W\d]+\s+)?(?:{phrases})(?!\w)", re.IGNORECASE)

    def read(self, lines: list[str]) -> list[Reading]:
        """Every number of the text in its order, with what the words around it suggest."""
        found: list[Reading] = []
        contents, items = set(_contents(lines, self._words["contents"])), dict(_items(lines))
        for number, line in enumerate(lines, 1):
            spans = [(m.start(), m.end(), reason) for reason, pattern in self._spans for m in pattern.finditer(line)]
            spans += [(*m.span("again"), "repeated") for m in self._repeated.finditer(line)]
            if number > 1 and _goes_on(lines[number - 2], line):
                spans.insert(0, (0, len(line), "address"))
            if number in contents:
                spans.insert(0, (0, len(line), "page-furniture"))
            elif number in items:
                spans.insert(0, (*items[number], "page-furniture"))
            for start, end, parts in self._join(line):
                found.append(self._reading(lines, number, (start, end), tuple(parts), spans))
                if len(parts) > 1 and (_COLUMNS.fullmatch(line) or len(parts) == years_of_columns(lines, number)):
                    found += [self._reading(lines, number, (p.start, p.end), (p,), spans) for p in parts]
        taken = {place for reading in found if not reading.certain for place in reading.scale}
        return [r for r in found if not any((r.line, part.start) in taken for part in r.parts)]

    def _join(self, line: str) -> Iterator[tuple[int, int, list[NumberToken]]]:
        """Joins tokens that make one number: groups of digits, decimals, compound words, an article before a collective."""
        tokens = sorted(self._language.find(line), key=lambda token: token.start)
        at = 0
        while at < len(tokens):
            for last in range(min(len(tokens), at + LONGEST) - 1, at - 1, -1):
                part = tokens[at : last + 1]
                end = part[-1].end + len(
                    self._language.ordinal_end(line[part[-1].end :]) if part[-1].token.isdecimal() else ""
                )
                start = part[0].start - (self._sign(line, part[0]) or self._article(line, part[0]))
                if last == at and re.fullmatch(self._words["one"], part[0].token.lower()):
                    end = self._collective(line, start, end)
                if last == at or self._is_one(line[start:end], part):
                    yield start, end, part
                    at = last + 1
                    break

    def _article(self, line: str, first: NumberToken) -> int:
        """How far before a collective its article begins, where the article is no number itself: ``a dozen``."""
        before = re.search(rf"(?<!\w)(?:{'|'.join(self._language.articles)})\s+$", line[: first.start], re.IGNORECASE)
        known = first.token.lower() in self._language.values and not re.fullmatch(
            self._words["ordinal"], first.token.lower()
        )
        return len(before[0]) if before and known and not self._language.is_number_word(before[0].strip()) else 0

    def _collective(self, line: str, start: int, end: int) -> int:
        """Where a word ends that counts only behind an article: ``une décennie``."""
        word = re.match(r"\s+[^\W\d_]+", line[end:])
        noun = word[0].strip().lower() if word else ""
        other = self._language.find_scale(noun) >= 10**6 or re.fullmatch(self._words["ordinal"], noun)
        return end + word.end() if word and noun in self._language.values and not other else end

    @staticmethod
    def _sign(line: str, first: NumberToken) -> int:
        """1 where a sign stands before digits and nothing before it, as in a table: ``-3%``."""
        before = line[: first.start]
        return int(first.token.isdecimal() and bool(re.search(r"(?:^|[\s(])[+\-−]$", before)))

    def _is_one(self, text: str, parts: list[NumberToken]) -> bool:
        last = parts[-1].token.lower()
        if re.fullmatch(self._words["one"], parts[0].token.lower()) and re.fullmatch(self._words["ordinal"], last):
            return False  # une première
        if any(self._language.find_scale(part.token) for part in parts[1:] if not part.token.isdecimal()) and (
            parts[0].token.isdecimal() or self._language.find_scale(parts[-1].token) >= 1_000_000
        ):
            return False  # 5 million is the token 5 with a scale
        try:
            return bool(self._language.readings(text))
        except ValueError:
            return False

    def _reading(
        self,
        lines: list[str],
        number: int,
        place: tuple[int, int],
        parts: tuple[NumberToken, ...],
        spans: list[tuple[int, int, str]],
    ) -> Reading:
        start, end = place
        line = lines[number - 1]
        token = line[start:end]
        try:
            values = tuple(sorted(self._language.readings(token), reverse=True))
        except ValueError:
            values = ()
        above = next((text for text in reversed(lines[max(0, number - 3) : number - 1]) if text.strip()), "")
        before = f"{above} {line[:start]}"[-BEFORE:]
        after = f"{line[end:]} {lines[number] if number < len(lines) else ''}"[:AFTER]
        multiplier, scale, behind = self._scale(lines, number, end)
        in_table = TABLE_ROW.fullmatch(line)
        if multiplier == 1 and in_table and not re.match(r"\s*%", line[end:]):
            multiplier, scale, head, behind = self._scale_of_table(lines, number, behind)
            before = head or before
        reason, certain = self._reason(line, (start, end), spans, before, after)
        bound = self._bounds.search(before)
        return Reading(
            line=number,
            token=token,
            start=start,
            end=end,
            parts=parts,
            values=values,
            multiplier=multiplier,
            qualifier="about" if bound else self._qualifier(token, before),
            bound=" ".join(bound["words"].lower().split()) if bound else "",
            unit=self._unit(token, before, behind, multiplier),
            reason=reason,
            certain=certain,
            scale=scale,
            named=in_table.start("name") if in_table else start,
        )

    def _qualifier(self, token: str, before: str) -> str:
        found = next((name for name, pattern in self._qualifiers if pattern.search(before)), None)
        return found or ("about" if re.fullmatch(self._words["approximate"], token.lower()) else "exact")

    def _unit(self, token: str, before: str, behind: str, multiplier: int) -> str:
        for unit, pattern in _CURRENCIES.items():
            if pattern.search(before):
                return unit
        for unit in ("percent", "ratio"):
            if re.fullmatch(self._words[f"{unit}_words"], token.lower()):
                return unit
        found = next((unit for unit, pattern in self._units if pattern.match(behind)), "count")
        return "count" if found == "ratio" and multiplier > 1 else found  # "six billion times" is a count

    def _scale(self, lines: list[str], number: int, end: int) -> tuple[int, tuple[tuple[int, int], ...], str]:
        """The factor of the scale word behind a number, or beside its line where that has no words.

        Returns:
            The factor, where the words of the scale start, and what stands behind number and scale.
        """
        line, below = lines[number - 1], lines[number] if number < len(lines) else ""
        behind = f"{line[end:]} {below}"
        if re.match(rf"\s*(?:{self._words['units']['percent']})", behind):
            return 1, (), behind
        for factor in _FACTORS:
            for scale in self._language.find_scales(f"{line} {below}", factor):
                if scale.start >= end and not f"{line} {below}"[end : scale.start].strip():
                    at = scale.start
                    place = (number, at) if at < len(line) else (number + 1, at - len(line) - 1)
                    return factor, self._number_words(lines, place, scale.token), f"{line} {below}"[scale.end :]
        if not _LETTERS.search(line):
            for other in range(number - 1, max(0, number - 1 - SCALE_ABOVE), -1):
                for factor in _FACTORS[:2]:
                    for scale in self._language.find_scales(lines[other - 1], factor):
                        if not lines[other - 1][: scale.start].strip():
                            place = (other, scale.start)
                            return factor, self._number_words(lines, place, scale.token), lines[other - 1][scale.end :]
        return 1, (), behind

    def _scale_of_table(
        self, lines: list[str], number: int, behind: str
    ) -> tuple[int, tuple[tuple[int, int], ...], str, str]:
        """The factor that the head of a table gives, as in (in million euros), where its words start, and what stands around them."""
        other = head_of_table(lines, number)
        head = lines[other - 1] if other else ""
        for factor in _FACTORS:
            for scale in self._language.find_scales(head, factor):
                if _OF_HEAD.search(head[: scale.start]):
                    words = self._number_words(lines, (other, scale.start), scale.token)
                    return factor, words, head[: scale.start], head[scale.end :]
        return 1, (), "", behind

    def _number_words(self, lines: list[str], place: tuple[int, int], token: str) -> tuple[tuple[int, int], ...]:
        """Where the words of a scale start: two in ``mil millones``."""
        line, start = place
        words = self._language.find(lines[line - 1])
        return tuple((line, word.start) for word in words if start <= word.start < start + len(token))

    def _counts_like_a_year(self, line: str, place: tuple[int, int], before: str) -> bool:
        """Says whether four digits that may be a year may also count what follows: ``2000 officers were trained``."""
        start, end = place
        begins = (
            re.fullmatch(r"(?:.*[.:;!?•])?\s*", line[:start]) or self._qualifier(line[start:end], before) != "exact"
        )
        return end - start == 4 and bool(begins) and bool(re.match(r"\s+[^\W\d_A-Z]", line[end:]))

    def _reason(
        self, line: str, place: tuple[int, int], spans: list[tuple[int, int, str]], before: str, after: str
    ) -> tuple[str | None, bool]:
        """Why a number may be no figure, and whether that is certain."""
        start, end = place
        for first, last, reason in spans:
            if first <= start and end <= last:
                return reason, reason != "date" or not self._counts_like_a_year(line, place, before)
        token = line[start:end].lower()
        if re.fullmatch(self._words["indefinite"], token):
            return "indefinite", True
        if re.fullmatch(self._words["one"], token):
            near = re.search(rf"\b(?:{self._words['one_counts']})\b", f"{before[-45:]} {after}", re.IGNORECASE)
            return "article", not near
        ordinal = rf"\d+(?:{self._language.ordinal_ends})|{self._words['ordinal']}"
        if re.fullmatch(ordinal, token, re.IGNORECASE) or after.startswith("^{"):
            ranked = re.match(rf"(?:\^\{{\w+\}})?(?:\W+\w+)?\W+(?:{self._words['ranked']})\b", after, re.IGNORECASE)
            return (None, False) if ranked else ("ordinal", True)
        return None, False


def month_numbers(language: str) -> dict[str, int]:
    """The names of the months, short ones last: ``march`` and ``mar`` are 3."""
    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=language).items():
            found.setdefault(name.rstrip(".").lower(), number)
    return found


def _or(phrases: list[str]) -> str:
    """Any of the phrases; a line may end between two of their words."""
    return "|".join(phrases).replace(" ", r"\s+")


def _contents(lines: list[str], heading: str) -> Iterator[int]:
    """The lines of a table of contents: those under its heading, and three or more in a row whose last numbers do not fall.

    Then those too that have nothing but a page that is listed under the heading.
    """
    under, listed = False, set[str]()
    for number, line in enumerate(lines, 1):
        entry = _ENTRY.fullmatch(line)
        under = bool(re.fullmatch(heading, line.strip(), re.IGNORECASE)) or (under and bool(entry))
        if under:
            yield number
            listed |= {entry[1]} if entry else set()
        elif (alone := _PAGE.fullmatch(line)) and alone[1] in listed:
            yield number
    pages = [int(match[1]) if (match := _CONTENTS.fullmatch(line)) else -1 for line in lines]
    for number, (above, page, below) in enumerate(zip([-1, *pages], pages, [*pages[1:], -1], strict=False), 1):
        if 0 <= above <= page <= below:
            yield from (number - 1, number, number + 1)


def _items(lines: list[str]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The lines that begin with the number of an item of a list, and its place: a line next to them has the number next to it."""
    found = {number: match for number, line in enumerate(lines, 1) if (match := _ITEM.fullmatch(line))}
    items = {number: int(match[1]) for number, match in found.items()}
    for number, item in items.items():
        if items.get(number - 1) == item - 1 or items.get(number + 1) == item + 1:
            yield number, found[number].span(1)


def _goes_on(above: str, line: str) -> bool:
    """Says whether an address is broken over two lines."""
    return bool(re.search(r"(?:https?://|www\.)\S+$", above.rstrip()) and re.fullmatch(r"\s*[^\s]*[-/][^\s]*\s*", line))
