"""First stage: reads every input file, remembers where each row stands, and checks its form."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from etl.errors import DataError, Problem
from etl.paths import Paths
from etl.schema import printed, reference, reported, rules, vocabularies

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class SourceRow(Generic[Model]):
    """A row and the place it was read from.

    Attributes:
        row: the validated row.
        where: file and line, for messages.
        group: the stem of its file: the topic of a figure, the document of an exclusion, the id of a card.
    """

    row: Model
    where: str
    group: str


@dataclass
class Inputs:
    """Everything that was read, by table."""

    tables: dict[str, list[SourceRow[Any]]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Any]:
        """The rows of a table without their places."""
        return [item.row for item in self.tables[table]]


#: table → folder, file pattern, model. A new file that fits a pattern is read without further ado.
CSV_TABLES: dict[str, tuple[str, str, type[BaseModel]]] = {
    "printed_figures": ("figures", "*.csv", printed.PrintedFigure),
    "subjects": ("decisions", "subjects.csv", vocabularies.Subject),
    "metrics": ("decisions", "metrics.csv", vocabularies.Metric),
    "units": ("decisions", "units.csv", vocabularies.Unit),
    "topics": ("decisions", "topics.csv", vocabularies.Topic),
    "notes": ("decisions", "notes.csv", vocabularies.Note),
    "operations": ("decisions", "operations.csv", vocabularies.Operation),
    "glosses": ("decisions", "glosses.csv", vocabularies.Gloss),
    "offices": ("decisions", "offices.csv", vocabularies.Office),
    "goals": ("decisions", "goals.csv", vocabularies.Goal),
    "printed_members": ("decisions", "printed_members.csv", printed.PrintedMember),
    "combined_subjects": ("decisions", "combined_subjects.csv", vocabularies.CombinedSubject),
    "printed_places": ("decisions", "printed_places.csv", printed.PrintedPlace),
    "printed_partners": ("decisions", "printed_partners.csv", printed.PrintedPartner),
    "chapters": ("decisions", "chapters.csv", printed.Chapter),
    "exclusions": ("decisions/exclusions", "*.csv", printed.Exclusion),
    "exclusion_reasons": ("decisions", "exclusion_reasons.csv", printed.ExclusionReason),
    "members": ("reference", "members.csv", reference.Member),
    "members_by_year": ("reference", "members_by_year.csv", reference.MembersInYear),
    "membership_spells": ("reference", "spells.csv", reference.Spell),
    "former_members": ("reference", "former_members.csv", reference.FormerMember),
    "small_states": ("reference", "small_states.csv", reference.SmallState),
    "regions": ("reference", "regions.csv", reference.Region),
    "publications": ("sources", "publications.csv", reported.Publication),
    "reported_figures": ("reported", "*.csv", reported.ReportedFigure),
    "same_figures": ("decisions", "same_figures.csv", reported.SameFigure),
    "preferred_publications": ("decisions", "preferred_publications.csv", reported.PreferredPublication),
    "point_marks": ("decisions", "point_marks.csv", reported.PointMark),
    "left_out": ("decisions", "left_out.csv", reported.LeftOut),
    "series": ("decisions", "series.csv", reported.Series),
    "series_breaks": ("decisions", "series_breaks.csv", reported.SeriesBreak),
    "search_words": ("decisions", "search_words.csv", vocabularies.SearchWords),
    "search_refusals": ("decisions", "search_refusals.csv", vocabularies.SearchRefusal),
    "label_confirmations": ("decisions", "label_confirmations.csv", reported.LabelConfirmation),
}
#: table → folder, file pattern, model, key of the list inside the file (None: the file is one row).
TOML_TABLES: dict[str, tuple[str, str, type[BaseModel], str | None]] = {
    "sources": ("sources", "*.toml", printed.SourceCard, None),
    "derivations": ("decisions", "derivations.toml", rules.Derivation, "derivation"),
    "checks": ("decisions", "checks.toml", rules.Check, "check"),
    "disagreements": ("decisions", "disagreements.toml", rules.Disagreement, "disagreement"),
}


def extract(paths: Paths) -> Inputs:
    """Reads all inputs.

    Raises:
        DataError: a file is missing, is not UTF-8, or holds a row that its model refuses. All problems at once.
    """
    problems: list[Problem] = []
    inputs = Inputs()
    for table, (folder, pattern, model) in CSV_TABLES.items():
        rows: list[SourceRow[Any]] = []
        inputs.tables[table] = rows
        for path in _files(paths, folder, pattern, problems):
            rows.extend(_read_csv(path, paths.display(path), model, problems))
    for table, (folder, pattern, model, key) in TOML_TABLES.items():
        rows = []
        inputs.tables[table] = rows
        for path in _files(paths, folder, pattern, problems):
            rows.extend(_read_toml(path, paths.display(path), model, key, problems))
    if problems:
        raise DataError(problems)
    return inputs


def _files(paths: Paths, folder: str, pattern: str, problems: list[Problem]) -> list[Path]:
    found = sorted((paths.data / folder).glob(pattern))
    if not found:
        where = f"data/{folder}/{pattern}"
        problems.append(Problem(where, "there is no such file.", "Restore it from the repository."))
    return found


def _text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        problems.append(Problem(shown, f"it cannot be read ({error.strerror}).", "Put a readable file there."))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8."
        problems.append(Problem(f"{shown}, line {line}", what, "Save the file as UTF-8 without a byte order mark."))
        return None
    if text.startswith("\ufeff"):
        problems.append(Problem(f"{shown}, line 1", "it starts with a byte order mark.", "Save it without one."))
        return None
    return text


def _read_csv(path: Path, shown: str, model: type[Model], problems: list[Problem]) -> Iterator[SourceRow[Model]]:
    text = _text(path, shown, problems)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = next(reader, [])
        if wrong := _header_problem(shown, header, list(model.model_fields)):
            problems.append(wrong)
            return
        while True:
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                return
            where = f"{shown}, line {line}"
            if len(cells) != len(header):
                what = f"it has {len(cells)} cells where the header has {len(header)}."
                problems.append(Problem(where, what, "Look for a comma that needs quotes, or a missing cell."))
                continue
            row = _build(model, dict(zip(header, cells, strict=True)), where, problems)
            if row is not None:
                yield SourceRow(row, where, path.stem)
    except csv.Error as error:
        # The row that cannot be read begins here; an unclosed quote is noticed only at the end of the file.
        where = f"{shown}, line {line}"
        problems.append(Problem(where, f"it is not well-formed CSV ({error}).", "Look for an unclosed quote."))


def _header_problem(shown: str, header: list[str], expected: list[str]) -> Problem | None:
    if header == expected:
        return None
    missing = [name for name in expected if name not in header]
    unknown = [name for name in header if name not in expected]
    parts = [
        f"missing: {', '.join(missing)}" if missing else "",
        f"unknown: {', '.join(unknown)}" if unknown else "",
    ]
    what = "the columns are not as agreed (" + ("; ".join(part for part in parts if part) or "order") + ")."
    return Problem(f"{shown}, line 1", what, f"Allowed, in this order: {','.join(expected)}.")


def _read_toml(
    path: Path, shown: str, model: type[Model], key: str | None, problems: list[Problem]
) -> Iterator[SourceRow[Model]]:
    text = _text(path, shown, problems)
    if text is None:
        return
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(shown, f"it is not well-formed TOML ({error}).", "Fix that line."))
        return
    for name in sorted(set(content) - {key}) if key else []:
        problems.append(Problem(f"{shown}, key {name}", "it is not known.", f"Allowed: [[{key}]]."))
    entries = content.get(key, []) if key else [content]
    if not isinstance(entries, list):
        problems.append(Problem(f"{shown}, key {key}", "it is not a list of tables.", f"Write [[{key}]]."))
        return
    starts = [n for n, line in enumerate(text.splitlines(), 1) if key and line.strip() == f"[[{key}]]"]
    for index, entry in enumerate(entries):
        where = f"{shown}, line {starts[index]}" if index < len(starts) else shown
        row = _build(model, entry, where, problems)
        if row is not None:
            yield SourceRow(row, where, path.stem)


def _build(model: type[Model], values: dict[str, Any], where: str, problems: list[Problem]) -> Model | None:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            column = ".".join(str(part) for part in detail["loc"]) or "row"
            what = re.sub(r"^Value error, ", "", detail["msg"])
            found = "" if detail["type"] == "missing" else f" (it holds {detail['input']!r})"
            fix = _fix(detail["type"], model)
            problems.append(Problem(f"{where}, column {column}", f"{what}{found}.", fix))
        return None


def _fix(kind: str, model: type[BaseModel]) -> str:
    if kind == "extra_forbidden":
        return f"Allowed: {', '.join(model.model_fields)}."
    fixes = {
        "missing": "Add it.",
        "literal_error": "Use one of the values named.",
        "string_too_short": "Fill the cell.",
        "value_error": "Fix the cell.",
    }
    return fixes.get(kind, "Fix the cell to fit.")
