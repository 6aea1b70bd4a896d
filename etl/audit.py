"""Proves the transcription against the texts of the documents, in both directions.

Every transcribed token stands on the line it cites, and every number in the text is transcribed or listed as
excluded with a reason. The texts are not part of the repository.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from etl.errors import FiguresError, Problem, allowed_values
from etl.extract import Inputs, SourceRow
from etl.member_lists import unread_member_text
from etl.numerals import NumberToken, Numerals, numerals
from etl.paths import Paths
from etl.pipeline import prepare_tables
from etl.schema.printed import Exclusion, PrintedFigure, SourceCard
from etl.text_tables import head_of_table

#: A scale word ("millions d'EUR") belongs to a figure printed at most this many lines away.
SCALE_REACH = 8


@dataclass
class DocumentAudit:
    """What the audit found in one document.

    Attributes:
        source_id: the document.
        seen: numbers in its text: runs of digits and counting words.
        transcribed: those that a figure cites.
        excluded: those listed as no figure.
        problems: tokens that do not stand where they are cited, and numbers nobody accounts for.
        unaccounted: how many numbers nobody accounts for.
        member_count: names read from its printed list of members.
        read_once: figures that nobody has read a second time.
    """

    source_id: str
    seen: int = 0
    transcribed: int = 0
    excluded: int = 0
    unaccounted: int = 0
    member_count: int = 0
    read_once: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Audit:
    """The audit of the documents whose texts are there.

    Attributes:
        documents: what was found in each.
        missing: the names of the texts that are not there, by document.
    """

    documents: list[DocumentAudit]
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """True when every token stands where it is cited and no number is unaccounted for."""
        return bool(self.documents) and not any(document.problems for document in self.documents)


def audit(paths: Paths, folder: Path, sources: Collection[str] = ()) -> Audit:
    """Reads the documents again.

    Args:
        paths: the data to be proved.
        folder: holds the documents' texts by the names their cards give.
        sources: the documents asked for; without any, those whose texts are there.

    Raises:
        DataError: the data themselves are wrong.
        FiguresError: a document asked for is unknown, or its text, or every text, is missing.
    """
    inputs, _ = prepare_tables(paths)
    cards = {card.group: card for card in inputs.tables["sources"] if card.row.text_file}
    for name in sources:
        if name not in cards:
            raise FiguresError(f"there is no document {name!r}. {allowed_values(name, cards)}")
    wanted = [cards[name] for name in sources or cards]
    there = [card for card in wanted if (folder / str(card.row.text_file)).is_file()]
    missing = {card.group: str(card.row.text_file) for card in wanted if card not in there}
    if missing and (sources or not there):
        names = ", ".join(missing.values())
        raise FiguresError(f"{names} is not in {folder}. Give the folder of the texts with --sources DIR.")
    return Audit([_audit_document(card, inputs, folder) for card in there], missing)


def _audit_document(card: SourceRow[SourceCard], inputs: Inputs, folder: Path) -> DocumentAudit:
    path = folder / str(card.row.text_file)
    result = DocumentAudit(card.group)
    try:
        text = read_text(path)
    except FiguresError as error:
        result.problems.append(Problem(path.name, str(error), "Put the text that was transcribed there."))
        return result
    lines = text.lines
    if text.sha256 != card.row.text_sha256:
        what = f"the SHA-256 of {path.name} is {text.sha256}, the card says {card.row.text_sha256}."
        fix = "Audit against the text that was transcribed; if this is the better text, correct the card and read what differs."
        result.problems.append(Problem(f"{card.where}, key text_sha256", what, fix))
    if len(lines) != card.row.line_count:
        # Lines have moved: whatever else is found in this text would be noise.
        what = f"the text has {len(lines)} lines, the card says {card.row.line_count}."
        result.problems.append(
            Problem(f"{card.where}, key line_count", what, "Audit against the text that was transcribed.")
        )
        return result
    page = _NumberLedger(lines, numerals(card.row.language))
    figures = [item for item in inputs.tables["printed_figures"] if item.row.source_id == card.group]
    exclusions = [item for item in inputs.tables["exclusions"] if item.group == card.group]
    members = [item for item in inputs.tables["printed_members"] if item.row.source_id == card.group]
    result.problems += page.claim_figures(figures)
    result.problems += page.claim_exclusions(exclusions)
    result.problems += unread_member_text(lines, members)
    result.member_count = len(members)
    result.read_once = sum(item.row.reading == "once" for item in figures)
    result.transcribed, result.excluded = page.count("transcribed"), page.count("excluded")
    for line, number in page.unclaimed():
        what = f"{number.token!r} at character {number.start + 1} is neither transcribed nor excluded."
        fix = f"Transcribe it in data/figures, or list it in data/decisions/exclusions/{card.group}.csv."
        result.problems.append(Problem(f"{path.name}, line {line}", what, fix))
        result.unaccounted += 1
    result.seen = result.transcribed + result.excluded + result.unaccounted
    return result


@dataclass(frozen=True)
class Text:
    """The text of a document.

    Attributes:
        lines: without their ends.
        sha256: of its bytes.
    """

    lines: list[str]
    sha256: str


def read_text(path: Path) -> Text:
    """Reads the text of a document.

    Raises:
        FiguresError: it cannot be read, or is not UTF-8.
    """
    try:
        raw = path.read_bytes()
        lines = raw.decode("utf-8").split("\n")
    except OSError as error:
        mend = "Give the path of the text of the document."
        raise FiguresError(f"{path} cannot be read ({error.strerror}). {mend}") from error
    except UnicodeDecodeError as error:
        raise FiguresError(f"{path.name} is not UTF-8 ({error.reason} at byte {error.start}).") from error
    if lines[-1] == "":
        lines.pop()
    return Text([line.removesuffix("\r") for line in lines], hashlib.sha256(raw).hexdigest())


class _NumberLedger:
    """The numbers of a text and who accounts for each."""

    def __init__(self, lines: list[str], language: Numerals) -> None:
        self._lines = lines
        self._language = language
        self._numbers = {number: list(language.find(line)) for number, line in enumerate(lines, 1)}
        self._claims: dict[tuple[int, int], str] = {}
        self._taken: defaultdict[int, set[int]] = defaultdict(set)

    def count(self, claim: str) -> int:
        return sum(1 for value in self._claims.values() if value == claim)

    def unclaimed(self) -> list[tuple[int, NumberToken]]:
        return [
            (line, number)
            for line, numbers in self._numbers.items()
            for number in numbers
            if (line, number.start) not in self._claims
        ]

    def claim_figures(self, figures: list[SourceRow[PrintedFigure]]) -> list[Problem]:
        problems = []
        scales: set[tuple[int, int]] = set()
        # Two figures may rest on one printed token (a value printed once for two years), so claims may be shared.
        for item in sorted(figures, key=lambda item: -len(item.row.as_printed)):
            for line, token in item.row.printings:
                if not self._claim(line, token, "transcribed", shared=True):
                    what = f"{token!r} does not stand on line {line} of {item.row.source_id}."
                    problems.append(Problem(f"{item.where}, column as_printed", what, "Read the line again."))
                if item.row.multiplier > 1:
                    scales.add((line, item.row.multiplier))
        for line, multiplier in scales:
            problems += self._claim_scale(line, multiplier, figures)
        return problems

    def claim_exclusions(self, exclusions: list[SourceRow[Exclusion]]) -> list[Problem]:
        problems = []
        for item in sorted(exclusions, key=lambda item: -len(item.row.token)):
            row = item.row
            found = 0
            while found < row.count and self._claim(row.source_line, row.token, "excluded", shared=False):
                found += 1
            if found < row.count:
                what = f"{row.token!r} stands {found} times free on line {row.source_line}, not {row.count}."
                problems.append(Problem(f"{item.where}, column token", what, "Fix the line, token or count."))
        return problems

    def _claim(self, line: int, token: str, claim: str, *, shared: bool) -> bool:
        """Claims the numbers under the first free occurrence of a token; a shared claim may rest on a taken one."""
        if not 1 <= line <= len(self._lines):
            return False
        places = list(_occurrences(self._lines[line - 1], token, inside_words=not shared))
        free = [start for start in places if start not in self._taken[line]]
        if not free and not (shared and places):
            return False
        start = free[0] if free else places[0]
        self._taken[line].add(start)
        self._claim_span(line, start, start + len(token), claim)
        return True

    def _claim_span(self, line: int, start: int, end: int, claim: str) -> None:
        for number in self._numbers[line]:
            if start <= number.start and number.end <= end:
                self._claims.setdefault((line, number.start), claim)

    def _scale_words(self, line: int, multiplier: int) -> list[list[tuple[int, int]]]:
        """The scale words that begin on a line, each as the places of its numbers: ``mil millones`` may be broken over two."""
        above, below = (self._lines[n - 1] if 1 <= n <= len(self._lines) else "" for n in (line - 1, line + 1))
        text = f"{above}\n{self._lines[line - 1]}\n{below}"
        first = {line - 1: 0, line: len(above) + 1, line + 1: len(above) + len(self._lines[line - 1]) + 2}
        return [
            [
                (number, token.start)
                for number, start in first.items()
                for token in self._numbers.get(number, [])
                if scale.start <= start + token.start < scale.end
            ]
            for scale in self._language.find_scales(text, multiplier)
            if first[line] <= scale.start < first[line + 1]
        ]

    def _claim_scale(self, line: int, multiplier: int, figures: list[SourceRow[PrintedFigure]]) -> list[Problem]:
        near = range(max(1, line - SCALE_REACH), min(len(self._lines), line + SCALE_REACH) + 1)
        head = head_of_table(self._lines, line) if line <= len(self._lines) else 0
        for distance_line in [*sorted(near, key=lambda other: abs(other - line)), *([head] if head else [])]:
            words = self._scale_words(distance_line, multiplier)
            for place in chain.from_iterable(words):
                self._claims.setdefault(place, "transcribed")
            if words:
                return []
        where = next(
            item.where
            for item in figures
            if item.row.multiplier == multiplier and line in {number for number, _ in item.row.printings}
        )
        what = f"no word for {multiplier} stands within {SCALE_REACH} lines of line {line}, nor in the head of a table above it."
        return [Problem(f"{where}, column multiplier", what, "Write 1 where the number is printed in full.")]


def _occurrences(line: str, token: str, *, inside_words: bool) -> list[int]:
    """Where a token stands on a line, not as part of a longer number; within hyphenated words only when asked."""
    starts = []
    start = line.find(token)
    while start >= 0:
        before, after = line[start - 1 : start], line[start + len(token) : start + len(token) + 1]
        beyond = line[start - 2 : start - 1], line[start + len(token) + 1 : start + len(token) + 2]
        if inside_words:
            beyond = "", ""
        if not _joined(before, token[0], beyond[0]) and not _joined(after, token[-1], beyond[1]):
            starts.append(start)
        start = line.find(token, start + 1)
    return starts


def _joined(neighbour: str, edge: str, beyond: str) -> bool:
    """Says whether a token goes on past its edge: more digits, more letters, or a hyphenated word."""
    if neighbour == "-" and edge.isalpha():
        return beyond.isalpha()
    return neighbour.isalnum() and (neighbour.isdigit() == edge.isdigit())


def audit_table(result: Audit) -> str:
    """Words the audit: one row for each document, then every problem, then what was not audited or read only once."""
    head = (
        f"{'document':<16}{'numbers':>9}{'transcribed':>13}{'excluded':>10}{'unaccounted':>13}{'once':>6}{'members':>9}"
    )
    rows = [
        f"{d.source_id:<16}{d.seen:>9}{d.transcribed:>13}{d.excluded:>10}{d.unaccounted:>13}{d.read_once:>6}"
        f"{d.member_count:>9}"
        for d in result.documents
    ]
    problems = [f"  {problem}" for document in result.documents for problem in document.problems]
    remarks = [f"not audited: {name} ({text} is not there)" for name, text in result.missing.items()]
    if once := sum(d.read_once for d in result.documents):
        remarks.append(f"{once} figures have no second reading (column checked: once)")
    verdict = "clean" if result.clean else f"{len(problems)} problems"
    return "\n".join([head, *rows, *problems, *remarks, f"audit: {verdict}"])
