"""The map of the members, as it was at the end of a year: the shapes of the drawn chart, told apart by classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.charts.view import ChartView
from dashboard.components.chart_article import drawings
from dashboard.components.chart_interaction import KEYS_ID, chart_points
from dashboard.components.context import PageContext
from dashboard.components.html import Raw
from dashboard.data.membership import Membership
from dashboard.design.style import DESKTOP, PHONE
from dashboard.exports.images.presets import DEFAULT
from dashboard.releases.data_version import prefix_ids

_POINT = re.compile(r'data-point="(\d+)"')


def membership_map(context: PageContext, view: ChartView, known: Membership, year: int, followed: str) -> Any:
    """The drawn chart with a class on each country that is no plain member, in the narrow and in the wide layout."""
    classes = [shape_classes(known, row.category, year, followed) for row in view.rows]

    def classed(found: re.Match[str]) -> str:
        names = classes[int(found[1])]
        return f'{found[0]} class="{names}"' if names else found[0]

    drawn = [Raw(_POINT.sub(classed, part.html)) if isinstance(part, Raw) else part for part in _layouts(context, view)]
    box = html.Div(
        drawn,
        className="drawing",
        id=f"drawing-{view.chart.id}",
        tabIndex=0,
        role="group",
        **{"aria-labelledby": f"title-{view.chart.id}", "aria-describedby": KEYS_ID},
    )
    return [box, chart_points(context, view)]


def shape_classes(known: Membership, code: str, year: int, followed: str) -> str:
    """The classes of a country's shape; ``assets/membership.js`` gives the same."""
    status = known.status(code, year)
    doubtful = "doubtful" if code in known.doubtful and status in ("", "joined") else ""
    return " ".join(filter(None, (status, doubtful, "followed" if code == followed else "")))


def _layouts(context: PageContext, view: ChartView) -> Sequence[Any]:
    """Wide places have the layout of pictures, where Europe stands beside the world and not below it."""
    data = context.data
    drawn = data.drawn(view.chart, view.state, view.language, DEFAULT)
    wide = drawn and data.drawing(view.chart, view.state, view.language, DESKTOP, drawn).read()
    if not wide:
        return drawings(context, view, (PHONE, DESKTOP))
    svg = prefix_ids(wide, f"{view.chart.id}-{DESKTOP.name}").replace(
        "<svg ", f'<svg role="img" aria-labelledby="title-{view.chart.id}" class="{DESKTOP.name}" ', 1
    )
    return [*drawings(context, view, (PHONE,)), Raw(svg)]
