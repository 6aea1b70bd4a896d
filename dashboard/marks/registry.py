"""The forms that charts may name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from dashboard.style import Layout

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView

Mark = Callable[["ChartView", Layout], go.Figure]
MARKS: dict[str, Mark] = {}


def mark(function: Mark) -> Mark:
    """Registers a chart form under its function's name."""
    MARKS[function.__name__] = function
    return function
