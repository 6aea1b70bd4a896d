"""What each input file may hold. Unknown columns and keys are errors."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
SnakeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")]
FigureId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
OptionalText = Annotated[str | None, BeforeValidator(lambda value: value or None)]
SlugList = Annotated[tuple[str, ...], BeforeValidator(lambda v: _split(v, ";"))]
LineList = Annotated[tuple[int, ...], BeforeValidator(lambda v: _split(v, ";"))]
OptionalInt = Annotated[int | None, BeforeValidator(lambda value: value or None)]
Qualifier = Literal["exact", "about", "more_than", "at_least", "nearly", "less_than"]
CrimeArea = Literal[
    "terrorism", "human-trafficking-and-migrant-smuggling", "child-abuse", "cybercrime", "financial-crime",
    "illicit-goods", "pharmaceutical-crime", "food-crime", "drugs", "firearms", "maritime", "environmental-crime",
    "cultural-heritage", "vehicle-crime", "corruption", "fugitives", "border-security", "identification",
    "organized-crime", "capacity-building", "other",
]  # fmt: skip
_PERIOD = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?(?:--\d{4}(?:-\d{2}(?:-\d{2})?)?)?$")
Period = Annotated[str, StringConstraints(pattern=_PERIOD.pattern), AfterValidator(lambda v: _real_period(v))]


def _split(value: str | tuple[str, ...], separator: str) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return tuple(part.strip() for part in (value or "").split(separator) if part.strip())


def _printings(value: str) -> tuple[tuple[int, str], ...]:
    parts = _split(value, "|")
    for part in parts:
        if not re.fullmatch(r"[1-9]\d*:.+", part):
            raise ValueError(f"{part!r} is not a line and a token such as 67:194")
    return tuple((int(line), token) for line, _, token in (part.partition(":") for part in parts))


def _number(value: str) -> Decimal:
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", value or ""):
        raise ValueError(f"{value!r} is not a plain number such as 3500000000 or 68.9")
    return Decimal(value)


def _whole(value: str | int) -> str | int:
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


class Named(Row):
    """Anything that has a name in the four languages."""

    en: Words
    fr: Words
    es: Words
    ar: Words


class PrintedFigure(Row):
    """One figure as a document prints it (``data/figures/<topic>.csv``)."""

    figure_id: FigureId
    subject: Slug
    metric: SnakeName
    period_label: Period
    value: Annotated[Decimal, BeforeValidator(_number)]
    unit: SnakeName
    qualifier: Qualifier
    label_basis: Literal["printed", "inferred"]
    source_id: Slug
    source_line: int = Field(ge=1)
    as_printed: Words
    multiplier: Annotated[Literal[1, 1000, 1000000, 1000000000], BeforeValidator(_whole)]
    also_printed: Annotated[tuple[tuple[int, str], ...], BeforeValidator(_printings)]
    note: OptionalText
    checked: Words

    @property
    def printings(self) -> tuple[tuple[int, str], ...]:
        """Every line that prints the figure, with the token that stands there."""
        return ((self.source_line, self.as_printed), *self.also_printed)


class Subject(Named):
    """What a figure is about (``data/decisions/subjects.csv``)."""

    subject: Slug
    kind: Literal[
        "organization", "notice", "database", "operation", "project", "programme", "campaign", "initiative", "case",
        "event", "finance", "training", "goal", "network", "country-group", "office",
    ]  # fmt: skip


class Metric(Named):
    """What a figure counts or measures (``data/decisions/metrics.csv``)."""

    metric: SnakeName
    units: Annotated[tuple[SnakeName, ...], BeforeValidator(lambda v: _split(v, ";"))]


class Unit(Named):
    """A unit of measure (``data/decisions/units.csv``)."""

    unit: SnakeName
    symbol: OptionalText


class Topic(Named):
    """A page of the site and a file of figures (``data/decisions/topics.csv``)."""

    topic: Slug
    position: int


class Note(Named):
    """A caveat, worded once (``data/decisions/notes.csv``)."""

    note: Slug


class Operation(Row):
    """An operation, or something that is not one and is told apart (``data/decisions/operations.csv``)."""

    subject: Slug
    source_id: Slug
    name: Words
    kind: Literal["operation", "project", "programme", "campaign", "initiative"]
    period_label: Period
    regions_printed: SlugList
    countries_printed: SlugList
    crime_area: CrimeArea
    goal: int = Field(ge=1, le=7)
    partners: SlugList
    news_url: OptionalText
    source_lines: LineList = Field(min_length=1)
    remark: OptionalText


class Office(Named):
    """An office of the Organization as printed (``data/decisions/offices.csv``); the names are of its city."""

    office: Slug
    type: Literal[
        "general-secretariat", "global-complex", "regional-bureau", "liaison-office", "special-representation"
    ]
    country_iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    source_id: Slug
    source_line: int = Field(ge=1)
    printed_on: Period
    remark: OptionalText


class Goal(Row):
    """A policing goal or a cross-cutting theme in our own words (``data/decisions/goals.csv``)."""

    goal: Slug
    kind: Literal["goal", "theme"]
    number: int
    title_en: Words
    title_fr: Words
    title_es: Words
    title_ar: Words
    summary_en: Words
    summary_fr: Words
    summary_es: Words
    summary_ar: Words
    objectives_count: Annotated[int | None, BeforeValidator(lambda v: None if v == "" else v)]
    source_id: Slug
    source_line: int = Field(ge=1)
    remark: OptionalText


class PrintedMember(Row):
    """A country in a printed list of members (``data/decisions/printed_members.csv``)."""

    source_id: Slug
    source_line: int = Field(ge=1)
    name_printed: Words
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    remark: OptionalText


class CombinedSubject(Row):
    """An operation that a combined figure speaks of (``data/decisions/combined_subjects.csv``)."""

    combined: Slug
    subject: Slug


class PrintedPlace(Named):
    """A place, or the adjective of one, as printed (``data/decisions/printed_places.csv``): its name and UN regions."""

    printed: Words
    un_regions: SlugList = Field(min_length=1)


class PrintedPartner(Named):
    """The name of a partner that a document prints (``data/decisions/printed_partners.csv``)."""

    printed: Words


class Exclusion(Row):
    """Numbers on a line that are not figures (``data/decisions/exclusions/<source>.csv``)."""

    source_line: int = Field(ge=1)
    token: Words
    count: int = Field(ge=1)
    reason: Slug


class ExclusionReason(Row):
    """Why a number in the text is not a figure (``data/decisions/exclusion_reasons.csv``)."""

    reason: Slug
    meaning: Words


class Member(Row):
    """A member of the Organization (``data/reference/members.csv``)."""

    iso3: str
    iso2: str
    m49: str
    name_en: Words
    name_fr: Words
    name_es: Words
    name_ar: Words
    un_region: Words
    un_subregion: str
    member_since: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")]
    member_since_year: int
    confidence: Literal["A", "B"]
    founding_member_1956: Literal["0", "1"]
    current_spell_start: OptionalInt
    sources: Words
    note: OptionalText


class MembersInYear(Row):
    """The number of members at a year's end (``data/reference/members_by_year.csv``)."""

    year: int
    members_at_year_end: int = Field(ge=1)
    confirmed_total: OptionalInt
    confirmed_by: OptionalText

    @property
    def figure_id(self) -> str:
        """The id of the figure that the row becomes."""
        return f"membership.interpol.members.{self.year}-12-31"


class Spell(Row):
    """One uninterrupted membership (``data/reference/spells.csv``)."""

    code: Words
    name: Words
    from_year: OptionalInt
    last_year_end: OptionalInt


class FormerMember(Row):
    """A state that was a member and is not now (``data/reference/former_members.csv``)."""

    code: Words
    name: Words
    from_year: OptionalInt
    last_year_end: OptionalInt
    basis: Words


class SmallState(Row):
    """Where a member too small for the map's shapes stands (``data/reference/small_states.csv``)."""

    iso3: Words
    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)


class Region(Row):
    """A region of the United Nations' M49 standard (``data/reference/regions.csv``)."""

    m49: Words
    level: Words
    name_en: Words
    name_fr: Words
    name_es: Words
    name_ar: Words


class SourceCard(Row):
    """A document or dataset that was read (``data/sources/<id>.toml``).

    ``quoted``: what its citations say in its own language, such as the titles of works.
    """

    title: Words
    title_original: OptionalText = None
    publisher: Words
    language: Words
    published: Period
    url: Words
    accessed: Period
    terms: Words
    kind: Literal["document", "dataset"]
    text_file: OptionalText = None
    line_count: int | None = None
    text_sha256: OptionalText = None
    names: Named
    citations: Named
    quoted: tuple[Words, ...] = ()


class Derivation(Row):
    """A figure that no document prints, and the rule it comes from (``data/decisions/derivations.toml``)."""

    figure_id: FigureId
    topic: Slug
    subject: Slug
    metric: SnakeName
    period_label: Period
    unit: SnakeName
    rule: SnakeName
    inputs: tuple[FigureId, ...] = Field(min_length=1)
    round_to: Annotated[Decimal, BeforeValidator(lambda v: str(v))] = Field(gt=0)
    qualifier: Qualifier = "about"
    note: Slug


class Check(Row):
    """Parts that must meet a total (``data/decisions/checks.toml``)."""

    id: Slug
    total: FigureId | None = None
    total_value: Decimal | None = None
    parts: tuple[FigureId, ...] = Field(min_length=2)
    tolerance: Decimal = Decimal(0)


class Disagreement(Row):
    """Where documents contradict each other (``data/decisions/disagreements.toml``)."""

    id: Slug
    topic: Slug
    figures: tuple[FigureId, ...] = Field(min_length=1)
    en: Words
    fr: Words
    es: Words
    ar: Words
