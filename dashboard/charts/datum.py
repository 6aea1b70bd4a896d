"""One value of a chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from dashboard.data.vocabulary import Publication
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Language

#: Columns that a chart's query may give → what they hold; others are kept in `Datum.extra`.
QUERY_COLUMNS = {
    "figure_id": "the figure that the row shows; its value, unit, qualifier, marks, document and line come from it",
    "category": "what the place on the axis is called by: a subject, a metric, a document, a period, or a key of `[names]`; by default the subject",
    "series": "likewise, what tells rows of one category apart",
    "value": "where a reference is counted and no figure shown: the number",
    "unit": "of such a value; by default `count`",
    "source_id": "of such a value: the document or dataset that it was counted in",
    "period_label": "of such a value: what it covers, in ISO 8601",
    "start": "where the type has `ends` of `time`: when it began, in ISO 8601; by default the beginning of its period",
    "end": "likewise, when it ended; a row without a figure and a value is told by both",
    "origin": "where the type has `ends` of `flow`: what it comes from, called as a category is; a whole has neither end",
    "target": "likewise, what it goes to",
}
#: What the rows of a type lie between → the columns of its two ends → what these are called.
ENDS = {
    "time": {"start": N_("Start"), "end": N_("End")},
    "flow": {"origin": N_("From"), "target": N_("To")},
}
#: What the marks after a value mean, in full.
DERIVED = N_("Worked out from printed figures; none of the documents read prints it.")
DERIVED_WORDS = N_("The change or share in the title is worked out from printed figures; no document read prints it.")
INFERRED = N_("The document’s text does not say beside the number what it counts; that is inferred.")
DISPUTED = N_("Sources contradict each other on it, or one contradicts itself.")
REPORTED = N_("Published elsewhere, not printed in the documents read.")
HOLLOW = N_("An empty outline is not confirmed: no two independent sources are known to print the value.")
UNCONFIRMED = N_("Not confirmed: no two independent sources are known to print the value.")
HOLLOW_SHORT = N_("not confirmed")
PRINTED_SHORT = N_("printed in INTERPOL’s documents")
MEANINGS = {"†": DERIVED, "§": REPORTED, "*": INFERRED, "‡": DISPUTED}
#: Mark → what it means, in two or three words.
MARKS = {
    "†": N_("worked out"),
    "§": N_("published elsewhere"),
    "*": N_("what it counts is inferred"),
    "‡": N_("contradictory sources"),
}


def years_of(rows: Iterable[Datum]) -> list[str]:
    """The years in which the periods of rows begin or end, the earliest first; a date is a value, not what a value is of."""
    return sorted(
        {end[:4] for row in rows if row.unit != "date" or row.lasting for end in row.period_label.split("--") if end}
    )


def marks_of(basis: str, label_basis: str, disputed: bool) -> str:
    """The marks of a figure, in the order of `MARKS`."""
    carried = (basis == "derived", basis == "reported", label_basis == "inferred", disputed)
    return "".join(mark for mark, carries in zip(MARKS, carried, strict=True) if carries)


@dataclass(frozen=True)
class SeriesPoint:
    """How a value stands in a series, by the decisions on it.

    Attributes:
        joins: how it stands to the point before it.
        mark: ``hollow`` where no two independent sources are known to print it, nor anything official.
        reason: why it does not join, in the language of the view, or the empty string.
        step: what lies between two points.
        place: the number of its edition.
    """

    joins: Literal["start", "yes", "gap", "break", "apart"]
    mark: Literal["solid", "hollow"]
    reason: str
    step: Literal["year", "date", "edition"]
    place: int


@dataclass(frozen=True)
class End:
    """One of the two ends that a row lies between: a moment in ISO 8601 or what flows come from or go to, and its words."""

    key: str
    label: str


@dataclass(frozen=True)
class Datum:
    """One value of a chart, with where it comes from.

    Attributes:
        category: key of the place on the category axis; ``label`` is its words.
        series: key of the series, or the empty string.
        value: in base units.
        document: title of the document or dataset.
        gloss: what the operation that ``label`` or ``series_label`` names was after, in a few words.
        source_line: line of the document's text, None where no line prints the value.
        publication: what prints a value that was published elsewhere.
        point: of a series, how the value stands in it.
        ends: column of `ENDS` → what it lies between, where the chart's type has ends; a whole of flows has none.
    """

    category: str
    label: str
    series: str
    series_label: str
    value: float
    unit: str
    qualifier: str
    basis: str
    label_basis: str
    period_label: str
    source_id: str
    document: str = ""
    subject: str = ""
    metric: str = ""
    gloss: str = ""
    figure_id: str | None = None
    source_line: int | None = None
    as_printed: str | None = None
    note: str | None = None
    disputed: bool = False
    publication: Publication | None = None
    point: SeriesPoint | None = None
    ends: dict[str, End] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def words(self, language: Language, qualifier: str | None = None, *, short: bool = False) -> str:
        """How much, with its qualifier and unit; of what is told by its ends alone, from when to when."""
        if self.lasting:
            return formatting.period(self.period_label, language)
        return formatting.qualified(self.value, self.unit, qualifier or self.qualifier, language, short=short)

    @property
    def lasting(self) -> bool:
        """True where it has no value but its two ends in time."""
        return self.unit == "date" and "start" in self.ends

    @property
    def marks(self) -> str:
        """Its marks, those too that its chart says once for all of its values."""
        return marks_of(self.basis, self.label_basis, self.disputed)
