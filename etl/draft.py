"""Drafts the transcription of a document: its card, the numbers that are no figures, and rows for the rest.

Everything that a person has to settle ends with ``??``, and the build refuses it. A draft writes new files and adds rows
to ``data/figures``; it never changes a row that is there.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

from etl.audit import Text, read_text
from etl.candidates import CANDIDATES, Candidates
from etl.errors import DataError, FiguresError
from etl.extract import Inputs, extract
from etl.numerals import LANGUAGES, Numerals, numerals
from etl.paths import Paths
from etl.proposals import Reader, Reading, month_numbers
from etl.schema.printed import DRAFTED, Exclusion, PrintedFigure

#: What a draft reads of the inputs; the rest may be wrong, as it is while another draft is being settled.
NEEDED = ("subjects", "metrics", "topics", "exclusion_reasons")
#: So many characters away, a word says a third of what it says of the subject, or of the metric, beside the number.
SUBJECT_REACH, METRIC_REACH = 400, 60
#: How a period ends that is the last day of its year.
YEAR_END = "-12-31"
#: From here on equal numbers before equal words are taken for one figure printed twice.
TELLING = 13
#: At least such a part of the words of a text are the common ones of its language.
COMMON_SHARE = 0.04
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Words that begin with a capital, behind the word for an operation: its name, as far as it goes.
_NAME = r"(?<!\w)(?:{words})\s+(?P<name>[^\W\d_a-zà-ÿ][\w’'-]+(?:\s+(?:[^\W\d_a-zà-ÿ][\w’'-]*|\d{{1,2}}(?!\d)))*)"
_NOUN = re.compile(r"[^\W\d_]{4,}")
_CARD = """title = "{d}"
title_original = "{d}"
publisher = "INTERPOL{d}"
language = "{language}"
published = "{year}{d}"
url = "{d}"
accessed = "{today:%Y-%m}{d}"
terms = "© INTERPOL. Figures, names and facts are cited; no text is reproduced.{d}"
kind = "document"
text_file = "{source}.txt"
line_count = {lines}
text_sha256 = "{sha256}"

[names]
{names}

[citations]
{names}
"""


@dataclass(frozen=True)
class Draft:
    """What is proposed for a document.

    Attributes:
        source_id: the document.
        language: of its text.
        card: the text of its card.
        exclusions: rows of its file of exclusions.
        figures: topic → rows of figures, in the order of the text.
        operations: those that no subject is called by: subject that is proposed → name and line where it stands first.
    """

    source_id: str
    language: Numerals
    card: str
    exclusions: list[dict[str, str]]
    figures: dict[str, list[dict[str, str]]]
    operations: dict[str, tuple[str, int]]


def draft(paths: Paths, text: Path, source_id: str, language: str | None = None) -> Draft:
    """Reads a text and writes what is proposed for it.

    Args:
        paths: the data to be added to.
        text: the file of the text.
        source_id: the id that the document is to have.
        language: of the text; without one, the language whose common words it holds most.

    Raises:
        DataError: the vocabularies are wrong.
        FiguresError: the id is no id or is taken, the language is not read, or a file cannot be read or written.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", source_id):
        raise FiguresError(f"{source_id!r} is no id of a document. Use small letters and digits, such as ar2022.")
    new = {
        "card": paths.sources / f"{source_id}.toml",
        "exclusions": paths.decisions / "exclusions" / f"{source_id}.csv",
    }
    for path in new.values():
        if path.exists():
            raise FiguresError(f"{paths.display(path)} is there already. Give another --source, or remove it first.")
    rows_of_it = re.compile(rf",{re.escape(source_id)},\d+,")
    for path in filter(Path.is_file, sorted(paths.figures.glob("*.csv"))):  # rows of a draft are no inputs yet
        if rows_of_it.search(path.read_text(encoding="utf-8", errors="replace")):
            raise FiguresError(
                f"{paths.display(path)} has rows of {source_id} already. Remove them, or give another --source."
            )
    inputs = extract(paths)
    if any(inputs.unread[name] or name in inputs.incomplete for name in NEEDED):
        raise DataError(inputs.problems)
    proposed = propose(inputs, read_text(text), source_id, language)
    contents = {
        new["card"]: proposed.card,
        new["exclusions"]: _csv(proposed.exclusions, list(Exclusion.model_fields), header=True),
    }
    _write(contents, {paths.figures / f"{topic}.csv": rows for topic, rows in proposed.figures.items()})
    return proposed


def propose(inputs: Inputs, text: Text, source_id: str, language: str | None = None) -> Draft:
    """Works out what is proposed for a text, without writing it.

    Raises:
        FiguresError: the language is not read.
    """
    try:
        known = numerals(language or _guess(text.lines))
    except ValueError as error:
        raise FiguresError(f"{error}.") from error
    years = Counter(_YEAR.findall("\n".join(text.lines)))
    year = max(years, key=lambda name: (years[name], name)) if years else str(date.today().year)
    names = [row.name(code) for row in inputs.rows("subjects") for code in LANGUAGES]
    operations = _new_operations(text.lines, known, names)
    names += [name for name, _ in operations.values()]
    readings = Reader(known, names).read(text.lines)
    card = _CARD.format(
        d=DRAFTED,
        names="\n".join(f'{code} = "{DRAFTED}"' for code in inputs.languages),
        language=known.language,
        year=year,
        today=date.today(),
        source=source_id,
        lines=len(text.lines),
        sha256=text.sha256,
    )
    rows = _Rows(inputs, text.lines, known.language, source_id, year, operations)
    return Draft(source_id, known, card, _exclusions(readings), rows.by_topic(readings), operations)


def _new_operations(lines: list[str], language: Numerals, names: list[str]) -> dict[str, tuple[str, int]]:
    """Operations of the text that no subject is called by: a subject for each, its name, and the line where it stands first."""
    called = [re.sub(r"\W", " ", name.casefold()).removeprefix("operation ") for name in names]
    found: dict[str, tuple[str, int]] = {}
    pattern = re.compile(_NAME.format(words=language.draft["operation"]))
    for number, line in enumerate(lines, 1):
        for match in pattern.finditer(line):
            name = " ".join(match["name"].split())
            subject = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
            words = re.sub(r"\W", " ", name.casefold())
            if subject and not any(each == words or each.startswith(f"{words} ") for each in called):
                found.setdefault(subject, (name, number))
    return found


def _guess(lines: list[str]) -> str:
    """The language whose common words the text holds most.

    Raises:
        ValueError: it holds few of any.
    """
    words = Counter(re.findall(r"[^\W\d_]+", " ".join(lines).lower()))
    counts = {code: sum(words[word] for word in numerals(code).common) for code in LANGUAGES}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] < COMMON_SHARE * words.total() or not counts[best]:
        raise ValueError(f"the words do not tell the language. Give it with --language: {', '.join(LANGUAGES)}")
    return best


def _exclusions(readings: list[Reading]) -> list[dict[str, str]]:
    """One row for each line, token and reason; digits of a number are separate tokens, as the audit counts them."""
    counts = Counter((r.line, part.token, r.reason) for r in readings if r.reason for part in r.parts)
    return [
        {"source_line": str(line), "token": token, "count": str(count), "reason": f"{reason}{DRAFTED}"}
        for (line, token, reason), count in sorted(counts.items())
    ]


class _Rows:
    """The rows of figures that are proposed for a text."""

    def __init__(
        self,
        inputs: Inputs,
        lines: list[str],
        language: str,
        source_id: str,
        year: str,
        operations: dict[str, tuple[str, int]],
    ) -> None:
        self._lines = lines
        self._source_id = source_id
        self._year = year
        text = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        known = numerals(language)
        subjects = {subject: (name,) for subject, (name, _) in operations.items()}
        subjects |= {row.subject: (row.name(language),) for row in inputs.rows("subjects")}
        metrics = {row.metric: [row.name(language)] for row in inputs.rows("metrics")}
        for row in inputs.rows("search_words"):  # what readers call it otherwise, a report may too
            for target in row.targets if row.kind == "metric" else ():
                metrics[target] += [name for name in getattr(row, language, ()) if not known.find_scale(name)]
        self._operations = {row.subject for row in inputs.rows("subjects") if row.kind == "operation"} | {*operations}
        self._subjects = Candidates(subjects, text, SUBJECT_REACH)
        self._metrics = Candidates(metrics, text, METRIC_REACH)
        self._units = {row.metric: row.units for row in inputs.rows("metrics")}
        self._topics: dict[str, Counter[str]] = defaultdict(Counter)
        for table in ("printed_figures", "reported_figures"):
            for item in inputs.tables[table]:
                for name in (item.row.metric, item.row.subject, ""):
                    self._topics[name][item.group] += 1
        self._known_of: dict[str, Counter[str]] = defaultdict(Counter)
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        for item in inputs.tables["printed_figures"]:
            if item.row.source_id != source_id:
                self._known_of[item.row.metric][item.row.subject] += 1
                self._forms[item.row.metric][item.row.period_label[4:]] += 1
        self._month_numbers = month_numbers(language)
        ends, month = known.ordinal_ends, "|".join(self._month_numbers)
        day = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
        self._months = re.compile(
            rf"(?:\b(?P<before>{day})(?:{ends})?\s+(?:de\s+|of\s+)?)?\b(?P<month>{month})\b(?:\.?\s+(?P<after>{day})(?:{ends})?\b)?",
            re.IGNORECASE,
        )
        self._known = {row.topic for row in inputs.rows("topics")}

    def by_topic(self, readings: list[Reading]) -> dict[str, list[dict[str, str]]]:
        """A row for each number that may be a figure; numbers that are the same one stand in one row."""
        rows: dict[str, list[dict[str, str]]] = {}
        same: dict[tuple[object, ...], list[Reading]] = {}
        for reading in readings:
            if not reading.certain:
                same.setdefault(self._sameness(reading), []).append(reading)
        for places in same.values():
            topic, row = self._row(places[0], places[1:])
            rows.setdefault(topic, []).append(row)
        return rows

    def _sameness(self, reading: Reading) -> tuple[object, ...]:
        value = max(reading.values, default=None)
        noun = _NOUN.search(self._lines[reading.line - 1][reading.end :])
        if value is None or abs(value) < TELLING or noun is None or reading.bound:
            return (reading.line, reading.start, reading.token)
        # Two operations may each have 30 countries.
        near = self._subjects.near(self._starts[reading.line - 1] + reading.named)[:1]
        about = near if self._operations.issuperset(near) else []
        return (value, reading.multiplier, reading.unit, reading.qualifier, *about, noun[0].lower()[:5])

    def _row(self, reading: Reading, further: list[Reading]) -> tuple[str, dict[str, str]]:
        place = self._starts[reading.line - 1] + reading.named
        head, start = reading.scale[0] if reading.scale else (reading.line, 0)  # of a table, or the line itself
        of_head = self._starts[head - 1] + start
        metrics = self._metrics.near(
            place if head >= reading.line else of_head,
            [name for name, units in self._units.items() if reading.unit in units],
        )
        subjects = self._subjects_of(self._subjects.near(place), metrics)
        periods = self._periods(reading, metrics)
        topics = self._topics[next((name for name in (*metrics, *subjects) if name in self._topics), "")]
        values = [f"{(value * reading.multiplier).normalize():f}" for value in reading.values]
        row = {
            "figure_id": DRAFTED,
            "subject": f"{'|'.join(subjects)}{DRAFTED}",
            "metric": f"{'|'.join(metrics)}{DRAFTED}",
            "period_label": f"{'|'.join(periods)}{DRAFTED}",
            "value": values[0] if len(values) == 1 else f"{'|'.join(values)}{DRAFTED}",
            "unit": reading.unit,
            "qualifier": reading.qualifier if not reading.bound else f"{reading.qualifier}{DRAFTED}",
            "label_basis": "printed",
            "source_id": self._source_id,
            "source_line": str(reading.line),
            "as_printed": reading.token,
            "multiplier": str(reading.multiplier),
            "also_printed": f"{'|'.join(f'{r.line}:{r.token}' for r in further)}{DRAFTED}" if further else "",
            "note": f"{reading.bound}: a bound that no qualifier words{DRAFTED}" if reading.bound else "",
            "checked": DRAFTED,
        }
        return max(topics, key=lambda name: (topics[name], name), default=min(self._known)), row

    def _subjects_of(self, near: list[str], metrics: list[str]) -> list[str]:
        """The nearest names, and last that of which other documents print such metrics most often."""
        known = sum((self._known_of[metric] for metric in metrics), Counter[str]())
        return list(dict.fromkeys([*near, *(name for name, _ in known.most_common(1))]))

    def _periods(self, reading: Reading, metrics: list[str]) -> list[str]:
        """The day or month that stands nearest on the line, in the year that does, and years: those of the line, and the document's.

        What other documents print of the end of a year has its last day before the year; behind it, where that is so of
        another candidate for the metric than the first.
        """
        line = self._lines[reading.line - 1]

        def nearest(pattern: re.Pattern[str]) -> list[re.Match[str]]:
            return sorted(pattern.finditer(line), key=lambda match: abs(match.start() - reading.start))

        years = [*(match[0] for match in nearest(_YEAR)), self._year]
        days = []
        for match in nearest(self._months)[:1]:
            day = match["before"] or match["after"]
            days = [f"{years[0]}-{self._month_numbers[match['month'].lower()]:02}" + (f"-{int(day):02}" if day else "")]
        forms = [form for metric in metrics for form, _ in self._forms[metric].most_common(1)[:1]]
        if YEAR_END in forms:
            first = 1 if metrics and self._forms[metrics[0]] and forms[0] == YEAR_END else -1
            years = [period for year in years for period in (f"{year}{YEAR_END}", year)[::first]]
        return list(dict.fromkeys([*days, *years]))[:CANDIDATES]


def _csv(rows: list[dict[str, str]], columns: list[str], *, header: bool) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    if header:
        writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _write(contents: dict[Path, str], added: dict[Path, list[dict[str, str]]]) -> None:
    """Writes new files and adds rows to those there are: all of it or nothing.

    Raises:
        FiguresError: a file could not be read or written.
    """
    before: dict[Path, bytes] = {}
    try:
        for path, rows in added.items():
            before[path] = path.read_bytes() if path.exists() else b""
            text = before[path].decode("utf-8")
            between = "" if not text or text.endswith("\n") else "\n"
            contents[path] = f"{text}{between}{_csv(rows, list(PrintedFigure.model_fields), header=not text)}"
        for path, text in contents.items():
            path.write_text(text, encoding="utf-8", newline="")
    except (OSError, UnicodeDecodeError) as error:
        for path in contents:
            with contextlib.suppress(OSError):
                path.write_bytes(before[path]) if before.get(path) else path.unlink(missing_ok=True)
        raise FiguresError(f"the draft could not be written ({error}). Nothing was changed.") from error


def draft_table(result: Draft) -> str:
    """Words what was written and what is to be done next."""
    rows = {topic: len(rows) for topic, rows in result.figures.items()}
    text = f"{result.source_id}.txt"
    return "\n".join(
        [
            f"read as {result.language.name} (--language says otherwise)",
            f"data/sources/{result.source_id}.toml: the card; the text is expected as {text} where you audit",
            f"data/decisions/exclusions/{result.source_id}.csv: {len(result.exclusions)} rows",
            *(f"data/figures/{topic}.csv: {count} rows at the end" for topic, count in sorted(rows.items())),
            *(
                f"line {line}: the operation {name!r} is in no table; if it is one, {subject} is a row of subjects.csv, operations.csv and glosses.csv in data/decisions"
                for subject, (name, line) in result.operations.items()
            ),
            f"Settle every {DRAFTED}: python -m etl build names each. A number may stand among both figures and",
            f"exclusions: delete one of the two. Then: python -m etl audit --sources DIR --source {result.source_id}",
        ]
    )
