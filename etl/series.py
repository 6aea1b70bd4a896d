"""The points of each series, in order, and how each stands to the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from etl.errors import Problem
from etl.extract import Inputs, SourceRow
from etl.reported import SAME, Settled, agreements, settle
from etl.schema.fields import period_bounds
from etl.schema.reported import Series

#: Of two figures for one point: what a document prints, then what is worked out from that, then the rest.
_ORDER = ("printed", "derived", "reported")
#: What tells editions of an operation apart at the end of their subjects: haechi-ii and haechi-iii, first-light-2024.
_EDITION = re.compile(r"(.+)-(?:([ivx]+)|(\d{1,4}))")


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
    published = {item.group: item.row.published for item in inputs.tables["sources"]}
    for points in found.values():
        points.sort(
            key=lambda point: (published.get(point.figure_id.partition(".")[0], ""), point.figure_id), reverse=True
        )
        points.sort(key=lambda point: _ORDER.index(point.basis))
    return found


def points_of(series: Series, candidates: Candidates) -> list[Point]:
    """The points of a series in order, one for each period or edition."""
    chosen: dict[object, Point] = {}
    for first, point in _with_first_of_place(series, candidates):
        if not _gives_way(point, first, series):
            chosen.setdefault(point.subject if series.step == "edition" else (point.start, point.end), point)
    return sorted(chosen.values(), key=lambda p: (_place(p, series), p.end, p.start))


def _with_first_of_place(series: Series, candidates: Candidates) -> Iterator[tuple[Point, Point]]:
    """The first figure that takes the place of each, and that figure; of one edition, year or, in a series of dates, period."""
    begin, end = period_bounds(series.period_label)
    places: dict[object, Point] = {}
    for subject in series.subjects:
        for point in candidates[subject, series.metric, series.unit]:
            if begin <= point.start and point.end <= end:
                by_step = {"edition": subject, "year": point.end.year, "date": (point.start, point.end)}
                yield places.setdefault(by_step[series.step], point), point


def _gives_way(point: Point, first: Point, series: Series) -> bool:
    """Whether a document's value stands for the year of a reported one: it is of a time that ends as late, or later."""
    return series.step == "year" and point.basis == "reported" != first.basis and point.end <= first.end


def _follows(before: Point, point: Point, series: Series) -> bool:
    """Whether nothing can lack between two points: editions by their numbers, or years that follow each other."""
    if series.step != "edition":
        return point.end.year - before.end.year <= 1
    (operation, number), (other, earlier) = _edition(point.subject), _edition(before.subject)
    return operation == other and number == earlier + 1


def _edition(subject: str) -> tuple[str, int]:
    """The operation and the number of an edition, 1 where it bears none."""
    found = _EDITION.fullmatch(subject)
    if not found:
        return subject, 1
    digits = [{"i": 1, "v": 5, "x": 10}[letter] for letter in found[2] or ""]
    roman = sum(digit if digit >= after else -digit for digit, after in pairwise([*digits, 0]))
    return found[1], roman or int(found[3])


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
    """Series without points, two figures in one place, breaks at a figure that is no point of their series, and gaps that are filled."""
    settled = settle(inputs)
    candidates = _candidates(inputs, settled)
    points: dict[str, dict[str, bool]] = {}
    for item in inputs.tables["series"]:
        found = points_of(item.row, candidates)
        followed = [False, *(_follows(before, point, item.row) for before, point in pairwise(found))]
        points[item.row.series] = {point.figure_id: follows for point, follows in zip(found, followed, strict=False)}
        if len(found) < 2:
            what = f"the series {item.row.series} has {len(found)} points."
            yield Problem(item.where, what, "Look at its subjects, metric, unit and period, or remove it.")
        yield from _two_in_one_place(item, candidates)
    for item in inputs.tables["series_breaks"]:
        of_series, figure_id = points.get(item.row.series), settled.current(item.row.figure_id)
        if of_series is not None and figure_id not in of_series:
            what = f"{item.row.figure_id!r} is no point of {item.row.series}."
            yield Problem(f"{item.where}, column figure_id", what, "Fix the id, or remove the break.")
        elif of_series and item.row.kind == "gap" and of_series[figure_id]:
            what = f"nothing lacks before {item.row.figure_id!r}: the one before it is in {item.row.series}."
            yield Problem(
                f"{item.where}, column kind", what, "Remove the row, or name the figure before which some lack."
            )


def _two_in_one_place(item: SourceRow[Series], candidates: Candidates) -> Iterator[Problem]:
    """A reported figure in the place of another that is dated otherwise: one column would hide the other."""
    series = item.row
    for first, other in _with_first_of_place(series, candidates):
        same = (first.start, first.end) == (other.start, other.end)
        if same or other.basis != "reported" or _gives_way(other, first, series):
            continue
        what = f"{first.figure_id} and {other.figure_id} stand in one place of the series {series.series}."
        fix = "Take the rows of one out of data/reported, and say why, with its value, in data/decisions/left_out.csv"
        if series.step == "year":
            fix += "; or, if its chart is a line, write date as the step of the series, and both are drawn"
        if first.basis == "printed":
            same_figure = f"{other.figure_id},{first.figure_id},REASON"
            fix = f"If they are one figure, which is dated otherwise, add to data/decisions/same_figures.csv {same_figure}. Else: {fix[0].lower()}{fix[1:]}"
        yield Problem(item.where, what, f"{fix}.")
