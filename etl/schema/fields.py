"""The kinds of cells and the rows they make."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
    model_validator,
)

SLUG, SNAKE_NAME = r"^[a-z0-9]+(?:-[a-z0-9]+)*$", r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"
FIGURE_ID = r"^[a-z0-9][a-z0-9._-]*$"
LANGUAGE = r"^[a-z]{2,3}$"
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
    LANGUAGE: "Use the two or three small letters of ISO 639, such as fr.",
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
    """One row of an input table; unknown columns are errors.

    Attributes:
        translations: column → the English one that it translates; see `translated`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)
    translations: ClassVar[Mapping[str, str]] = MappingProxyType({})

    @model_validator(mode="before")
    @classmethod
    def _leave_out_the_untranslated(cls, values: Any) -> Any:
        return {k: v for k, v in values.items() if v or k not in cls.translations} if cls.translations else values


class TranslatedRow(Row):
    """Anything that has a name in every language."""

    en: NonEmptyText

    def name(self, language: str) -> str:
        """The name in a language; the English one where it is not translated."""
        return str(getattr(self, language, None) or self.en)


@cache
def translated(model: type[BaseModel], languages: tuple[str, ...]) -> type[BaseModel]:
    """A model with a field for each language beside each English one, ``en`` or ``…_en``; only English must be filled."""
    fields: dict[str, Any] = {}
    translations: dict[str, str] = {}
    for name, field in model.model_fields.items():
        if re.fullmatch(r"(.*_)?en", name):
            kind: Any = Annotated[(field.annotation, *field.metadata)]
            own = {name.removesuffix("en") + language: name for language in languages if language != "en"}
            fields |= dict.fromkeys(own, (kind | None, None))
            translations |= own
        elif isinstance(field.annotation, type) and issubclass(field.annotation, TranslatedRow):
            fields[name] = (translated(field.annotation, languages), ...)
    if not fields:
        return model
    made = create_model(model.__name__, __base__=model, **fields)
    setattr(made, "translations", MappingProxyType(translations))  # noqa: B010
    return made


def columns(model: type[BaseModel]) -> list[str]:
    """The columns of a table, translations beside the English name."""
    translations: Mapping[str, str] = getattr(model, "translations", {})
    return [
        column
        for name in model.model_fields
        if name not in translations
        for column in (name, *(each for each, english in translations.items() if english == name))
    ]
