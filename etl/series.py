"""The points of each series, in order, and how each stands to the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.errors import Problem
from etl.extract import Inputs
from etl.reported import SAME, Settled, agreements, settle
from etl.schema.fields import period_bounds
from etl.schema.reported import Series

#: Of two figures for one point: what a document prints, then what is worked out from that, then the rest.
_ORDER = ("printed", "derived", "reported")


@dataclass(frozen=True)
class Point:
    """A figure that may stand in a series.

    Attributes:
        basis: as in the table ``figures``.
        figure_id: the figure.
        subject: what it is about.
        start, end: first and last day that it covers.
    """

    basis: str
    figure_id: str
    subject: str
    start: date
    end: date


Candidates = dict[tuple[str, str, str], list[Point]]


def _candidates(inputs: Inputs, settled: Settled) -> Candidates:
    """The figures that a series can hold, by subject, metric and unit; those of a later document first."""
    found: Candidates = {
        (subject, row.metric, row.unit): [] for row in inputs.rows("series") for subject in row.subjects
    }
    rows = [("printed", row.figure_id, row) for row in inputs.rows("printed_figures")]
    rows += [("derived", row.figure_id, row) for row in inputs.rows("derivations")]
    rows += [("reported", name, items[0].row) for name, items in settled.figures.items()]
    for basis, name, row in rows:
        if (row.subject, row.metric, row.unit) in found:
            point = Point(basis, name, row.subject, *period_bounds(row.period_label))
            found[row.subject, row.metric, row.unit].append(point)
    for points in found.values():
        points.sort(key=lambda point: point.figure_id, reverse=True)
        points.sort(key=lambda point: _ORDER.index(point.basis))
    return found


def points_of(series: Series, candidates: Candidates) -> list[Point]:
    """The points of a series in order, one for each period or edition."""
    first, last = period_bounds(series.period_label)
    chosen: dict[object, Point] = {}
    for subject in series.subjects:
        for point in candidates[subject, series.metric, series.unit]:
            if first <= point.start and point.end <= last:
                chosen.setdefault(subject if series.step == "edition" else (point.start, point.end), point)
    return sorted(chosen.values(), key=lambda p: (_place(p, series), p.end, p.start))


def _of_one_place(series: Series, candidates: Candidates) -> Iterator[tuple[Point, Point]]:
    """A figure and a reported one of the same year, or edition, that are dated otherwise: one column would hide the other."""
    first, last = period_bounds(series.period_label)
    places: dict[object, Point] = {}
    for subject in series.subjects if series.step != "date" else ():
        for point in candidates[subject, series.metric, series.unit]:
            if first <= point.start and point.end <= last:
                of_place = places.setdefault(subject if series.step == "edition" else point.end.year, point)
                dates = {(each.start, each.end) for each in (of_place, point)}
                if len(dates) > 1 and point.basis == "reported":
                    yield of_place, point


def _place(point: Point, series: Series) -> int:
    return series.subjects.index(point.subject) if series.step == "edition" else 0


def series_points(inputs: Inputs) -> Iterator[dict[str, Any]]:
    """The table ``series_points``: every point with how it joins the one before, and whether it is drawn solid."""
    settled = settle(inputs)
    candidates = _candidates(inputs, settled)
    breaks = {(row.series, settled.current(row.figure_id)): row for row in inputs.rows("series_breaks")}
    solid = solid_figures(inputs, settled)
    for series in inputs.rows("series"):
        before: Point | None = None
        apart = False
        for position, point in enumerate(points_of(series, candidates), 1):
            decision = breaks.get((series.series, point.figure_id))
            joins = decision.kind if decision else "break" if apart else _joins(series, before, point)
            apart = joins == "apart"
            yield {
                "series": series.series,
                "position": position,
                "figure_id": point.figure_id,
                "joins": joins,
                "mark": "solid" if point.basis != "reported" or point.figure_id in solid else "hollow",
                "note": decision.note if decision else None,
            }
            before = point


def _joins(series: Series, before: Point | None, point: Point) -> str:
    if before is None:
        return "start"
    return "gap" if series.step != "edition" and point.end.year - before.end.year > 1 else "yes"


def solid_figures(inputs: Inputs, settled: Settled) -> set[str]:
    """Reported figures drawn solid: INTERPOL's own text or an official paper prints the value, or a decision says so."""
    publications = {row.publication_id: row for row in inputs.rows("publications")}
    found = set()
    for name, item, how in agreements(inputs, settled):
        publication = publications[item.row.publication_id]
        if how == SAME and (publication.is_primary or publication.kind == "official"):
            found.add(name)
    for row in inputs.rows("point_marks"):
        (found.add if row.mark == "solid" else found.discard)(row.figure_id)
    return found


def series_decisions(inputs: Inputs) -> Iterator[Problem]:
    """Series without points, and breaks at a figure that is no point of their series."""
    settled = settle(inputs)
    candidates = _candidates(inputs, settled)
    points: dict[str, set[str]] = {}
    for item in inputs.tables["series"]:
        found = {point.figure_id for point in points_of(item.row, candidates)}
        points[item.row.series] = found
        if len(found) < 2:
            what = f"the series {item.row.series} has {len(found)} points."
            yield Problem(item.where, what, "Look at its subjects, metric, unit and period, or remove it.")
        for first, other in _of_one_place(item.row, candidates):
            what = f"{first.figure_id} and {other.figure_id} stand in one place of the series {item.row.series}."
            fix = (
                "If they are one figure, which is dated otherwise, add to data/decisions/same_figures.csv "
                f"{other.figure_id},{first.figure_id},REASON; else remove one."
            )
            yield Problem(item.where, what, fix)
    for item in inputs.tables["series_breaks"]:
        if item.row.series in points and settled.current(item.row.figure_id) not in points[item.row.series]:
            what = f"{item.row.figure_id!r} is no point of {item.row.series}."
            yield Problem(f"{item.where}, column figure_id", what, "Fix the id, or remove the break.")
