"""The forms that charts may name."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from dashboard.chart_types.figure_builder import Sketch
from dashboard.design.style import Layout

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView

Mark = Callable[["ChartView", Layout], go.Figure]
MARKS: dict[str, Mark] = {}


def mark(draw: Callable[[ChartView, Layout], Sketch]) -> Mark:
    """Registers a chart form under its function's name; its figure is finished."""

    @wraps(draw)
    def finished(view: ChartView, layout: Layout) -> go.Figure:
        return draw(view, layout).finish()

    MARKS[draw.__name__] = finished
    return finished
