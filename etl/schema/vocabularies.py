"""What figures speak of: subjects, metrics, units and topics with their names, and what is decided of operations, offices and goals."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from etl.schema.fields import (
    LineList,
    NonEmptyText,
    OptionalText,
    Period,
    PhraseList,
    Row,
    Slug,
    SlugList,
    SnakeName,
    TranslatedRow,
    split_list,
)

#: Characters of a gloss: it stands beside a name in a label.
MAX_GLOSS = 48
CrimeArea = Literal[
    "terrorism", "human-trafficking-and-migrant-smuggling", "child-abuse", "cybercrime", "financial-crime",
    "illicit-goods", "pharmaceutical-crime", "food-crime", "drugs", "firearms", "maritime", "environmental-crime",
    "cultural-heritage", "vehicle-crime", "corruption", "fugitives", "border-security", "identification",
    "organized-crime", "capacity-building", "other",
]  # fmt: skip


class Subject(TranslatedRow):
    """What a figure is about (``data/decisions/subjects.csv``)."""

    subject: Slug
    kind: Literal[
        "organization", "notice", "database", "operation", "project", "programme", "campaign", "initiative", "case",
        "event", "finance", "training", "goal", "network", "country-group", "office",
    ]  # fmt: skip


class Metric(TranslatedRow):
    """What a figure counts or measures (``data/decisions/metrics.csv``)."""

    metric: SnakeName
    units: Annotated[tuple[SnakeName, ...], BeforeValidator(lambda v: split_list(v, ";"))]


class Unit(TranslatedRow):
    """A unit of measure (``data/decisions/units.csv``)."""

    unit: SnakeName
    symbol: OptionalText


class Topic(TranslatedRow):
    """A page of the site and a file of figures (``data/decisions/topics.csv``)."""

    topic: Slug
    position: int


class Note(TranslatedRow):
    """A caveat, worded once (``data/decisions/notes.csv``)."""

    note: Slug


class Operation(Row):
    """An operation, or something that is not one and is told apart (``data/decisions/operations.csv``)."""

    subject: Slug
    source_id: Slug
    name: NonEmptyText
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


class Gloss(TranslatedRow):
    """What an operation was after, in three to six words of what the document says (``data/decisions/glosses.csv``)."""

    subject: Slug
    source_id: Slug
    source_line: int = Field(ge=1)

    @field_validator("en", "fr", "es", "ar")
    @classmethod
    def _short(cls, words: str) -> str:
        if len(words) > MAX_GLOSS:
            raise ValueError(f"a gloss has at most {MAX_GLOSS} characters, this has {len(words)}")
        return words


class CombinedSubject(Row):
    """An operation that a combined figure speaks of (``data/decisions/combined_subjects.csv``)."""

    combined: Slug
    subject: Slug


class Office(TranslatedRow):
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
    title_en: NonEmptyText
    title_fr: NonEmptyText
    title_es: NonEmptyText
    title_ar: NonEmptyText
    summary_en: NonEmptyText
    summary_fr: NonEmptyText
    summary_es: NonEmptyText
    summary_ar: NonEmptyText
    objectives_count: Annotated[int | None, BeforeValidator(lambda v: None if v == "" else v)]
    source_id: Slug
    source_line: int = Field(ge=1)
    remark: OptionalText


class SearchWords(Row):
    """What readers type, in each language, for what the data call otherwise (``data/decisions/search_words.csv``).

    Attributes:
        kind: what the targets are. Without targets: ``optional`` words need not fit, ``total`` words ask for a sum.
            ``scale`` words stand after a number, which they multiply by their target.
    """

    en: PhraseList
    fr: PhraseList
    es: PhraseList
    ar: PhraseList
    kind: Literal["metric", "subject", "topic", "area", "country", "office", "refusal", "scale", "optional", "total"]
    targets: SlugList

    @model_validator(mode="after")
    def _has_targets(self) -> SearchWords:
        if bool(self.targets) == (self.kind in ("optional", "total")):
            raise ValueError(f"words of the kind {self.kind} have {'no' if self.targets else 'at least one'} target")
        if self.kind == "scale" and not (len(self.targets) == 1 and self.targets[0].isdecimal()):
            raise ValueError("the target of a scale is one whole number")
        return self


class SearchRefusal(TranslatedRow):
    """What no document prints, and a search says so (``data/decisions/search_refusals.csv``).

    Attributes:
        of_totals: said only to who asks for a total.
        metrics: said where one of them is asked for; likewise `subjects`. With neither it is said to `SearchWords`.
    """

    refusal: Slug
    of_totals: Literal["yes", "no"]
    metrics: SlugList
    subjects: SlugList
