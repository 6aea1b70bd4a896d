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

    figure_id: FigureId = Field(
        description="`source_id.subject.metric.period_label`; a word may follow after a point where two would be the same"
    )
    subject: Slug = Field(description="what the figure is about: a row of `data/decisions/subjects.csv`")
    metric: SnakeName = Field(description="what it counts or measures: a row of `data/decisions/metrics.csv`")
    period_label: Period = Field(
        description="what it covers, in ISO 8601: `2021`, `2021-12`, `2021-12-31`, or two of them with `--` between"
    )
    value: Annotated[Decimal, BeforeValidator(plain_number)] = Field(
        description="the number in digits with a point, times the multiplier: `5400000000`; 45 % is `45`"
    )
    unit: SnakeName = Field(description="a row of `data/decisions/units.csv` that the metric allows")
    qualifier: Qualifier = Field(
        description="`exact`, or what the words before the number make of it: almost is `nearly`"
    )
    label_basis: Literal["printed", "inferred", "confirmed"] = Field(
        description="`printed` where the text says what the number counts; `inferred` where the text lost it and the note "
        "says why; `confirmed` where `label_confirmations.csv` says what bears it out"
    )
    source_id: Slug = Field(description="the document: the name of its card in `data/sources`")
    source_line: int = Field(ge=1, description="the line of its text, from 1")
    as_printed: NonEmptyText = Field(
        description="the number as it stands there, in the language of the card, without its scale: `5.4`, `13,516`, `a dozen`"
    )
    multiplier: Annotated[Literal[1, 1000, 1000000, 1000000000], BeforeValidator(whole_number)] = Field(
        description="the scale that is printed beside it: `1000000000` for billion; else `1`"
    )
    also_printed: Annotated[tuple[tuple[int, str], ...], BeforeValidator(printings_of)] = Field(
        description="further lines that print the same figure, each with its token: `67:194|69:194`"
    )
    note: OptionalText = Field(description="a caveat: a row of `data/decisions/notes.csv`; mostly empty")
    checked: Annotated[NonEmptyText, AfterValidator(known_reading)] = Field(
        description="how often it was read: `agreed`, `once`, `settled: …` or `reread: …`"
    )

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


class Section(TranslatedRow):
    """A section of a document (``data/decisions/sections.csv``): its heading and the lines of the text under it.

    ``fr`` is the heading as printed, its beginning with an ellipsis where it is a sentence. Where columns and pictures
    are interleaved in the text, the lines are those that certainly belong to it; others have a chapter alone.
    """

    source_id: Slug
    first_line: int = Field(ge=1)
    last_line: int = Field(ge=1)

    @model_validator(mode="after")
    def _lines_follow(self) -> Section:
        if self.last_line < self.first_line:
            raise ValueError(f"last_line is before first_line ({self.last_line} < {self.first_line})")
        return self


class Chapter(Section):
    """A chapter of a document (``data/decisions/chapters.csv``): its title, its lines in the text, its pages.

    Pages are those of the document's own table of contents, if it prints one; where the last chapter ends it does not
    say. Lines begin with a chapter's opening words, which may stand before its title.
    """

    first_page: OptionalInt = None
    last_page: OptionalInt = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Chapter:
        if self.last_page is not None and self.last_page < (self.first_page or self.last_page + 1):
            raise ValueError(f"last_page is before first_page ({self.last_page} < {self.first_page})")
        return self


class Exclusion(Row):
    """Numbers on a line that are not figures (``data/decisions/exclusions/<source>.csv``)."""

    source_line: int = Field(ge=1, description="the line of the text, from 1")
    token: NonEmptyText = Field(description="a run of digits or a counting word, as it stands there")
    count: int = Field(ge=1, description="how often it is excluded on that line for that reason")
    reason: Slug = Field(description="a row of `data/decisions/exclusion_reasons.csv`")


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
