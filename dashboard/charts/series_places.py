"""Where the points of series stand beside each other: in the slots of years or editions, or at the moments they are of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.i18n import formatting

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView


def year_of(row: Datum) -> str:
    """The year that a period ends in."""
    return row.period_label.split("--")[-1][:4]


def slots(view: ChartView, series: str) -> list[str]:
    """From the first value of a series to its last: every year; or the chart's editions in order, and "" where some are missing."""
    own = [row for row in view.rows if row.series == series]
    points = {row.category: row.point for row in view.rows if row.point}
    if any(point.step != "edition" for point in points.values()):
        years = [int(year_of(row)) for row in own]
        return [str(year) for year in range(min(years), max(years) + 1)]
    editions = sorted(points, key=lambda key: points[key].place)
    before_gap = {
        (before.category, row.category)
        for key in view.series
        for before, row in pairwise(row for row in view.rows if row.series == key)
        if row.point and row.point.joins == "gap"
    }
    found = editions[:1]
    for before, key in pairwise(editions):
        found += ["", key] if (before, key) in before_gap else [key]
    first, last = (found.index(row.category) for row in (own[0], own[-1]))
    return found[first : last + 1]


def at_moments(view: ChartView) -> bool:
    """True where points stand at the end of their period, not in the middle of a year's slot: two are of one year."""
    if any(row.point is not None and row.point.step == "edition" for row in view.rows):
        return False
    years = [(row.series, year_of(row)) for row in view.rows]
    return len(set(years)) < len(years) or any(row.point and row.point.step == "date" for row in view.rows)


def slot(row: Datum, keys: Sequence[str]) -> int:
    """The number of the slot that a point stands in."""
    return keys.index(row.category if row.point and row.point.step == "edition" else year_of(row))


def place(row: Datum, keys: Sequence[str], *, moments: bool) -> float:
    """Where a point stands between the start of the first slot and the end of the last, from 0 to 1."""
    if moments:
        return (_end(row) - int(keys[0])) / len(keys)
    return (slot(row, keys) + 0.5) / len(keys)


def slot_names(view: ChartView, keys: Sequence[str]) -> dict[str, list[str]]:
    """Years; or what tells an edition from the others, and its year: XIV, 2021, or the year alone where that tells all."""
    if not any(row.point and row.point.step == "edition" for row in view.rows):
        return {key: [formatting.period(key, view.language)] for key in keys}
    rows = {row.category: row for row in view.rows}
    parts = {key: row.label.replace("\u00a0", " ").split(" ") for key, row in rows.items()}
    shared = 0
    while len({tuple(words[: shared + 1]) for words in parts.values()}) == 1:
        shared += 1
    own = {key: " ".join(words[shared:]) for key, words in parts.items()}
    years = {key: formatting.period(year_of(row), view.language) for key, row in rows.items()}
    if all(not name or years[key] in name for key, name in own.items()):
        return {key: [year] for key, year in years.items()}
    names = {key: own[key] or " ".join(parts[key]) for key in years}
    return {key: [year] if year in names[key] else [names[key], year] for key, year in years.items()}


def _end(row: Datum) -> float:
    """The end of a period in years."""
    year, *rest = (int(part) for part in row.period_label.split("--")[-1].split("-"))
    month, day = (rest + [12, 31][len(rest) :])[:2]
    return year + (month - 1) / 12 + min(day, 30) / 360
