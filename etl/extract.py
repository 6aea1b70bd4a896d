"""First stage: reads every input file, remembers where each row stands, and checks its form."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from etl.errors import DataError, Problem, allowed_values, near_names
from etl.paths import Paths
from etl.schema import printed, reference, reported, rules, vocabularies
from etl.schema.fields import WRITTEN, columns, translated

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
    """Everything that was read, by table, and what was wrong with it.

    Attributes:
        tables: the rows that are well-formed.
        problems: what is wrong in the files; `etl.validate` raises them together with what it finds itself.
        unread: table → the cells of its rows that are not well-formed, which other rows may well name.
        incomplete: tables of which a whole file, or what follows a place in it, could not be read.
        languages: of names, in their order; English is the first.
        columns: table → those of its files, in their order.
    """

    tables: dict[str, list[SourceRow[Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: dict[str, set[str]] = field(default_factory=dict)
    incomplete: set[str] = field(default_factory=set)
    languages: tuple[str, ...] = ()
    columns: dict[str, list[str]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Any]:
        """The rows of a table without their places."""
        return [item.row for item in self.tables[table]]


LANGUAGES = "languages"
#: table → folder, file pattern, model. A new file that fits a pattern is read without further ado.
CSV_TABLES: dict[str, tuple[str, str, type[BaseModel]]] = {
    LANGUAGES: ("decisions", "languages.csv", vocabularies.Language),
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
    "sections": ("decisions", "sections.csv", printed.Section),
    "exclusions": ("decisions/exclusions", "*.csv", printed.Exclusion),
    "exclusion_reasons": ("decisions", "exclusion_reasons.csv", printed.ExclusionReason),
    "members": ("reference", "members.csv", reference.Member),
    "members_by_year": ("reference", "members_by_year.csv", reference.MembersInYear),
    "country_names": ("reference", "country_names.csv", reference.CountryNames),
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

#: Rows that a draft may have written.
DRAFTED_ROWS = (printed.PrintedFigure, printed.Exclusion, printed.SourceCard)


def extract(paths: Paths) -> Inputs:
    """Reads all inputs.

    What is wrong in them (a file that is missing or not UTF-8, a row that its model refuses) is kept in ``problems``,
    so that it is told together with what `etl.validate` finds in the rest.

    Raises:
        DataError: the languages cannot be read, without which no columns are known.
    """
    inputs = Inputs()
    read: set[Path] = set()
    for table, (folder, pattern, model) in CSV_TABLES.items():
        reader = _Reader(inputs, table, model)
        for path in _files(paths, folder, pattern, reader):
            reader.read_csv(path, paths.display(path))
            read.add(path)
        if table == LANGUAGES:
            inputs.languages = _languages(inputs)
    for table, (folder, pattern, toml_model, key) in TOML_TABLES.items():
        reader = _Reader(inputs, table, toml_model)
        for path in _files(paths, folder, pattern, reader):
            reader.read_toml(path, paths.display(path), key)
            read.add(path)
    inputs.problems += _files_of_no_table(paths, read)
    return inputs


def _languages(inputs: Inputs) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(row.language for row in inputs.rows(LANGUAGES)))
    if inputs.problems or found[:1] != ("en",):
        missing = Problem("data/decisions/languages.csv, line 2", "English is not the first language.", "Put en there.")
        raise DataError(inputs.problems or [missing])
    return found


def _files(paths: Paths, folder: str, pattern: str, reader: _Reader) -> list[Path]:
    found = sorted((paths.data / folder).glob(pattern))
    if not found:
        reader.refuse(f"data/{folder}/{pattern}", "there is no such file.", "Restore it from the repository.")
    return found


def _files_of_no_table(paths: Paths, read: set[Path]) -> Iterator[Problem]:
    """Files beside the inputs that no table reads: a name is misspelt, or a folder mistaken."""
    for folder in sorted({path.parent for path in read}):
        names = [path.name for path in read if path.parent == folder]
        for path in sorted(folder.iterdir()):
            if path.suffix in (".csv", ".toml") and path not in read:
                yield Problem(
                    paths.display(path), "nothing reads it.", f"Rename it. {allowed_values(path.name, names)}"
                )


class _Reader:
    """Reads the files of one table."""

    def __init__(self, inputs: Inputs, table: str, model: type[BaseModel]) -> None:
        self._inputs = inputs
        self._table = table
        self._model = translated(model, inputs.languages)
        inputs.columns[table] = columns(self._model)
        self._rows: list[SourceRow[Any]] = inputs.tables.setdefault(table, [])
        inputs.unread[table] = set()

    def refuse(self, where: str, what: str, fix: str) -> None:
        """A file cannot be read to its end: nobody can say what the table lacks."""
        self._inputs.problems.append(Problem(where, what, fix))
        self._inputs.incomplete.add(self._table)

    def _refuse_row(self, cells: Iterable[Any], *problems: Problem) -> None:
        self._inputs.problems += problems
        self._inputs.unread[self._table] |= {str(cell) for cell in cells}

    def _text(self, path: Path, shown: str) -> str | None:
        """The text of a file, or None where it is refused."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            self.refuse(shown, f"it cannot be read ({error.strerror}).", "Put a readable file there.")
            return None
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            what = f"byte 0x{raw[error.start]:02x} is not UTF-8."
            self.refuse(f"{shown}, line {line}", what, "Save the file as UTF-8 without a byte order mark.")
            return None
        if text.startswith("\ufeff"):
            self.refuse(f"{shown}, line 1", "it starts with a byte order mark.", "Save it without one.")
            return None
        return text

    def read_csv(self, path: Path, shown: str) -> None:
        """Reads the rows of a CSV file."""
        text = self._text(path, shown)
        if text is None:
            return
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = 1
        try:
            header = next(reader, [])
            if wrong := _header_problem(header, self._model):
                self.refuse(f"{shown}, line 1", *wrong)
                return
            while True:
                line = reader.line_num + 1
                cells = next(reader, None)
                if cells is None:
                    return
                where = f"{shown}, line {line}"
                if len(cells) == len(header):
                    self._add(dict(zip(header, cells, strict=True)), where, path.stem)
                    continue
                what = f"it has {len(cells)} cells where the header has {len(header)}."
                fix = "Look for a comma that needs quotes, or a missing cell."
                self._refuse_row([*cells, path.stem], Problem(where, what, fix))
        except csv.Error as error:
            # The row that cannot be read begins here; an unclosed quote is noticed only at the end of the file.
            self.refuse(f"{shown}, line {line}", f"it is not well-formed CSV ({error}).", "Look for an unclosed quote.")

    def read_toml(self, path: Path, shown: str, key: str | None) -> None:
        """Reads the tables of a TOML file; without a key the file is one."""
        text = self._text(path, shown)
        if text is None:
            return
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.refuse(shown, f"it is not well-formed TOML ({error}).", "Fix that line.")
            return
        for name in sorted(set(content) - {key}) if key else []:
            self.refuse(f"{shown}, key {name}", "it is not known.", f"Allowed: [[{key}]].")
        entries = content.get(key, []) if key else [content]
        if not isinstance(entries, list):
            self.refuse(f"{shown}, key {key}", "it is not a list of tables.", f"Write [[{key}]].")
            return
        lines = text.splitlines()
        starts = [n for n, line in enumerate(lines, 1) if key and line.strip() == f"[[{key}]]"]
        keys = {} if key else _key_lines(lines)
        for index, entry in enumerate(entries):
            where = f"{shown}, line {starts[index]}" if index < len(starts) else shown
            self._add(entry, where, path.stem, keys)

    def _add(
        self, values: dict[str, Any], where: str, group: str, lines: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        """Keeps a row that its model takes; ``lines``: where each key stands, if the row has several lines."""
        if open_cells := drafted_cells(values, self._model):
            cells = ", ".join(f"{name} ({value})" for name, value in open_cells.items())
            first = lines.get(next(iter(open_cells)))
            place = f"{where}, line {first}" if first else where
            problem = Problem(place, f"it is a draft; to be settled: {cells}.", _settling(values, self._model))
            self._refuse_row([*values.values(), group], problem)
            return
        try:
            self._rows.append(SourceRow(self._model.model_validate(values), where, group))
        except ValidationError as error:
            self._refuse_row(
                [*values.values(), group],
                *(_cell_problem(detail, where, self._model, lines) for detail in error.errors(include_url=False)),
            )


def _header_problem(header: list[str], model: type[BaseModel]) -> tuple[str, str] | None:
    """What is wrong with the columns, and what to do; None where they are as agreed. Translations may be left out."""
    expected, optional = columns(model), getattr(model, "translations", {})
    if header == [name for name in expected if name in header or name not in optional]:
        return None
    missing = [name for name in expected if name not in header and name not in optional]
    unknown = [name for name in header if name not in expected]
    parts = [
        f"missing: {', '.join(missing)}" if missing else "",
        f"unknown: {', '.join(unknown)}" if unknown else "",
    ]
    what = "the columns are not as agreed (" + ("; ".join(part for part in parts if part) or "order") + ")."
    near = near_names(unknown[0], [name for name in expected if name not in header]) if unknown else ""
    return what, f"{near}Allowed, in this order: {','.join(expected)}."


def _cell_problem(detail: Any, where: str, model: type[BaseModel], lines: Mapping[str, int]) -> Problem:
    path = [str(part) for part in detail["loc"]]
    column = ".".join(path) or "row"
    line = lines.get(column) or (lines.get(path[0]) if path else None)
    what = re.sub(r"^Value error, ", "", detail["msg"])
    told = detail["type"] == "missing" or repr(detail["input"]) in what
    found = "" if told else f" (it holds {detail['input']!r})"
    return Problem(
        f"{where}{f', line {line}' if line else ''}, column {column}", f"{what}{found}.", _fix(detail, model)
    )


def _key_lines(lines: list[str]) -> dict[str, int]:
    """Where each key of a TOML file stands; those of a table by ``table.key``."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(lines, 1):
        if head := re.match(r"\[(\w+)\]", line):
            table = f"{head[1]}."
            found[head[1]] = number
        elif key := re.match(r"(\w+)\s*=", line):
            found[f"{table}{key[1]}"] = number
    return found


def _fix(detail: Any, model: type[BaseModel]) -> str:
    *tables, column = (str(part) for part in detail["loc"] or ("",))
    for table in tables:
        inner = model.model_fields[table].annotation if table in model.model_fields else None
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else model
    allowed = columns(model)
    if detail["type"] == "extra_forbidden":
        return f"{near_names(column, allowed)}Allowed: {', '.join(allowed)}."
    if detail["type"] == "literal_error":
        return allowed_values(str(detail["input"]), map(str, get_args(model.model_fields[column].annotation)))
    if detail["type"] == "string_pattern_mismatch":
        return WRITTEN.get(detail["ctx"]["pattern"], "Fix the cell to fit.")
    fixes = {"missing": "Add it.", "string_too_short": "Fill the cell.", "value_error": "Fix the cell."}
    return fixes.get(detail["type"], "Fix the cell to fit.")


def drafted_cells(values: Mapping[str, Any], model: type[BaseModel]) -> dict[str, str]:
    """The cells of a row that a draft proposed and nobody settled; those of a table within it by ``table.key``."""
    if not issubclass(model, DRAFTED_ROWS):
        return {}
    flat = {f"{name}.{key}": v for name, value in values.items() if isinstance(value, dict) for key, v in value.items()}
    return {n: v for n, v in {**values, **flat}.items() if isinstance(v, str) and v.endswith(printed.DRAFTED)}


def _settling(values: Mapping[str, Any], model: type[BaseModel]) -> str:
    """How to settle a drafted row."""
    if issubclass(model, printed.SourceCard):
        return f"Write what the document says in place of each {printed.DRAFTED}."
    if issubclass(model, printed.Exclusion):
        other = "another reason, or delete the row and transcribe the number"
        return f"Read line {values['source_line']} of the text and remove the {printed.DRAFTED}; else write {other}."
    named = [str(values[name]) for name in ("source_id", "subject", "metric", "period_label")]
    figure_id = "" if any(v.endswith(printed.DRAFTED) for v in named) else f" The figure_id is {'.'.join(named)}."
    fix = f"Read line {values['source_line']} of {values['source_id']}, settle each, then write once or agreed in checked."
    return f"{fix}{figure_id} A row that is no figure is deleted and its number excluded."
