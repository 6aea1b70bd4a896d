"""The number of members over the years as one area, from zero; it runs with the language, as the years below it do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.components.html import Element, Raw
from dashboard.data.membership import Spell
from dashboard.i18n import formatting

Point = tuple[int, float]


def membership_curve(context: PageContext, points: Sequence[Point], name: str, more: str = "", over: Any = None) -> Any:
    """Lays out the curve with its years.

    Args:
        context: the request.
        points: year and members.
        name: attributes that name it for screen readers, or hide it from them.
        more: what is drawn besides, in the same measures: years from the first one, and hundredths from the top.
        over: what lies over the drawing.
    """
    first, span = points[0][0], points[-1][0] - points[0][0]
    line = curve_line(points)
    drawn = (
        f'<svg {name} viewBox="0 0 {span} 100" preserveAspectRatio="none">'
        f'<path class="area" d="{line}V100H0z"/>{more}<path class="line" d="{line}"/></svg>'
    )
    last = points[-1][0]
    middle = [year for year in range(first, last) if year % 20 == 0 and 0.2 < (year - first) / span < 0.8]
    classes = {first: "first", last: "last"}
    ticks = [
        Element(
            "span",
            {"class": classes.get(year), "style": f"--place:{(year - first) / span:.4f}"},
            formatting.period(str(year), context.language),
        )
        for year in (first, *middle, last)
    ]
    return html.Div(
        [Raw(drawn), over, html.Div(ticks, className="ticks", **{"aria-hidden": "true"})],
        className="curve",
        dir=context.language.time,
    )


def curve_line(points: Sequence[Point]) -> str:
    """The upper edge of the area, as an SVG path."""
    first, top = points[0][0], max(count for _, count in points)
    return "M" + "L".join(f"{year - first} {100 - 100 * count / top:.1f}" for year, count in points)


def chosen_year(points: Sequence[Point], year: int) -> str:
    """A line at a year, and the area before it in a stronger colour."""
    at = year - points[0][0]
    return (
        f'<clipPath id="time-past"><rect width="{at}" height="100"/></clipPath>'
        f'<path class="past" clip-path="url(#time-past)" d="{curve_line(points)}V100H0z"/>'
        f'<line x1="{at}" x2="{at}" y1="0" y2="100"/>'
    )


def confirmed_years(points: Sequence[Point], confirmed: Iterable[int]) -> str:
    """A dot at each year whose total another source confirms."""
    first, top = points[0][0], max(count for _, count in points)
    known = dict(points)
    dots = "".join(f"M{year - first} {100 - 100 * known[year] / top:.1f}h0" for year in confirmed)
    return f'<path class="confirmed" d="{dots}"/>'


def followed_spells(spells: Iterable[Spell], first: int, last: int) -> str:
    """A bar at the foot for each membership of a country."""
    bars = "".join(
        f"M{max(begun, first) - first - 0.4:.1f} 95H{(last if ended is None else ended) - first + 0.4:.1f}"
        for begun, ended in spells
    )
    return f'<path class="spells" d="{bars}"/>'
