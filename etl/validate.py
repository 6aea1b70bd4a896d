"""Second stage: what no single row can show. References, keys, values against what is printed, parts against totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from etl.errors import DataError, Problem, Suggestions, allowed_values
from etl.extract import Inputs, SourceRow
from etl.numerals import numerals
from etl.reported import (
    confirmed_labels,
    contradicting_documents,
    reported_as_printed,
    reported_decisions,
    reported_left_out,
    undecided,
)
from etl.schema.keys import KEYS, REFERENCES
from etl.schema.vocabularies import Gloss, Operation
from etl.series import series_decisions

#: From so many printed figures on, a document's headings are asked for.
HEADED_FROM = 10


def validate(inputs: Inputs) -> Inputs:
    """Checks everything that concerns more than one row, and tells it with what was wrong in the files themselves.

    Returns:
        The inputs, unchanged.

    Raises:
        DataError: with every problem found.
    """
    problems = inputs.problems + [problem for check in CHECKS for problem in check(inputs)]
    problems = problems or [problem for check in LATER_CHECKS for problem in check(inputs)]
    if problems:
        raise DataError(problems)
    return inputs


def _values(item: SourceRow[Any], column: str) -> Iterable[str]:
    value = item.group if column == "group" else getattr(item.row, column)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def broken_references(inputs: Inputs) -> Iterator[Problem]:
    """Names that no row of the table they point to bears."""
    for table, column, target, key in REFERENCES:
        if target in inputs.incomplete:
            continue
        known = {str(value) for item in inputs.tables[target] for value in _values(item, key)} | inputs.unread[target]
        suggest = Suggestions(known)
        for item in inputs.tables[table]:
            for value in _values(item, column):
                if str(value) not in known:
                    shown = "file name" if column == "group" else column
                    what = f"{value!r} is not in {target}."
                    fix = f"Add it there, or fix it. {suggest(str(value))}"
                    yield Problem(f"{item.where}, column {shown}", what, fix)


def duplicate_keys(inputs: Inputs) -> Iterator[Problem]:
    """Rows that bear a key borne before."""
    for table, columns in KEYS.items():
        seen: dict[tuple[str, ...], str] = {}
        for item in inputs.tables[table]:
            key = tuple(str(next(iter(_values(item, column)), "")) for column in columns)
            if key in seen:
                what = f"the key {' '.join(key)!r} stands already in {seen[key]}."
                yield Problem(f"{item.where}, column {', '.join(columns)}", what, "Keep one, or rename one.")
            seen.setdefault(key, item.where)


def shared_figure_ids(inputs: Inputs) -> Iterator[Problem]:
    """Derived or reference figures that bear the id of another: they would overwrite it."""
    seen: dict[str, tuple[str, str]] = {}
    for table in ("printed_figures", "members_by_year", "derivations"):
        for item in inputs.tables[table]:
            name = item.row.figure_id
            first_table, first = seen.setdefault(name, (table, item.where))
            if first_table != table:
                what = f"the figure {name!r} stands already in {first}."
                yield Problem(f"{item.where}, column figure_id", what, "Give it an id of its own.")


def figure_references(inputs: Inputs) -> Iterator[Problem]:
    """Figures named by derivations, checks (printed ones only) and disagreements that do not exist."""
    printed = {row.figure_id for row in inputs.rows("printed_figures")}
    known = printed | {row.figure_id for row in inputs.rows("derivations")}
    known |= {row.figure_id for row in inputs.rows("reported_figures")}
    if inputs.incomplete & {"printed_figures", "derivations", "reported_figures"}:
        return
    printed |= inputs.unread["printed_figures"]
    known |= printed | inputs.unread["derivations"] | inputs.unread["reported_figures"]
    subjects = {row.subject for row in inputs.rows("subjects")}
    misspelt = [row for row in inputs.rows("printed_figures") if row.subject not in subjects]
    # Whoever mends the subject mends the id: what names the right one is right.
    meant = {f"{row.source_id}.{name}.{row.metric}.{row.period_label}" for row in misspelt for name in subjects}
    ids = {row.figure_id for row in misspelt}
    suggest_printed, suggest = Suggestions(printed - ids), Suggestions(known - ids)
    printed, known = printed | meant, known | meant
    # A derived part would make a check of the project's own arithmetic: checks are about what is printed.
    for column in ("parts", "total", "shares"):
        yield from _unknown_figures(inputs.tables["checks"], column, printed, suggest_printed)
    worked_out = known - {row.figure_id for row in inputs.rows("reported_figures")}
    yield from _unknown_figures(inputs.tables["derivations"], "inputs", worked_out, suggest)
    yield from _unknown_figures(inputs.tables["disagreements"], "figures", known, suggest)


def _unknown_figures(
    rows: list[SourceRow[Any]], column: str, known: set[str], suggest: Suggestions
) -> Iterator[Problem]:
    for item in rows:
        for value in _values(item, column):
            if value not in known:
                fix = f"Fix the id. {suggest(value)}"
                yield Problem(f"{item.where}, key {column}", f"there is no figure {value!r}.", fix)


def values_as_printed(inputs: Inputs) -> Iterator[Problem]:
    """Values that are not the printed number times its multiplier, in the language of the document."""
    languages = {item.group: item.row.language for item in inputs.tables["sources"]}
    for item in inputs.tables["printed_figures"]:
        row = item.row
        if row.source_id not in languages:
            continue  # said by broken_references
        language = numerals(languages[row.source_id])
        for _, token in row.printings:
            try:
                numbers = {number * row.multiplier for number in language.readings(token)}
            except ValueError as error:
                fix = f"Copy the number only. The card of {row.source_id} says that its language is {language.name}."
                yield Problem(f"{item.where}, column as_printed", f"{error}.", fix)
                continue
            if row.value not in numbers:
                read = " or ".join(f"{number:f}" for number in sorted(numbers))
                what = f"{token!r} times {row.multiplier} is {read}, not {row.value:f}."
                yield Problem(f"{item.where}, column value", what, "Fix the value, the token or the multiplier.")


def ids_of_figures(inputs: Inputs) -> Iterator[Problem]:
    """Printed figures whose id does not say document, subject, metric and period."""
    for item in inputs.tables["printed_figures"]:
        row = item.row
        name = f"{row.source_id}.{row.subject}.{row.metric}.{row.period_label}"
        if row.figure_id != name and not row.figure_id.startswith(f"{name}."):
            what = f"{row.figure_id!r} does not name document, subject, metric and period."
            yield Problem(f"{item.where}, column figure_id", what, f"Write {name}; a word may follow after a point.")


def units_of_metrics(inputs: Inputs) -> Iterator[Problem]:
    """Figures whose unit their metric does not allow."""
    allowed = {row.metric: row.units for row in inputs.rows("metrics")}
    for table in ("printed_figures", "derivations", "reported_figures"):
        for item in inputs.tables[table]:
            row = item.row
            if row.metric in allowed and row.unit not in allowed[row.metric]:
                what = f"{row.unit!r} is no unit of {row.metric}."
                fix = f"{allowed_values(row.unit, allowed[row.metric])} The list is in data/decisions/metrics.csv."
                yield Problem(f"{item.where}, column unit", what, fix)


def impossible_figures(inputs: Inputs) -> Iterator[Problem]:
    """Shares of more than the whole, and figures of years after their document's."""
    published = {item.group: item.row.published[:4] for item in inputs.tables["sources"]}
    for item in inputs.tables["printed_figures"]:
        row = item.row
        if row.unit == "percent" and "_share" in row.metric and not 0 <= row.value <= 100:
            what = f"a share of {row.value:f} % is none."
            yield Problem(f"{item.where}, column value", what, "Read the line again; a change is another metric.")
        if "--" not in row.period_label and row.period_label[:4] > published.get(row.source_id, "9999"):
            what = (
                f"{row.source_id} was published in {published[row.source_id]}, and the figure is of {row.period_label}."
            )
            fix = "Mend the period, or published of the card; what is planned has both years, such as 2022--2025."
            yield Problem(f"{item.where}, column period_label", what, fix)


def source_lines(inputs: Inputs) -> Iterator[Problem]:
    """Lines cited beyond the end of their document."""
    counts = {item.group: item.row.line_count for item in inputs.tables["sources"]}
    for item in inputs.tables["printed_figures"]:
        limit = counts.get(item.row.source_id)
        for line, _ in item.row.printings:
            if limit and line > limit:
                what = f"line {line} is beyond the {limit} lines of {item.row.source_id}."
                yield Problem(f"{item.where}, column source_line", what, "Fix the line.")
    for table in ("chapters", "sections"):
        ended: dict[str, int] = {}
        for item in sorted(inputs.tables[table], key=lambda item: (item.row.source_id, item.row.first_line)):
            row, limit = item.row, counts.get(item.row.source_id)
            if limit and row.last_line > limit:
                what = f"line {row.last_line} is beyond the {limit} lines of {row.source_id}."
                yield Problem(f"{item.where}, column last_line", what, "Fix the line.")
            if row.first_line <= ended.get(row.source_id, 0):
                what = f"line {row.first_line} stands under the heading before it as well."
                fix = f"It ends at line {ended[row.source_id]}: begin later, or end that one earlier."
                yield Problem(f"{item.where}, column first_line", what, fix)
            ended[row.source_id] = row.last_line


def targets_of_search_words(inputs: Inputs) -> Iterator[Problem]:
    """Words of the search that lead to what there is not."""
    known = {
        "metric": {row.metric for row in inputs.rows("metrics")},
        "subject": {row.subject for row in inputs.rows("subjects")},
        "topic": {row.topic for row in inputs.rows("topics")},
        "area": {row.crime_area for row in inputs.rows("operations")},
        "country": {row.iso3 for row in inputs.rows("members")},
        "office": {row.office for row in inputs.rows("offices")},
        "refusal": {row.refusal for row in inputs.rows("search_refusals")},
    }
    suggest = {kind: Suggestions(names) for kind, names in known.items()}
    for item in inputs.tables["search_words"]:
        kind = item.row.kind
        for target in item.row.targets if kind in known else ():
            if target not in known[kind]:
                what = f"there is no {kind} {target!r}."
                yield Problem(f"{item.where}, column targets", what, f"Fix the name. {suggest[kind](target)}")


def cards_of_documents(inputs: Inputs) -> Iterator[Problem]:
    """Cards of documents that do not say which text was read: without it no audit proves anything."""
    for item in inputs.tables["sources"]:
        for key in ("text_file", "line_count", "text_sha256") if item.row.kind == "document" else ():
            if getattr(item.row, key) is None:
                what = "the card of a document names its text, the lines it has and its SHA-256."
                yield Problem(f"{item.where}, key {key}", what, "Add it; python -m etl draft writes all three.")


def parts_and_totals(inputs: Inputs) -> Iterator[Problem]:
    """Printed totals that their printed parts do not meet."""
    values = {row.figure_id: row.value for row in inputs.rows("printed_figures")}
    for item in inputs.tables["checks"]:
        check = item.row
        if (check.total is None) == (check.total_value is None):
            yield Problem(item.where, "it needs either total or total_value.", "Give exactly one.")
            continue
        if any(part not in values for part in check.parts) or (check.total and check.total not in values):
            continue  # said by figure_references
        total = check.total_value if check.total is None else values[check.total]
        found = sum((values[part] for part in check.parts), Decimal(0))
        yield from _parts_and_shares(item, values, total)
        if abs(found - (total or 0)) > check.tolerance:
            sum_shown = " + ".join(f"{values[part]:f}" for part in check.parts)
            what = f"the parts of {check.id} do not meet the total: {sum_shown} = {found:f}, not {total:f}."
            yield Problem(item.where, what, f"Read the lines again: {', '.join(check.parts)}.")


def ends_of_years(inputs: Inputs) -> Iterator[Problem]:
    """Figures that are of a year, or a month, though every other document prints their metric of the end of a year."""
    days: dict[str, dict[str, set[str]]] = {}
    for row in inputs.rows("printed_figures"):
        days.setdefault(row.metric, {}).setdefault(row.source_id, set()).add(row.period_label)
    for item in inputs.tables["printed_figures"]:
        row = item.row
        others = {label for source, labels in days[row.metric].items() if source != row.source_id for label in labels}
        if others and len(row.period_label) < 10 and all(label.endswith("-12-31") for label in others):
            what = f"{row.metric} of {row.period_label}: other documents print it of the end of a year, as of {max(others)}."
            fix = f"Write {row.period_label[:4]}-12-31; what is of another time needs a metric of its own."
            yield Problem(f"{item.where}, column period_label", what, fix)


def unchecked_totals(inputs: Inputs) -> Iterator[Problem]:
    """Totals and parts of a later year, all of them printed, that nothing says must meet, though those of a year before must."""
    figures = {row.figure_id: row for row in inputs.rows("printed_figures")}
    ids: dict[tuple[str, ...], list[str]] = {}
    for name, row in figures.items():
        ids.setdefault((row.subject, row.metric, row.unit, row.period_label), []).append(name)
    checked = {name for check in inputs.rows("checks") for name in (check.total, *check.parts)}
    periods = {row.period_label for row in figures.values()}
    told: set[tuple[str, ...]] = set()
    for item in inputs.tables["checks"]:
        named = [figures[name] for name in (item.row.total, *item.row.parts) if name in figures]
        if len({row.period_label for row in named}) > 1 or len(named) < len(item.row.parts):
            continue  # a total of another year than its parts, or said by figure_references
        for period in sorted(periods):
            several = [ids.get((row.subject, row.metric, row.unit, period), []) for row in named]
            if not named or period <= named[0].period_label or [] in several:
                continue
            later = tuple(names[-1] for names in several)
            if later in told or not any(checked.isdisjoint(names) for names in several):
                continue
            told.add(later)
            total = f'total = "{later[0]}"' if item.row.total else f"total_value = {item.row.total_value}"
            parts = ", ".join(f'"{part}"' for part in later[bool(item.row.total) :])
            year = named[0].period_label[:4]
            name = item.row.id.replace(year, period) if year in item.row.id else f"{item.row.id}-{period}"
            what = f"the figures of {item.row.id} are printed of {period} too, and nothing says that they must meet."
            fix = "Add to data/decisions/checks.toml"
            if either := ", ".join(" or ".join(names) for names in several if len(names) > 1):
                fix += f" (more than one is printed, choose {either})"
            fix += f':\n[[check]]\nid = "{name}"\n{total}\nparts = [{parts}]'
            yield Problem(item.where, what, fix)


def documents_without_headings(inputs: Inputs) -> Iterator[str]:
    """Documents of many figures of which no reader is told under which heading one stands; it is no mistake."""
    headed = {row.source_id for table in ("chapters", "sections") for row in inputs.rows(table)}
    counts = Counter(row.source_id for row in inputs.rows("printed_figures"))
    for source, count in sorted(counts.items()):
        if source not in headed and count >= HEADED_FROM:
            yield f"{source} has no chapters; add them to data/decisions/chapters.csv, see docs/extending.md#a-report"


def _parts_and_shares(item: SourceRow[Any], values: dict[str, Decimal], total: Decimal | None) -> Iterator[Problem]:
    """Printed shares that the parts do not make of the total, each rounded to a whole percent."""
    shares = item.row.shares
    if shares and len(shares) != len(item.row.parts):
        yield Problem(item.where, "it has not as many shares as parts.", "Give a share for each part, in their order.")
        return
    for part, share in zip(item.row.parts, shares, strict=False):
        found = values[part] / (total or 1) * 100
        if share in values and abs(found - values[share]) > Decimal("0.5"):
            what = f"{part} makes {found:.1f} percent of the total, {share} prints {values[share]:f}."
            yield Problem(item.where, what, "Read the lines again.")


def glossed_operations(inputs: Inputs) -> Iterator[Problem]:
    """Printed operations that are not entered, those without a gloss, whose names would tell a reader nothing, and glosses that cite no line there is."""
    glossed = {row.subject for row in inputs.rows("glosses")}
    columns = ", ".join([*inputs.languages, *(name for name in Gloss.model_fields if name != "en")])
    for item in inputs.tables["operations"]:
        if item.row.kind == "operation" and item.row.subject not in glossed:
            what = f"the operation {item.row.subject!r} has no gloss."
            fix = f"Say what it was after in a row of data/decisions/glosses.csv: {columns}; en is enough."
            yield Problem(f"{item.where}, column subject", what, fix)
    combined = {row.combined for row in inputs.rows("combined_subjects")}
    entered = {row.subject for row in inputs.rows("operations")} | combined | inputs.unread["operations"]
    kinds = {row.subject: row.kind for row in inputs.rows("subjects")}
    for item in inputs.tables["printed_figures"]:
        subject = item.row.subject
        if kinds.get(subject) == "operation" and subject not in entered and "operations" not in inputs.incomplete:
            entered.add(subject)  # told once
            what = f"the operation {subject!r} is in no row of data/decisions/operations.csv."
            fix = f"Add one, of {', '.join(Operation.model_fields)}; or, for several in one, data/decisions/combined_subjects.csv."
            yield Problem(f"{item.where}, column subject", what, fix)
    counts = {item.group: item.row.line_count for item in inputs.tables["sources"]}
    for item in inputs.tables["glosses"]:
        limit = counts.get(item.row.source_id)
        if limit and item.row.source_line > limit:
            what = f"line {item.row.source_line} is beyond the {limit} lines of {item.row.source_id}."
            yield Problem(f"{item.where}, column source_line", what, "Fix the line.")


CHECKS: list[Callable[[Inputs], Iterator[Problem]]] = [
    broken_references,
    duplicate_keys,
    shared_figure_ids,
    figure_references,
    values_as_printed,
    ids_of_figures,
    units_of_metrics,
    contradicting_documents,
    impossible_figures,
    source_lines,
    cards_of_documents,
    parts_and_totals,
    unchecked_totals,
    ends_of_years,
    glossed_operations,
    targets_of_search_words,
]
#: Checks of what was reported elsewhere; they rely on the references and keys checked above.
LATER_CHECKS: list[Callable[[Inputs], Iterator[Problem]]] = [
    reported_as_printed,
    reported_left_out,
    undecided,
    reported_decisions,
    series_decisions,
    confirmed_labels,
]
