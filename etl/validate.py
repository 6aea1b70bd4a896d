"""Second stage: what no single row can show. References, keys, values against what is printed, parts against totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from etl.errors import DataError, Hints, Problem, allowed_values
from etl.extract import Inputs, Located
from etl.numerals import parse_number

#: A column that names a row of another table: table, column, table named, its key (``group`` is the file's stem).
REFERENCES = [
    ("printed_figures", "group", "topics", "topic"),
    ("printed_figures", "subject", "subjects", "subject"),
    ("printed_figures", "metric", "metrics", "metric"),
    ("printed_figures", "unit", "units", "unit"),
    ("printed_figures", "source_id", "sources", "group"),
    ("printed_figures", "note", "notes", "note"),
    ("metrics", "units", "units", "unit"),
    ("derivations", "topic", "topics", "topic"),
    ("derivations", "subject", "subjects", "subject"),
    ("derivations", "metric", "metrics", "metric"),
    ("derivations", "unit", "units", "unit"),
    ("derivations", "note", "notes", "note"),
    ("operations", "subject", "subjects", "subject"),
    ("operations", "source_id", "sources", "group"),
    ("operations", "regions_printed", "printed_places", "printed"),
    ("operations", "countries_printed", "printed_places", "printed"),
    ("operations", "partners", "printed_partners", "printed"),
    ("small_states", "iso3", "members", "iso3"),
    ("combined_subjects", "combined", "subjects", "subject"),
    ("combined_subjects", "subject", "subjects", "subject"),
    ("offices", "source_id", "sources", "group"),
    ("offices", "country_iso3", "members", "iso3"),
    ("goals", "source_id", "sources", "group"),
    ("printed_members", "source_id", "sources", "group"),
    ("printed_members", "iso3", "members", "iso3"),
    ("exclusions", "group", "sources", "group"),
    ("exclusions", "reason", "exclusion_reasons", "reason"),
    ("disagreements", "topic", "topics", "topic"),
]
#: The columns that together name a row once.
KEYS = {
    "printed_figures": ("figure_id",),
    "subjects": ("subject",),
    "metrics": ("metric",),
    "units": ("unit",),
    "topics": ("topic",),
    "notes": ("note",),
    "operations": ("source_id", "subject"),
    "offices": ("office",),
    "goals": ("goal",),
    "printed_members": ("source_id", "iso3"),
    "printed_places": ("printed",),
    "printed_partners": ("printed",),
    "combined_subjects": ("combined", "subject"),
    "small_states": ("iso3",),
    "exclusions": ("group", "source_line", "token", "reason"),
    "exclusion_reasons": ("reason",),
    "regions": ("m49",),
    "members": ("iso3",),
    "members_by_year": ("year",),
    "derivations": ("figure_id",),
    "checks": ("id",),
    "disagreements": ("id",),
}


def validate(inputs: Inputs) -> Inputs:
    """Checks everything that concerns more than one row.

    Returns:
        The inputs, unchanged.

    Raises:
        DataError: with every problem found.
    """
    problems = [problem for check in CHECKS for problem in check(inputs)]
    if problems:
        raise DataError(problems)
    return inputs


def _values(located: Located[Any], column: str) -> Iterable[str]:
    value = located.group if column == "group" else getattr(located.row, column)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def broken_references(inputs: Inputs) -> Iterator[Problem]:
    """Names that no row of the table they point to bears."""
    for table, column, target, key in REFERENCES:
        known = {str(value) for located in inputs.tables[target] for value in _values(located, key)}
        hints = Hints(known)
        for located in inputs.tables[table]:
            for value in _values(located, column):
                if str(value) not in known:
                    shown = "file name" if column == "group" else column
                    what = f"{value!r} is not in {target}."
                    mend = f"Add it there, or mend it. {hints(str(value))}"
                    yield Problem(f"{located.where}, column {shown}", what, mend)


def duplicate_keys(inputs: Inputs) -> Iterator[Problem]:
    """Rows that bear a key borne before."""
    for table, columns in KEYS.items():
        seen: dict[tuple[str, ...], str] = {}
        for located in inputs.tables[table]:
            key = tuple(str(next(iter(_values(located, column)), "")) for column in columns)
            if key in seen:
                what = f"the key {' '.join(key)!r} stands already in {seen[key]}."
                yield Problem(f"{located.where}, column {', '.join(columns)}", what, "Keep one, or rename one.")
            seen.setdefault(key, located.where)


def shared_figure_ids(inputs: Inputs) -> Iterator[Problem]:
    """Derived or reference figures that bear the id of another: they would overwrite it."""
    seen: dict[str, tuple[str, str]] = {}
    for table in ("printed_figures", "members_by_year", "derivations"):
        for located in inputs.tables[table]:
            name = located.row.figure_id
            first_table, first = seen.setdefault(name, (table, located.where))
            if first_table != table:
                what = f"the figure {name!r} stands already in {first}."
                yield Problem(f"{located.where}, column figure_id", what, "Give it an id of its own.")


def figure_references(inputs: Inputs) -> Iterator[Problem]:
    """Figures named by derivations, checks (printed ones only) and disagreements that do not exist."""
    printed = {row.figure_id for row in inputs.rows("printed_figures")}
    known = printed | {row.figure_id for row in inputs.rows("derivations")}
    printed_hints, hints = Hints(printed), Hints(known)
    # A derived part would make a check of the project's own arithmetic: checks are about what is printed.
    for column in ("parts", "total"):
        yield from _unknown_figures(inputs.tables["checks"], column, printed, printed_hints)
    yield from _unknown_figures(inputs.tables["derivations"], "inputs", known, hints)
    yield from _unknown_figures(inputs.tables["disagreements"], "figures", known, hints)


def _unknown_figures(rows: list[Located[Any]], column: str, known: set[str], hints: Hints) -> Iterator[Problem]:
    for located in rows:
        for value in _values(located, column):
            if value not in known:
                mend = f"Mend the id. {hints(value)}"
                yield Problem(f"{located.where}, key {column}", f"there is no figure {value!r}.", mend)


def values_as_printed(inputs: Inputs) -> Iterator[Problem]:
    """Values that are not the printed number times its multiplier."""
    for located in inputs.tables["printed_figures"]:
        row = located.row
        for _, token in row.printings:
            try:
                number = parse_number(token) * row.multiplier
            except ValueError as error:
                yield Problem(f"{located.where}, column as_printed", f"{error}.", "Copy the number only.")
                continue
            if number != row.value:
                what = f"{token!r} times {row.multiplier} is {number:f}, not {row.value:f}."
                yield Problem(f"{located.where}, column value", what, "Mend the value, the token or the multiplier.")


def units_of_metrics(inputs: Inputs) -> Iterator[Problem]:
    """Figures whose unit their metric does not allow."""
    allowed = {row.metric: row.units for row in inputs.rows("metrics")}
    for table in ("printed_figures", "derivations"):
        for located in inputs.tables[table]:
            row = located.row
            if row.metric in allowed and row.unit not in allowed[row.metric]:
                what = f"{row.unit!r} is no unit of {row.metric}."
                mend = f"{allowed_values(row.unit, allowed[row.metric])} The list is in data/decisions/metrics.csv."
                yield Problem(f"{located.where}, column unit", what, mend)


def source_lines(inputs: Inputs) -> Iterator[Problem]:
    """Lines cited beyond the end of their document."""
    counts = {located.group: located.row.line_count for located in inputs.tables["sources"]}
    for located in inputs.tables["printed_figures"]:
        limit = counts.get(located.row.source_id)
        for line, _ in located.row.printings:
            if limit and line > limit:
                what = f"line {line} is beyond the {limit} lines of {located.row.source_id}."
                yield Problem(f"{located.where}, column source_line", what, "Mend the line.")


def parts_and_totals(inputs: Inputs) -> Iterator[Problem]:
    """Printed totals that their printed parts do not meet."""
    values = {row.figure_id: row.value for row in inputs.rows("printed_figures")}
    for located in inputs.tables["checks"]:
        check = located.row
        if (check.total is None) == (check.total_value is None):
            yield Problem(located.where, "it needs either total or total_value.", "Give exactly one.")
            continue
        if any(part not in values for part in check.parts) or (check.total and check.total not in values):
            continue  # said by figure_references
        total = check.total_value if check.total is None else values[check.total]
        found = sum((values[part] for part in check.parts), Decimal(0))
        if abs(found - (total or 0)) > check.tolerance:
            sum_shown = " + ".join(f"{values[part]:f}" for part in check.parts)
            what = f"the parts of {check.id} do not meet the total: {sum_shown} = {found:f}, not {total:f}."
            yield Problem(located.where, what, f"Read the lines again: {', '.join(check.parts)}.")


CHECKS: list[Callable[[Inputs], Iterator[Problem]]] = [
    broken_references,
    duplicate_keys,
    shared_figure_ids,
    figure_references,
    values_as_printed,
    units_of_metrics,
    source_lines,
    parts_and_totals,
]
