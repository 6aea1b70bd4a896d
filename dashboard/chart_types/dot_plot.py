"""Dots on a logarithmic scale: magnitudes that span thousands, with a sense of scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    LABEL_GAP_PX,
    SYMBOLS,
    empty_figure,
    label_room_px,
    row_colour,
    row_gap_px,
    tooltip,
)
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.legend import legend_above, legend_height_px
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n import formatting

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

LINE_PX = 18


@chart_type
def dot_plot(view: ChartView, layout: Layout) -> FigureBuilder:
    """A dot for each row on an axis where each step is ten times the one before; values written beside."""
    rtl = view.language.rtl
    labels = [row.label for row in view.rows]
    start_px = 6.0 if layout.phone else min(layout.width_px * 0.38, label_room_px(labels, layout))
    limit_px = layout.width_px - 8 if layout.phone else start_px - LABEL_GAP_PX
    wrapped = [wrap(label, layout.text_px, limit_px) for label in labels]
    end_px, legend_px = 0.0, legend_height_px(view, layout)
    words_px = sum(len(lines) for lines in wrapped) * LINE_PX
    gap_px = 26 if layout.phone else row_gap_px(words_px + 30 + legend_px, len(wrapped), layout, 14)
    row_px = [len(lines) * LINE_PX + gap_px for lines in wrapped]
    total_px = float(sum(row_px))
    words = [view.value_label(row) for row in view.rows]
    figure = empty_figure(
        view, layout, total_px + 30 + legend_px, start=start_px, end=end_px, top=24 + legend_px, bottom=6
    )
    first = math.floor(math.log10(min(row.value for row in view.rows)))
    low = 10**first / 1.6
    high = max(row.value for row in view.rows)
    plot_px = layout.width_px - start_px - end_px
    room = max(text_width_px(word, layout.text_px, 600) for word in words) + 20
    top = high * (high / low) ** (room / max(1.0, plot_px - room))
    y = head_px = 8.0 if layout.phone else 0.0
    for row, lines, height, word in zip(view.rows, wrapped, row_px, words, strict=True):
        middle = y + height / 2 if not layout.phone else y + len(lines) * LINE_PX + 10
        _row_words(figure, lines, y, middle, start_px, layout, rtl)
        _dot(figure, view, layout, row, low, middle, word)
        y += height
    _powers_axis(figure, view, first, [math.log10(low), math.log10(top)], plot_px)
    figure.update_yaxes(range=[total_px + head_px, 0], visible=False)
    legend_above(figure, view, layout, SYMBOLS)
    return figure


def _dot(
    figure: FigureBuilder, view: ChartView, layout: Layout, row: Datum, low: float, middle: float, word: str
) -> None:
    """A dot at the end of a dotted line, its value beside it."""
    symbol, rtl = SYMBOLS[view.series.index(row.series) % len(SYMBOLS)], view.language.rtl
    figure.add_shape(
        type="line", x0=low, x1=row.value, y0=middle, y1=middle, layer="below",
        line={"color": light_colour("rule"), "width": 1, "dash": "dot"},
    )  # fmt: skip
    figure.add_scatter(
        x=[row.value], y=[middle], mode="markers", cliponaxis=False,
        marker={"size": 13, "color": light_colour(row_colour(view, row)),
                "symbol": symbol + "-open" if row.basis == "derived" else symbol,
                "line": {"width": 2, "color": light_colour(row_colour(view, row))}},
        hovertext=[tooltip(view, row)], hoverinfo="text", name=row.series_label,
    )  # fmt: skip
    figure.add_annotation(
        x=math.log10(row.value), y=middle, text=word, showarrow=False, bgcolor=light_colour("paper"), borderpad=1,
        xanchor="right" if rtl else "left", xshift=-11 if rtl else 11,
        font={"size": layout.text_px, "color": light_colour("ink")},
    )  # fmt: skip


def _powers_axis(figure: FigureBuilder, view: ChartView, first: int, edges: list[float], plot_px: float) -> None:
    """Lines at powers of ten, without a number where it would not fit above them; ``edges`` are powers too."""
    power_px = plot_px / (edges[1] - edges[0])
    heads = {
        10**power: formatting.amount(10**power, view.unit or "count", view.language, short=True)
        for power in range(first, math.floor(edges[1]) + 1)
    }
    every = math.ceil((max(text_width_px(head, 12) for head in heads.values()) + 8) / power_px)
    fitting = [p for p in heads if (edges[1] - math.log10(p)) * power_px > text_width_px(heads[p], 12) / 2]
    named = fitting[::every]
    figure.update_xaxes(
        type="log", range=edges[::-1] if view.language.rtl else edges, tickmode="array", tickvals=fitting, side="top",
        ticktext=[heads[power] if power in named else "" for power in fitting], ticklabeloverflow="allow", tickangle=0,
        showgrid=True, gridcolor=light_colour("rule"), tickfont={"size": 12, "color": light_colour("second")},
    )  # fmt: skip


def _row_words(
    figure: FigureBuilder, lines: list[str], y: float, middle: float, start_px: float, layout: Layout, rtl: bool
) -> None:
    side = "right" if rtl == layout.phone else "left"
    if not layout.phone:
        side = "left" if rtl else "right"
    shift_px = (start_px if layout.phone else LABEL_GAP_PX) * (1 if rtl else -1)
    figure.add_annotation(
        text="<br>".join(lines), xref="paper", x=1 if rtl else 0, xanchor="right" if (rtl and layout.phone) else side,
        align=side, y=y + len(lines) * LINE_PX / 2 if layout.phone else middle, yanchor="middle", xshift=shift_px,
        showarrow=False, font={"size": layout.text_px, "color": light_colour("ink")}, bgcolor=light_colour("paper"), borderpad=1,
    )  # fmt: skip
