"""Who was a member at the end of each year since the present constitution, who joined and left, and what is doubtful."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dashboard.data.store import Store
from dashboard.errors import InvalidParameter
from dashboard.i18n.languages import N_

#: Codes of former members, which are none of today's countries, → words.
FORMER = {
    "ANT": N_("Netherlands Antilles"),
    "CSK": N_("Czechoslovakia"),
    "RVN": N_("South Vietnam"),
    "SAA": N_("Saar"),
    "TWN": N_("Republic of China (Taiwan)"),
}
#: Code → what the reference says besides of its membership.
REMARKS = {
    "ANT": N_(
        "Dissolved in October 2010; it is counted until Curaçao and Sint Maarten took its place in October 2011."
    ),
    "CSK": N_("Its return in 1990 is not directly sourced. Czechia and Slovakia were admitted in 1993."),
    "RUS": N_("Admitted in 1990 as the Soviet Union."),
    "RVN": N_("The state ended in April 1975."),
    "SAA": N_("It became part of the Federal Republic of Germany on 1 January 1957."),
    "SRB": N_("A member as Yugoslavia at first; readmitted as the Federal Republic of Yugoslavia."),
    "TWN": N_("The seat passed to the People’s Republic of China in September 1984."),
}
#: Successor states of the Soviet Union.
SOVIET = frozenset(
    ["ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"]
)
Status = Literal["", "joined", "left", "absent"]
#: Years of a membership: the first and the last at whose end it stood; no last year where it goes on.
Spell = tuple[int, int | None]


@dataclass(frozen=True)
class MembershipYear:
    """A year of membership.

    Attributes:
        count: members at its end.
        confirmed: another source gives the same number.
        joined: codes of those that joined or came back in it; in the first year, of all that were members.
        left: codes of those that were members at the end of the year before, and not at its end.
    """

    year: int
    count: int
    confirmed: bool
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class Membership:
    """Every membership since the present constitution.

    Attributes:
        years: from the first to the latest.
        spells: code → its memberships that reach into those years.
        regions: code of a member of today → its region.
        doubtful: codes with a date that one source alone gives, or that nobody knows.
    """

    years: tuple[MembershipYear, ...]
    spells: dict[str, tuple[Spell, ...]]
    regions: dict[str, str]
    doubtful: frozenset[str]

    @property
    def first(self) -> int:
        """The year of the constitution."""
        return self.years[0].year

    @property
    def last(self) -> int:
        """The latest year."""
        return self.years[-1].year

    def is_member(self, code: str, year: int) -> bool:
        """Whether it was a member at the end of a year."""
        return _spell_at(self.spells.get(code, ()), year) is not None

    def status(self, code: str, year: int) -> Status:
        """What a map shows of it: a member, one that joined in that year, one that has left, or none yet."""
        spells = self.spells.get(code, ())
        if spell := _spell_at(spells, year):
            return "joined" if spell[0] == year > self.first else ""
        return "left" if any(last is not None and last < year for _, last in spells) else "absent"

    def by_region(self, year: int) -> dict[str, int]:
        """Members at the end of a year by region; under the empty string those that are none of today's countries."""
        found: dict[str, int] = {}
        for code in self.spells:
            if self.is_member(code, year):
                region = self.regions.get(code, "")
                found[region] = found.get(region, 0) + 1
        return found

    def joined_between(self, first: int, last: int) -> list[str]:
        """Codes of those that joined or came back from one year to another."""
        return [code for each in self.years if first <= each.year <= last for code in each.joined]

    @property
    def returned(self) -> list[str]:
        """Codes of members that left after the first year and were readmitted."""
        return [code for code, spells in self.spells.items() if len(spells) > 1]

    def in_year(self, asked: str) -> MembershipYear:
        """The year that an address asks for.

        Raises:
            InvalidParameter: it is not one of those that are known.
        """
        found = next((each for each in self.years if str(each.year) == asked), None)
        if found is None:
            raise InvalidParameter("until", asked, [f"{self.first}–{self.last}"])
        return found


def _spell_at(spells: tuple[Spell, ...], year: int) -> Spell | None:
    return next(((first, last) for first, last in spells if first <= year and (last is None or last >= year)), None)


@lru_cache(maxsize=4)
def membership(store: Store) -> Membership:
    """Reads every membership.

    The totals count a membership whose start nobody knows from the year on in which they need it.
    """
    totals = store.rows(
        "SELECT year, members_at_year_end AS count, confirmed_total IS NOT NULL AS confirmed FROM members_by_year "
        "ORDER BY year"
    )
    start = totals[0]["year"]
    known: dict[str, list[Spell]] = {}
    unknown: list[tuple[str, int | None]] = []
    query = """
        SELECT code, from_year, last_year_end FROM membership_spells
        WHERE last_year_end IS NULL OR last_year_end >= $start ORDER BY code, from_year NULLS FIRST
    """
    for row in store.rows(query, {"start": start}):
        if row["from_year"] is None:
            unknown.append((row["code"], row["last_year_end"]))
        else:
            known.setdefault(row["code"], []).append((row["from_year"], row["last_year_end"]))
    for code, last in unknown:
        needed = next(
            row["year"]
            for row in totals
            if row["count"] > sum(_spell_at(tuple(spells), row["year"]) is not None for spells in known.values())
        )
        known[code] = [(needed, last), *known.get(code, [])]
    spells = {code: tuple(each) for code, each in sorted(known.items())}
    members = store.rows("SELECT iso3, un_region, confidence FROM members")
    return Membership(
        years=tuple(_year(row, spells, start, {code for code, _ in unknown}) for row in totals),
        spells=spells,
        regions={row["iso3"]: row["un_region"] for row in members},
        doubtful=frozenset(row["iso3"] for row in members if row["confidence"] == "B") | {code for code, _ in unknown},
    )


def _year(row: dict[str, Any], spells: dict[str, tuple[Spell, ...]], start: int, unknown: set[str]) -> MembershipYear:
    year = row["year"]
    joined, left = [], []
    for code, each in spells.items():
        begun = [first for first, _ in each]
        if code in unknown:
            begun = begun[1:]  # nobody knows in which year the first of them began
        if year in begun or (year == start and _spell_at(each, year)):
            joined.append(code)
        if year > start and any(last == year - 1 for _, last in each):
            left.append(code)
    return MembershipYear(year, row["count"], row["confirmed"], tuple(joined), tuple(left))


def member_rows(
    store: Store, language: str, region: str = "", codes: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """Today's members by name, with their dates.

    Args:
        store: the database.
        language: of the names.
        region: only members of it; empty for all.
        codes: only these members; None for all.
    """
    query = f"""
        SELECT iso3, name_{language} AS name, un_region, member_since, founding_member_1956 = '1' AS founder, confidence,
               current_spell_start AS readmitted, ended.year AS left, coalesce(ended.unknown, false) AS unknown
        FROM members LEFT JOIN (
            SELECT code, max(last_year_end) + 1 AS year, bool_or(from_year IS NULL) AS unknown
            FROM membership_spells WHERE last_year_end >= 1956 GROUP BY code
        ) ended ON ended.code = iso3
        WHERE ($region = '' OR un_region = $region)
          AND ($every OR iso3 IN (SELECT unnest($codes)))
        ORDER BY name_{language} COLLATE {store.collation(language)}
    """
    return store.rows(query, {"region": region, "every": codes is None, "codes": sorted(codes or ())})
