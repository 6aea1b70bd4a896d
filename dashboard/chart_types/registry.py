"""The forms that charts may name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.design.style import Layout

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView

ChartType = Callable[["ChartView", Layout], go.Figure]
CHART_TYPES: dict[str, ChartType] = {}


def chart_type(draw: Callable[[ChartView, Layout], FigureBuilder]) -> ChartType:
    """Registers a chart form under its function's name; its figure is finished."""

    @wraps(draw)
    def built(view: ChartView, layout: Layout) -> go.Figure:
        return draw(view, layout).build()

    CHART_TYPES[draw.__name__] = built
    return built
