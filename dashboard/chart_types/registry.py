"""The forms that charts may name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from dashboard.chart_types.base_figure import nothing_fits
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.charts.chart_type_info import CHART_TYPE_INFO, ChartTypeInfo
from dashboard.design.style import Layout

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView

ChartType = Callable[["ChartView", Layout], go.Figure]
#: Rows that a chart keeps, however little room it has.
MIN_ROWS = 3
CHART_TYPES: dict[str, ChartType] = {}


def chart_type(name: str, **told: Any) -> Callable[[Callable[[ChartView, Layout], FigureBuilder]], ChartType]:
    """Registers a chart form under its function's name; its figure is finished, and draws at least one row: without, a sentence says so.

    Args:
        name: as in `ChartTypeInfo`.
        **told: likewise.
    """
    info = ChartTypeInfo(name, **told)

    def register(draw: Callable[[ChartView, Layout], FigureBuilder]) -> ChartType:
        @wraps(draw)
        def built(view: ChartView, layout: Layout) -> go.Figure:
            return (draw if view.rows else nothing_fits)(view, layout).build()

        CHART_TYPES[draw.__name__] = built
        CHART_TYPE_INFO[draw.__name__] = info
        return built

    return register


def row_keys(view: ChartView) -> list[str]:
    """What stands in the rows or panels of a chart, in their order; nothing where none may be left out."""
    key = view.info.rows
    if key is None or view.chart.definition.highlight == "last":
        return []
    return view.categories if key == "category" else view.series


def fewest_left_out(view: ChartView, fits: Callable[[int], bool]) -> int:
    """How few of the last of `row_keys` are left out so that a chart fits; where none of it does, all but `MIN_ROWS`."""
    most = max(0, len(row_keys(view)) - MIN_ROWS)
    return min(bisect_left(range(most + 1), True, key=fits), most)


def without_last_rows(view: ChartView, count: int) -> ChartView:
    """The view without so many of the last of `row_keys`."""
    if not count:
        return view
    left_out = {*row_keys(view)[-count:]}
    return replace(view, rows=tuple(row for row in view.rows if getattr(row, view.info.rows or "") not in left_out))
