"""What figures speak of: subjects, metrics, units and topics with their names, and what is decided of operations, offices and goals."""

from __future__ import annotations

from typing import Annotated, Literal

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from etl.errors import near_names
from etl.schema.fields import (
    LANGUAGE,
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


def known_locale(value: str) -> str:
    """A locale of CLDR, such as ``pt_BR``.

    Raises:
        ValueError: CLDR has none of the name.
    """
    try:
        Locale.parse(value)
    except (ValueError, UnknownLocaleError) as error:
        near = near_names(value, locale_identifiers()).strip()
        raise ValueError(f"{value!r} is no locale of CLDR. {near or 'Write one such as fr_FR'}".rstrip(".")) from error
    return value


class Language(Row):
    """A language of the site (``data/decisions/languages.csv``), in the order of the language switch; English is the first.

    Attributes:
        language: in addresses, and the name of its columns.
        locale: of CLDR, which knows its name, direction, digits, separators and dates.
        offered: ``complete`` where it is once all its words are there; ``always`` where English words may stand for some.
    """

    language: Annotated[str, StringConstraints(pattern=LANGUAGE)]
    locale: Annotated[str, AfterValidator(known_locale)]
    offered: Literal["always", "complete"]

    @model_validator(mode="after")
    def _is_of_its_locale(self) -> Language:
        if Locale.parse(self.locale).language != self.language:
            raise ValueError(
                f"the locale {self.locale} is of the language {Locale.parse(self.locale).language}, not {self.language}"
            )
        return self


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


#: The language of a news item stands in its address.
NewsUrl = Annotated[str, StringConstraints(pattern=r"^https://www\.interpol\.int/(ar|en|es|fr)/")]


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
    news_url: Annotated[NewsUrl | None, BeforeValidator(lambda value: value or None)]
    source_lines: LineList = Field(min_length=1)
    remark: OptionalText


class Gloss(TranslatedRow):
    """What an operation was after, in three to six words of what the document says (``data/decisions/glosses.csv``)."""

    en: Annotated[NonEmptyText, AfterValidator(lambda words: _short(words))]
    subject: Slug
    source_id: Slug
    source_line: int = Field(ge=1)


def _short(words: str) -> str:
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
    summary_en: NonEmptyText
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
