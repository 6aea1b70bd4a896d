"""Texts and lines of a drawing of series, placed in pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import SMALL_PX
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.series_labels import BESIDE_PX
from dashboard.chart_types.series_panels import Panel
from dashboard.design.style import light_colour

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView


def add_words(
    figure: FigureBuilder, view: ChartView, text: str, x: float, y: float, *, anchor: str = "start",
    token: str = "ink", bold: bool = False, size: int = SMALL_PX, name: str = "",
) -> None:  # fmt: skip
    """A text on one line or several, beside a place or in the middle of it."""
    rtl = view.mirrored
    side = {"start": "right" if rtl else "left", "end": "left" if rtl else "right", "center": "center"}[anchor]
    figure.add_annotation(
        text=text, x=x, y=y, xanchor=side, yanchor="middle", showarrow=False, name=name,
        font={"size": size, "color": light_colour(token), "weight": 600 if bold else 400},
    )  # fmt: skip


def add_rule(
    figure: FigureBuilder, panel: Panel, x: float, span_px: tuple[float, float], left_px: float, base: float, *,
    dash: str = "solid", layer: str = "below",
) -> None:  # fmt: skip
    """An upright line between two heights above the baseline; it keeps clear of the labels in its way."""
    start, end = span_px
    name = panel.rows[0].series_label
    crossed = [
        label
        for label in panel.labels
        if abs(label.x - x) < label.width_px / 2 + BESIDE_PX and start < label.top_px and label.foot_px < end
    ]
    for label in sorted(crossed, key=lambda label: label.foot_px):
        if start < label.foot_px - BESIDE_PX:
            add_upright(
                figure, left_px + x, base - label.foot_px + BESIDE_PX, base - start, dash=dash, layer=layer, name=name
            )
        start = max(start, label.top_px + BESIDE_PX)
    if start < end:
        add_upright(figure, left_px + x, base - end, base - start, dash=dash, layer=layer, name=name)


def add_upright(
    figure: FigureBuilder, x: float, y0: float, y1: float, *, dash: str = "solid", layer: str = "below", name: str = ""
) -> None:
    """A thin line down a drawing, from one height to another."""
    figure.add_shape(
        type="line", x0=x, x1=x, y0=y0, y1=y1, name=name, layer=layer,
        line={"color": light_colour("slate"), "width": 1, "dash": dash},
    )  # fmt: skip


def add_flat(
    figure: FigureBuilder, x0: float, x1: float, y: float, *, name: str, dash: str = "solid", token: str = "second"
) -> None:
    """A thin line across a drawing, below its marks."""
    figure.add_shape(
        type="line",
        x0=x0,
        x1=x1,
        y0=y,
        y1=y,
        name=name,
        layer="below",
        line={"color": light_colour(token), "width": 1, "dash": dash},
    )
