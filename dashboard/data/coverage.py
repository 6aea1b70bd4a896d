"""What the figures are of, worked out from the data: their years, and the newest report that was read."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.store import Store

#: A year is named where it has an annual report of its own or at least this part of the figures: a forecast for 2025 in
#: a report on 2021 would promise more than there is.
LEAST_SHARE = 0.1


@dataclass(frozen=True)
class Coverage:
    """What a set of figures is of.

    Attributes:
        periods: years in their order; first and last alone of figures that are spread over many.
        spread: the periods are two ends.
        newest_report: the annual report that was published last: a source named ar and its year.
        others: the first and the last year of what other sources say beside the documents; empty where they say nothing.
    """

    periods: tuple[str, ...]
    spread: bool
    newest_report: str
    others: tuple[str, ...] = ()


def coverage(store: Store, topic: str = "") -> Coverage:
    """Finds what the figures of a topic, or of the whole site, are of.

    Args:
        store: the database.
        topic: its key; empty for all figures that documents print.
    """
    chosen = "basis = 'printed'" if not topic else "topic = $topic AND basis <> 'reported'"
    parameters = {"topic": topic} if topic else {}
    years = store.rows(
        f"""SELECT year(period_end) AS year, count(*) / sum(count(*)) OVER () AS share,
                   bool_or(source_id = 'ar' || year(period_end)) AS reported FROM figures
            WHERE {chosen} GROUP BY 1 ORDER BY 1""",
        parameters,
    )
    spread = len(years) > 1 and all(row["share"] < LEAST_SHARE for row in years)
    named = [str(row["year"]) for row in years if row["reported"] or row["share"] >= LEAST_SHARE]
    if spread or not named:
        named = list(dict.fromkeys(str(row["year"]) for row in (years[0], years[-1]))) if years else []
    reports = store.rows(
        """SELECT source_id FROM sources SEMI JOIN figures USING (source_id)
           WHERE regexp_full_match(source_id, 'ar\\d{4}') ORDER BY published DESC, source_id DESC LIMIT 1"""
    )
    beside = "basis IN ('reported', 'reference')" if not topic else "topic = $topic AND basis = 'reported'"
    ends = store.rows(
        f"SELECT min(year(period_start)) a, max(year(period_end)) b FROM figures WHERE {beside}", parameters
    )
    others = tuple(str(year) for year in ends[0].values() if year)
    return Coverage(tuple(named), spread, reports[0]["source_id"] if reports else "", others)
