"""A legend above the plot, laid out by us: it wraps on narrow layouts and runs from the right in Arabic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from dashboard.marks.frame import row_colour
from dashboard.style import Layout, colour
from dashboard.text_measure import text_width_px

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

LINE_PX = 24
SWATCH_PX = 13
GAP_PX = 18


def _entries(view: ChartView) -> list[tuple[str, str]]:
    first: dict[str, Datum] = {}
    for row in view.rows:
        first.setdefault(row.series, row)
    return [(row.series_label, row_colour(view, row)) for row in first.values() if row.series_label]


def _places(view: ChartView, layout: Layout) -> list[tuple[str, str, float, int]]:
    places, x, line = [], 0.0, 0
    for label, token in _entries(view):
        width_px = SWATCH_PX + 6 + text_width_px(label, layout.text_px)
        if x and x + width_px > layout.width_px:
            x, line = 0.0, line + 1
        places.append((label, token, x, line))
        x += width_px + GAP_PX
    return places


def legend_height_px(view: ChartView, layout: Layout) -> int:
    """Room a legend takes; nothing when there is one series or none."""
    places = _places(view, layout)
    return (places[-1][3] + 1) * LINE_PX + 4 if len(places) > 1 else 0


def legend_above(figure: go.Figure, view: ChartView, layout: Layout) -> None:
    """Draws the legend in the top margin, which must have its height."""
    height_px = legend_height_px(view, layout)
    if not height_px:
        return
    rtl = view.language.rtl
    margin = figure.layout.margin
    top_px = margin.t
    for label, token, x, line in _places(view, layout):
        down_px = line * LINE_PX + LINE_PX / 2 - top_px
        from_left_px = (layout.width_px - x - SWATCH_PX if rtl else x) - margin.l
        figure.add_shape(
            type="rect", xref="paper", yref="paper", xsizemode="pixel", ysizemode="pixel", xanchor=0, yanchor=1,
            x0=from_left_px, x1=from_left_px + SWATCH_PX, y0=-(down_px - SWATCH_PX / 2), y1=-(down_px + SWATCH_PX / 2),
            fillcolor=colour(token), line={"width": 0},
        )  # fmt: skip
        text_px = from_left_px - 6 if rtl else from_left_px + SWATCH_PX + 6
        figure.add_annotation(
            text=label, xref="paper", yref="paper", x=0, y=1, xshift=text_px, yshift=-down_px, showarrow=False,
            xanchor="right" if rtl else "left", yanchor="middle",
            font={"size": layout.text_px, "color": colour("ink")},
        )  # fmt: skip
