"""The forms that charts may name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Literal

import plotly.graph_objects as go

from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.charts.chart_type_info import CHART_TYPE_INFO, DEFAULT_MAX_ROWS, ChartTypeInfo
from dashboard.design.style import Layout

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView

ChartType = Callable[["ChartView", Layout], go.Figure]
Key = Literal["category", "series"]
#: Rows that a chart keeps, however little room it has.
MIN_ROWS = 3
CHART_TYPES: dict[str, ChartType] = {}
#: Form → what its rows or panels are made of; forms that are no list of those are not here.
ROW_KEYS: dict[str, Key] = {}
#: Form → what has marks of its own in it, which can be set off from the others by colour.
MARK_KEYS: dict[str, tuple[Key, ...]] = {}


def chart_type(
    name: str,
    *,
    max_rows: int = DEFAULT_MAX_ROWS,
    scale: Literal["unit", "category", "none"] = "unit",
    rows: Key | None = None,
    marks: tuple[Key, ...] = ("category", "series"),
) -> Callable[[Callable[[ChartView, Layout], FigureBuilder]], ChartType]:
    """Registers a chart form under its function's name; its figure is finished.

    Args:
        name: as in `ChartTypeInfo`.
        max_rows: likewise.
        scale: likewise.
        rows: what each of its rows or panels is, where the form is a list whose end can be left out.
        marks: what has a mark of its own, which bears the colour of `row_colour`.
    """

    def register(draw: Callable[[ChartView, Layout], FigureBuilder]) -> ChartType:
        @wraps(draw)
        def built(view: ChartView, layout: Layout) -> go.Figure:
            return draw(view, layout).build()

        CHART_TYPES[draw.__name__] = built
        CHART_TYPE_INFO[draw.__name__] = ChartTypeInfo(name, max_rows, scale)
        MARK_KEYS[draw.__name__] = marks
        if rows:
            ROW_KEYS[draw.__name__] = rows
        return built

    return register


def row_keys(view: ChartView) -> list[str]:
    """What stands in the rows or panels of a chart, in their order; nothing where none may be left out."""
    definition = view.chart.definition
    if definition.type not in ROW_KEYS or definition.highlight == "last":
        return []
    return view.categories if ROW_KEYS[definition.type] == "category" else view.series


def without_last_rows(view: ChartView, count: int) -> ChartView:
    """The view without so many of the last of `row_keys`."""
    if not count:
        return view
    left_out = {*row_keys(view)[-count:]}
    key = ROW_KEYS[view.chart.definition.type]
    return replace(view, rows=tuple(row for row in view.rows if getattr(row, key) not in left_out))
