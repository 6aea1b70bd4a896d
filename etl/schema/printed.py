"""What documents print, and the documents themselves: figures, members, places, and the numbers that are no figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from etl.errors import allowed_values
from etl.numerals import known_language
from etl.schema.fields import (
    FigureId,
    NonEmptyText,
    OptionalInt,
    OptionalText,
    Period,
    Qualifier,
    Row,
    Slug,
    SlugList,
    SnakeName,
    TranslatedRow,
    plain_number,
    printings_of,
    whole_number,
)

#: A cell that ends so was proposed by a draft and is not settled: the build refuses its row.
DRAFTED = "??"
#: What ``checked`` of a figure says: how often it was read, by somebody or something that did not see the reading before.
READINGS = {
    "agreed": "a second reading says the same",
    "settled": "a second reading says something else; after a colon, what, and what was settled",
    "reread": "one of two readings has it, and it was kept on reading the line again; after a colon, why",
    "once": "there is no second reading yet",
}


def known_reading(value: str) -> str:
    """How often a figure was read: a word of `READINGS`; with a remark where the readings differ.

    Raises:
        ValueError: it is none of the words, or it says nothing of the difference.
    """
    word, colon, remark = value.partition(": ")
    if word not in READINGS:
        raise ValueError(f"{word!r} is no word for how it was read. {allowed_values(word, READINGS)}".rstrip("."))
    if (word in ("settled", "reread")) != bool(colon and remark.strip()):
        raise ValueError(f"{word} means: {READINGS[word]}")
    return value


def text_hash(value: str) -> str:
    """The SHA-256 of a text.

    Raises:
        ValueError: it is not written as ``sha256sum`` prints it.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise ValueError(f"{value!r} is not the 64 digits that sha256sum prints")
    return value


class PrintedFigure(Row):
    """One figure as a document prints it (``data/figures/<topic>.csv``)."""

    figure_id: FigureId
    subject: Slug
    metric: SnakeName
    period_label: Period
    value: Annotated[Decimal, BeforeValidator(plain_number)]
    unit: SnakeName
    qualifier: Qualifier
    label_basis: Literal["printed", "inferred", "confirmed"]
    source_id: Slug
    source_line: int = Field(ge=1)
    as_printed: NonEmptyText
    multiplier: Annotated[Literal[1, 1000, 1000000, 1000000000], BeforeValidator(whole_number)]
    also_printed: Annotated[tuple[tuple[int, str], ...], BeforeValidator(printings_of)]
    note: OptionalText
    checked: Annotated[NonEmptyText, AfterValidator(known_reading)]

    @property
    def reading(self) -> str:
        """The word of `READINGS` alone."""
        return self.checked.partition(": ")[0]

    @property
    def reading_told(self) -> str:
        """What the second reading found, for a reader: the remark, or the word where there is none."""
        return self.checked.partition(": ")[2] or self.checked

    @property
    def printings(self) -> tuple[tuple[int, str], ...]:
        """Every line that prints the figure, with the token that stands there."""
        return ((self.source_line, self.as_printed), *self.also_printed)


class PrintedMember(Row):
    """A country in a printed list of members (``data/decisions/printed_members.csv``)."""

    source_id: Slug
    source_line: int = Field(ge=1)
    name_printed: NonEmptyText
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    remark: OptionalText


class PrintedPlace(TranslatedRow):
    """A place, or the adjective of one, as printed (``data/decisions/printed_places.csv``): its name and UN regions."""

    printed: NonEmptyText
    un_regions: SlugList = Field(min_length=1)


class PrintedPartner(TranslatedRow):
    """The name of a partner that a document prints (``data/decisions/printed_partners.csv``)."""

    printed: NonEmptyText


class Chapter(TranslatedRow):
    """A chapter of a document (``data/decisions/chapters.csv``): its title, its first line in the text, its pages.

    Pages are those of the document's own table of contents; where the last chapter ends it does not say. The text has
    no pages and few of the titles: a chapter's first line is that of its opening words, as this project reads it.
    """

    source_id: Slug
    first_line: int = Field(ge=1)
    first_page: int = Field(ge=1)
    last_page: OptionalInt = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Chapter:
        if self.last_page is not None and self.last_page < self.first_page:
            raise ValueError(f"last_page is before first_page ({self.last_page} < {self.first_page})")
        return self


class Exclusion(Row):
    """Numbers on a line that are not figures (``data/decisions/exclusions/<source>.csv``)."""

    source_line: int = Field(ge=1)
    token: NonEmptyText
    count: int = Field(ge=1)
    reason: Slug


class ExclusionReason(Row):
    """Why a number in the text is not a figure (``data/decisions/exclusion_reasons.csv``)."""

    reason: Slug
    meaning: NonEmptyText


class SourceCard(Row):
    """A document or dataset that was read (``data/sources/<id>.toml``).

    ``quoted``: what its citations say in its own language, such as the titles of works.
    """

    title: NonEmptyText
    title_original: OptionalText = None
    publisher: NonEmptyText
    language: Annotated[str, AfterValidator(known_language)]
    published: Period
    url: NonEmptyText
    accessed: Period
    terms: NonEmptyText
    kind: Literal["document", "dataset"]
    text_file: OptionalText = None
    line_count: int | None = None
    text_sha256: Annotated[str, AfterValidator(text_hash)] | None = None
    names: TranslatedRow
    citations: TranslatedRow
    quoted: tuple[NonEmptyText, ...] = ()
