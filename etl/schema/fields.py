"""The kinds of cells and the rows they make."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

SLUG, SNAKE_NAME = r"^[a-z0-9]+(?:-[a-z0-9]+)*$", r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"
FIGURE_ID = r"^[a-z0-9][a-z0-9._-]*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG)]
SnakeName = Annotated[str, StringConstraints(pattern=SNAKE_NAME)]
FigureId = Annotated[str, StringConstraints(pattern=FIGURE_ID)]
NonEmptyText = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
OptionalText = Annotated[str | None, BeforeValidator(lambda value: value or None)]
SlugList = Annotated[tuple[str, ...], BeforeValidator(lambda v: split_list(v, ";"))]
PhraseList = Annotated[tuple[NonEmptyText, ...], Field(min_length=1), BeforeValidator(lambda v: split_list(v, ";"))]
LineList = Annotated[tuple[int, ...], BeforeValidator(lambda v: split_list(v, ";"))]
OptionalInt = Annotated[int | None, BeforeValidator(lambda value: value or None)]
Qualifier = Literal["exact", "about", "more_than", "at_least", "nearly", "less_than"]
_PERIOD = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?(?:--\d{4}(?:-\d{2}(?:-\d{2})?)?)?$")
Period = Annotated[str, AfterValidator(lambda v: _real_period(v))]
#: How a cell is written whose pattern another does not fit.
WRITTEN = {
    SLUG: "Use small letters, digits and hyphens, such as red-notices.",
    SNAKE_NAME: "Use small letters, digits and low lines, such as notices_issued.",
    FIGURE_ID: "Write source_id.subject.metric.period_label, such as ar2021.red-notices.notices_issued.2021.",
}


def split_list(value: str | tuple[str, ...], separator: str) -> tuple[str, ...]:
    """The parts of a cell that holds several; one that is split already stays."""
    if isinstance(value, tuple):
        return value
    return tuple(part.strip() for part in (value or "").split(separator) if part.strip())


def printings_of(value: str) -> tuple[tuple[int, str], ...]:
    """Further lines that print a figure, each with its token: ``67:194|80:cent``.

    Raises:
        ValueError: a part is not a line and a token.
    """
    parts = split_list(value, "|")
    for part in parts:
        if not re.fullmatch(r"[1-9]\d*:.+", part):
            raise ValueError(f"{part!r} is not a line and a token such as 67:194")
    return tuple((int(line), token) for line, _, token in (part.partition(":") for part in parts))


def plain_number(value: str) -> Decimal:
    """The number of a cell.

    Raises:
        ValueError: it is not written with digits and a point alone.
    """
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", value or ""):
        raise ValueError(f"{value!r} is not a plain number such as 3500000000 or 68.9")
    return Decimal(value)


def whole_number(value: str | int) -> str | int:
    """A whole number; anything else stays, to be refused by the field's own type."""
    return int(value) if str(value).isdecimal() else value


@cache
def period_bounds(label: str) -> tuple[date, date]:
    """The first and last day that a period label covers.

    Args:
        label: ISO 8601 with ``--`` between two ends: ``2021``, ``2022-01``, ``2021-12-31``, ``2022--2025``.

    Raises:
        ValueError: the label names no date, or its end comes before its start.
    """
    first, _, last = label.partition("--")
    start, end = _bound(first, last=False), _bound(last or first, last=True)
    if end < start:
        raise ValueError(f"the period {label} ends before it starts")
    return start, end


def _real_period(label: str) -> str:
    if not _PERIOD.fullmatch(label):
        raise ValueError(f"{label!r} is no period such as 2021, 2021-12, 2021-12-31 or 2022--2025")
    period_bounds(label)
    return label


def _bound(text: str, *, last: bool) -> date:
    year, *rest = (int(part) for part in text.split("-"))
    month = rest[0] if rest else (12 if last else 1)
    if not 1 <= month <= 12:
        raise ValueError(f"{text} has no month {month}")
    if len(rest) > 1:
        return date(year, month, rest[1])
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


class Row(BaseModel):
    """One row of an input table; unknown columns are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class TranslatedRow(Row):
    """Anything that has a name in the four languages."""

    en: NonEmptyText
    fr: NonEmptyText
    es: NonEmptyText
    ar: NonEmptyText
