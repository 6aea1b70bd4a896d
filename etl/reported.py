"""Which figures there are once documents and publications that print the same one are put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from etl.errors import Problem
from etl.extract import Inputs, SourceRow
from etl.schema.fields import period_bounds
from etl.schema.printed import PrintedFigure
from etl.schema.reported import LeftOut, Publication, ReportedFigure
from etl.tokens import readings

#: A publication's value beside the figure's: the same, another that both can mean, or another.
SAME, AGREES, DIFFERS = "same", "agrees", "differs"
#: Above the number, and below it: what two publications say so of one number excludes each other.
ABOVE, BELOW = {"more_than", "at_least"}, {"nearly", "less_than"}


@dataclass
class Settled:
    """The reported rows, sorted out.

    Attributes:
        figures: id of a reported figure → its printings, the preferred one first.
        confirmations: id of a document's figure → the publications that print it too.
        names: id of a reported figure that a document prints → the document's figure that took its place.
    """

    figures: dict[str, list[SourceRow[ReportedFigure]]] = field(default_factory=dict)
    confirmations: dict[str, list[SourceRow[ReportedFigure]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def current(self, figure_id: str) -> str:
        """The id under which a figure stands now: a document's, once a document prints what was reported."""
        return self.names.get(figure_id, figure_id)


def settle(inputs: Inputs) -> Settled:
    """Sorts the reported rows: a figure of the documents wins, and the publications then confirm it.

    A document's figure is the same one when subject, metric, period and unit are equal, or when
    ``same_figures.csv`` says so.
    """
    documents: dict[tuple[str, str, str, str], list[str]] = {}
    for table in ("printed_figures", "derivations"):
        for row in inputs.rows(table):
            key = (row.subject, row.metric, row.period_label, row.unit)
            documents.setdefault(key, []).append(row.figure_id)
    declared: dict[str, list[str]] = {}
    for row in inputs.rows("same_figures"):
        declared.setdefault(row.reported_id, []).append(row.figure_id)
    publications = {row.publication_id: row for row in inputs.rows("publications")}
    preferred = {(row.figure_id, row.publication_id) for row in inputs.rows("preferred_publications")}
    settled = Settled()
    for item in inputs.tables["reported_figures"]:
        taken_over = declared.get(item.row.figure_id) or documents.get(item.row.key)
        if taken_over:
            settled.names[item.row.figure_id] = max(taken_over)
        for name in taken_over or [item.row.figure_id]:
            group = settled.confirmations if taken_over else settled.figures
            group.setdefault(name, []).append(item)
    for name, items in settled.figures.items():
        settled.figures[name] = sorted(items, key=_Rank(publications, preferred))
    return settled


class _Rank:
    """Sorts printings: the one decided upon, INTERPOL's own text, official papers, then the weakest claim."""

    def __init__(self, publications: dict[str, Publication], preferred: set[tuple[str, str]]) -> None:
        self._publications = publications
        self._preferred = preferred

    def __call__(self, item: SourceRow[ReportedFigure]) -> tuple[bool, bool, bool, bool]:
        row = item.row
        publication = self._publications[row.publication_id]
        decided = (row.figure_id, row.publication_id) in self._preferred
        return (not decided, not publication.is_primary, publication.kind != "official", row.qualifier == "exact")


def span(value: Decimal, qualifier: str, multiplier: int) -> tuple[Decimal, Decimal]:
    """The values that a printed number can mean, by its qualifier and the last digit that is not zero.

    ``nearly 6,000`` would have been written 5,000 up to there, ``nearly 10,000`` 9,000; ``5.4 billion`` is 5.35 to 5.45. More than 11,000 is true of
    12,345 too, and less than 900 of 500; from twice as much on, or half, a person looks whether it is the same figure.
    """
    step = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(1)
    # A number before its scale is printed to its last digit: 130 million is 129.5 to 130.5.
    half = step / 2 if qualifier == "about" else min(step, Decimal(multiplier)) / 2 if multiplier > 1 else Decimal(0)
    if qualifier in ("more_than", "at_least"):
        return (value - half, value + max(step, abs(value)))
    if qualifier == "less_than":
        return (value - max(step, abs(value) / 2), value + half)
    if qualifier == "nearly":
        below = step / 10 if value == step else step
        return (value - below, value + half)
    return (value - half, value + half)


def agreement(row: ReportedFigure | PrintedFigure, value: Decimal, qualifier: str, multiplier: int) -> str:
    """How a printing stands to the value that is shown; nearly and more than the same number contradict each other.

    So do 3.5 and 3.6 billion: what both could be rounded from is the one number between them.
    """
    if row.value == value:
        sides = {row.qualifier, qualifier}
        return DIFFERS if sides & ABOVE and sides & BELOW else SAME
    low, high = span(row.value, row.qualifier, row.multiplier)
    other_low, other_high = span(value, qualifier, multiplier)
    first, last = max(low, other_low), min(high, other_high)
    meet = first < last or (first == last and (low == high or other_low == other_high))
    return AGREES if meet else DIFFERS


def agreements(inputs: Inputs, settled: Settled) -> Iterator[tuple[str, SourceRow[ReportedFigure], str]]:
    """Every printing with the figure it belongs to and how it stands to it.

    A derived figure is worked out from rounded ones: whatever is printed for it agrees to within a hundredth.
    """
    printed = {row.figure_id: row for row in inputs.rows("printed_figures")}
    for name, items in settled.figures.items():
        first = items[0].row
        for item in items:
            yield name, item, agreement(item.row, first.value, first.qualifier, first.multiplier)
    for name, items in settled.confirmations.items():
        for item in items:
            row = printed.get(name)
            yield name, item, agreement(item.row, row.value, row.qualifier, row.multiplier) if row else AGREES


def reported_as_printed(inputs: Inputs) -> Iterator[Problem]:
    """Reported values that are not the printed number times its multiplier."""
    languages = {row.publication_id: row.language for row in inputs.rows("publications")}
    for item in inputs.tables["reported_figures"]:
        row = item.row
        try:
            numbers = readings(row.as_printed, languages.get(row.publication_id, "en"))
        except ValueError as error:
            yield Problem(f"{item.where}, column as_printed", f"{error}.", "Copy the number only.")
            continue
        if row.value not in {number * row.multiplier for number in numbers}:
            read = " or ".join(sorted(f"{number * row.multiplier:f}" for number in numbers))
            what = f"{row.as_printed!r} times {row.multiplier} is {read}, not {row.value:f}."
            yield Problem(f"{item.where}, column value", what, "Fix the value, the token or the multiplier.")


def reported_left_out(inputs: Inputs) -> Iterator[Problem]:
    """Reported rows that a decision leaves out: they may join no series."""
    decisions: dict[tuple[str, str], list[SourceRow[LeftOut]]] = {}
    for item in inputs.tables["left_out"]:
        decisions.setdefault((item.row.subject, item.row.metric), []).append(item)
    for item in inputs.tables["reported_figures"]:
        start, end = period_bounds(item.row.period_label)
        for decision in decisions.get((item.row.subject, item.row.metric), ()):
            first, last = period_bounds(decision.row.period_label)
            if first <= start and end <= last and decision.row.value in (None, item.row.value):
                what = f"a decision leaves it out ({decision.where}): {decision.row.reason}"
                yield Problem(f"{item.where}, column value", what, "Remove the row, or take the decision back.")


def contradicting_documents(inputs: Inputs) -> Iterator[Problem]:
    """Different values of one figure, in one document or two, and nobody told the reader.

    One subject, metric, period and unit is one figure, but for what is counted case by case; charts show what the later
    document prints.
    """
    told = [set(row.figures) for row in inputs.rows("disagreements")]
    printed: dict[tuple[str, ...], list[SourceRow[PrintedFigure]]] = {}
    for item in inputs.tables["printed_figures"]:
        row = item.row
        case = row.figure_id.removeprefix(row.source_id) if row.metric.endswith("_in_case") else ""
        others = printed.setdefault((row.subject, row.metric, row.period_label, row.unit, case), [])
        for other in others:
            ids = [other.row.figure_id, row.figure_id]
            same = agreement(row, other.row.value, other.row.qualifier, other.row.multiplier) != DIFFERS
            if same or any(figures.issuperset(ids) for figures in told):
                continue
            what = f"{row.figure_id} is {row.value:f}, {other.row.figure_id} is {other.row.value:f} ({other.where})."
            figures = ", ".join(f'"{name}"' for name in ids)
            fix = (
                "Read both lines again. If both stand there, tell the reader in data/decisions/disagreements.toml: a "
                f"[[disagreement]] with id, topic, figures = [{figures}] and, in en, who prints what."
            )
            yield Problem(f"{item.where}, column value", what, fix)
        others.append(item)


def undecided(inputs: Inputs) -> Iterator[Problem]:
    """Publications that contradict each other or a document, and nobody told the reader or decided."""
    settled = settle(inputs)
    told = {settled.current(name) for row in inputs.rows("disagreements") for name in row.figures}
    decided = {row.figure_id for row in inputs.rows("preferred_publications")}
    for name, item, how in agreements(inputs, settled):
        if how != SAME and name in settled.figures and name not in decided:
            what = f"it prints {item.row.value:f} for {name}, another publication something else."
            fix = "Say in data/decisions/preferred_publications.csv which is shown, and why."
            yield Problem(f"{item.where}, column value", what, fix)
        if how == DIFFERS and name not in told:
            what = f"the {item.row.value:f} of {item.row.publication_id} contradicts what is shown for {name}."
            fix = (
                "Tell the reader in data/decisions/disagreements.toml: a [[disagreement]] with id, topic, "
                f'figures = ["{name}"] and, in en, who prints what.'
            )
            yield Problem(f"{item.where}, column value", what, fix)


def reported_decisions(inputs: Inputs) -> Iterator[Problem]:
    """Decisions about reported figures that are not there, or about a figure of another kind."""
    rows = {(item.row.figure_id, item.row.publication_id): item.row for item in inputs.tables["reported_figures"]}
    names = {name for name, _ in rows}
    documents = {row.figure_id: row for row in inputs.rows("printed_figures")}
    for item in inputs.tables["same_figures"]:
        row = item.row
        if row.reported_id not in names:
            yield Problem(f"{item.where}, column reported_id", f"nothing reports {row.reported_id!r}.", "Fix the id.")
        elif row.figure_id not in documents or row.reported_id.split(".")[1:3] != row.figure_id.split(".")[1:3]:
            what = f"{row.figure_id!r} is no printed figure of the same subject and metric."
            yield Problem(f"{item.where}, column figure_id", what, "Fix the id.")
    for item in inputs.tables["preferred_publications"]:
        if (item.row.figure_id, item.row.publication_id) not in rows:
            what = f"{item.row.publication_id} prints no {item.row.figure_id}."
            yield Problem(f"{item.where}, column publication_id", what, "Fix the id.")
    for item in inputs.tables["point_marks"]:
        if item.row.figure_id not in names:
            what = f"{item.row.figure_id!r} is no reported figure."
            yield Problem(f"{item.where}, column figure_id", what, "Fix the id, or remove the decision.")


def confirmed_labels(inputs: Inputs) -> Iterator[Problem]:
    """Labels called confirmed that nothing confirms, and confirmations that confirm nothing."""
    figures = {item.row.figure_id: item for item in inputs.tables["printed_figures"]}
    confirmed = {row.figure_id for row in inputs.rows("label_confirmations")}
    for name, item in figures.items():
        if item.row.label_basis == "confirmed" and name not in confirmed:
            fix = "Name it in data/decisions/label_confirmations.csv, or write inferred."
            yield Problem(f"{item.where}, column label_basis", f"nothing says what confirms {name}.", fix)
    borne_out = _borne_out(inputs)
    for item in inputs.tables["label_confirmations"]:
        row = item.row
        if row.figure_id not in figures or figures[row.figure_id].row.label_basis != "confirmed":
            what = f"{row.figure_id!r} is no printed figure with a confirmed label."
            yield Problem(f"{item.where}, column figure_id", what, "Fix the id, or write confirmed in data/figures.")
        elif (row.by, row.source) not in borne_out and (row.by, row.source, row.figure_id) not in borne_out:
            what = f"{row.source} does not bear out {row.figure_id}."
            fix = "Name a publication that prints it, or a check whose total it is or that has shares."
            yield Problem(f"{item.where}, column source", what, fix)


def _borne_out(inputs: Inputs) -> set[tuple[str, ...]]:
    """What can confirm which label: by, source and, where the source says it of one figure only, the figure."""
    found: set[tuple[str, ...]] = {("names", row.publication_id) for row in inputs.rows("publications")}
    for name, item, how in agreements(inputs, settle(inputs)):
        if how != DIFFERS:
            found.add(("figure", item.row.publication_id, name))
    for check in inputs.rows("checks"):
        told_apart = [check.total, *check.parts] if check.shares else [check.total]
        found |= {("check", check.id, name) for name in told_apart if name}
    return found
