"""What documents print, and the documents themselves: figures, members, places, and the numbers that are no figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from etl.numerals import known_language
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
    TranslatedRow,
    plain_number,
    printings_of,
    whole_number,
)


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
    checked: NonEmptyText

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
    text_sha256: OptionalText = None
    names: TranslatedRow
    citations: TranslatedRow
    quoted: tuple[NonEmptyText, ...] = ()
