"""What the two latest annual reports say of each measure, side by side; a change only where it is printed or worked out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from dashboard.data.store import Row, Store

Direction = Literal["rose", "fell", "same", "only-earlier", "only-later"]
#: What follows the name of a metric in that of its change.
_CHANGES = ("_change", "_increase", "_decrease")
#: Counted in single cases: those of one year have nothing to do with those of the next.
_OF_SINGLE_CASES = ("notices_issued_in_case",)


@dataclass
class YearPair:
    """A measure of a subject in both years.

    Attributes:
        earlier: the figure of the earlier year, a row of ``figures`` with ``disputed``; None where there is none.
        later: likewise.
        changes: figures of the later year that are the change of this measure.
    """

    topic: str
    subject: str
    metric: str
    unit: str
    earlier: Row | None = None
    later: Row | None = None
    changes: list[Row] = field(default_factory=list)

    @property
    def direction(self) -> Direction:
        """Which of the two values is larger, or which report has one."""
        if self.earlier is None:
            return "only-later"
        if self.later is None:
            return "only-earlier"
        before, after = self.earlier["value"], self.later["value"]
        return "rose" if after > before else "fell" if after < before else "same"

    @property
    def percent(self) -> float:
        """How large the change in percent is, whichever way; -1 where none is printed or worked out."""
        return max((abs(row["value"]) for row in self.changes if row["unit"] == "percent"), default=-1.0)


def report_years(store: Store) -> tuple[str, str]:
    """The years of the two latest annual reports."""
    query = r"SELECT source_id[3:] AS year FROM sources WHERE regexp_matches(source_id, '^ar\d{4}$') ORDER BY year DESC"
    later, earlier, *_ = [str(row["year"]) for row in store.rows(query)]
    return earlier, later


def year_pairs(store: Store) -> list[YearPair]:
    """Every measure of the two reports, by topic and in the order of the later report, then of the earlier one."""
    earlier, later = report_years(store)
    query = """
        SELECT f.*, figure_id IN (SELECT figure_id FROM disagreement_figures) AS disputed, left(period_label, 4) AS year
        FROM preferred_figures f JOIN topics t USING (topic) JOIN subjects s USING (subject)
        WHERE basis IN ('printed', 'derived') AND source_id IN ('ar' || $earlier, 'ar' || $later)
          AND year(period_start) = year(period_end) AND year IN ($earlier, $later)
          AND metric NOT IN (SELECT unnest($excluded)) AND s.kind <> 'case'
        ORDER BY t.position, source_id DESC, basis = 'derived', source_line, figure_id
    """
    pairs: dict[tuple[str, str, str], YearPair] = {}
    changes: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in store.rows(query, {"earlier": earlier, "later": later, "excluded": list(_OF_SINGLE_CASES)}):
        if row["metric"].endswith(_CHANGES):
            measure = next(row["metric"].removesuffix(end) for end in _CHANGES if row["metric"].endswith(end))
            changes[row["subject"], measure, row["year"]].append(row)
            continue
        key = (row["subject"], row["metric"], row["unit"])
        pair = pairs.setdefault(key, YearPair(row["topic"], *key))
        side = "earlier" if row["year"] == earlier else "later"
        if getattr(pair, side) is None:  # of two periods in one year what is printed goes before what is worked out
            setattr(pair, side, row)
    for pair in pairs.values():
        pair.changes = changes[pair.subject, pair.metric, later]
    return list(pairs.values())
