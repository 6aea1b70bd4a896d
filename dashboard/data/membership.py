"""How many members there were at the end of each year, and who joined and left in it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.store import Store
from dashboard.i18n.languages import N_

#: Codes of former members, which are none of today's, → words.
FORMER = {
    "ANT": N_("Netherlands Antilles"),
    "CSK": N_("Czechoslovakia"),
    "RVN": N_("South Vietnam"),
    "SAA": N_("Saar"),
    "TWN": N_("Republic of China (Taiwan)"),
}


@dataclass(frozen=True)
class MembershipYear:
    """A year of membership.

    Attributes:
        count: members at its end.
        joined: codes of those that joined or came back in it.
        left: codes of those that were members at the end of the year before, and not at its end.
    """

    year: int
    count: int
    joined: tuple[str, ...]
    left: tuple[str, ...]


def membership_years(store: Store) -> list[MembershipYear]:
    """Every year since the present constitution; a spell whose start nobody knows joins in none of them."""
    query = """
        SELECT y.year, y.members_at_year_end AS count,
               (SELECT string_agg(code, ' ' ORDER BY code) FROM membership_spells WHERE from_year = y.year) AS joined,
               (SELECT string_agg(code, ' ' ORDER BY code) FROM membership_spells
                WHERE last_year_end = y.year - 1 AND y.year > (SELECT min(year) FROM members_by_year)) AS left
        FROM members_by_year y ORDER BY y.year
    """
    return [
        MembershipYear(
            row["year"], row["count"], tuple((row["joined"] or "").split()), tuple((row["left"] or "").split())
        )
        for row in store.rows(query)
    ]
