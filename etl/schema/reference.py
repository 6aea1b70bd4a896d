"""What others say of members and regions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from etl.schema.fields import NonEmptyText, OptionalInt, OptionalText, Row, TranslatedRow


class Member(Row):
    """A member of the Organization (``data/reference/members.csv``)."""

    iso3: str
    iso2: str
    m49: str
    name_en: NonEmptyText
    un_region: NonEmptyText
    un_subregion: str
    member_since: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$")]
    member_since_year: int
    confidence: Literal["A", "B"]
    founding_member_1956: Literal["0", "1"]
    current_spell_start: OptionalInt
    sources: NonEmptyText
    note: OptionalText


class CountryNames(TranslatedRow):
    """What people call a member (``data/reference/country_names.csv``), by Unicode's CLDR; ``; `` stands between names."""

    iso3: str


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

    code: NonEmptyText
    name: NonEmptyText
    from_year: OptionalInt
    last_year_end: OptionalInt


class FormerMember(Row):
    """A state that was a member and is not now (``data/reference/former_members.csv``)."""

    code: NonEmptyText
    name: NonEmptyText
    from_year: OptionalInt
    last_year_end: OptionalInt
    basis: NonEmptyText


class SmallState(Row):
    """Where a member too small for the map's shapes stands (``data/reference/small_states.csv``)."""

    iso3: NonEmptyText
    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)


class Region(Row):
    """A region of the United Nations' M49 standard (``data/reference/regions.csv``)."""

    m49: NonEmptyText
    level: NonEmptyText
    name_en: NonEmptyText
