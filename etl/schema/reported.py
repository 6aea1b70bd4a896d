"""What other publications print: the publications, their figures, and what is decided about them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from etl.schema.fields import (
    FigureId,
    NonEmptyText,
    OptionalText,
    Period,
    Qualifier,
    Row,
    Slug,
    SlugList,
    SnakeName,
    plain_number,
    whole_number,
)

OptionalPeriod = Annotated[Period | None, BeforeValidator(lambda value: value or None)]
OptionalNumber = Annotated[Decimal | None, BeforeValidator(lambda value: plain_number(value) if value else None)]
DATINGS = ("text", "publication", "other")


def web_address(value: str) -> str:
    """An address that a reader can follow.

    Raises:
        ValueError: it is not http or https, names no host, or holds a space.
    """
    parts = urlsplit(value)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host.strip(".") or re.search(r"\s", value):
        raise ValueError(f"{value!r} is no web address such as https://www.interpol.int/en/News")
    return value


def dating(value: str) -> str:
    """What gives a figure its date; a year that somebody guessed dates nothing.

    Raises:
        ValueError: the value is not one of `DATINGS`.
    """
    if value not in DATINGS:
        raise ValueError(f"a date by {value!r} would be a guess; allowed: {', '.join(DATINGS)}; else leave the row out")
    return value


class Publication(Row):
    """A page, release or paper that prints figures (``data/sources/publications.csv``).

    ``published`` is empty where the page bears no date. ``is_primary``: the text is INTERPOL's own.
    """

    publication_id: Slug
    title: NonEmptyText
    publisher: NonEmptyText
    published: OptionalPeriod
    address: Annotated[str, AfterValidator(web_address)]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    kind: Literal["interpol", "official", "press", "encyclopedia", "law_firm", "other"]
    is_primary: bool
    seen: Period


class ReportedFigure(Row):
    """One figure as one publication prints it (``data/reported/<topic>.csv``).

    ``dated_by``: the period stands in the ``text``, follows from the date of the ``publication``, or is printed by
    an ``other`` publication beside the same value.
    """

    subject: Slug
    metric: SnakeName
    period_label: Period
    dated_by: Annotated[str, AfterValidator(dating)]
    value: Annotated[Decimal, BeforeValidator(plain_number)]
    unit: SnakeName
    qualifier: Qualifier
    publication_id: Slug
    as_printed: NonEmptyText
    multiplier: Annotated[Literal[1, 1000, 1000000, 1000000000], BeforeValidator(whole_number)]
    place: NonEmptyText
    note: OptionalText

    @property
    def figure_id(self) -> str:
        """The id of the figure; publications that print the same one share it."""
        return f"reported.{self.subject}.{self.metric}.{self.period_label}"

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two figures the same: subject, metric, period and unit."""
        return (self.subject, self.metric, self.period_label, self.unit)


class SameFigure(Row):
    """A reported figure that is a document's figure under another period (``data/decisions/same_figures.csv``)."""

    reported_id: FigureId
    figure_id: FigureId
    reason: NonEmptyText


class PreferredPublication(Row):
    """Whose value is shown where publications differ (``data/decisions/preferred_publications.csv``)."""

    figure_id: FigureId
    publication_id: Slug
    reason: NonEmptyText


class PointMark(Row):
    """A point drawn otherwise than the rule says (``data/decisions/point_marks.csv``)."""

    figure_id: FigureId
    mark: Literal["solid", "hollow"]
    reason: NonEmptyText


class LeftOut(Row):
    """What was seen and is not taken, and why (``data/decisions/left_out.csv``); without a value, any value."""

    subject: Slug
    metric: SnakeName
    period_label: Period
    value: OptionalNumber
    reason: NonEmptyText


class Series(Row):
    """Figures that may stand in one chart (``data/decisions/series.csv``).

    One subject is a series over time, several are the editions of an operation in their order.
    ``step``: ``year`` where a year without a figure is a gap, and a reported figure gives way to a document's of its year
    that ends as late or later; ``date`` where points stand at any date.
    """

    series: Slug
    topic: Slug
    metric: SnakeName
    unit: SnakeName
    subjects: SlugList
    period_label: Period
    step: Literal["year", "date", "edition"]


class SeriesBreak(Row):
    """How a point stands to the one before it (``data/decisions/series_breaks.csv``).

    ``break``: the definition changes here. ``gap``: editions or years between are missing. ``apart``: it joins
    neither the point before nor the one after.
    """

    series: Slug
    figure_id: FigureId
    kind: Literal["break", "gap", "apart"]
    note: Slug


class LabelConfirmation(Row):
    """What bears out a label that the document's text lost (``data/decisions/label_confirmations.csv``).

    ``by``: the publication ``source`` prints the ``figure``, or lists by name what it counts (``names``); or the
    check ``source`` tells it from its other parts (``check``).
    """

    figure_id: FigureId
    by: Literal["figure", "names", "check"]
    source: Slug
    reason: NonEmptyText
