"""Bars: one length for each category, side by side where there are two series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    LABEL_GAP_PX,
    empty_figure,
    label_room_px,
    pattern,
    row_colour,
    row_gap_px,
    tooltip,
)
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.legend import legend_above, legend_height_px
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

BAR_PX = 22
BETWEEN_PX = 3
LINE_PX = 18
#: Letters reach a little beyond what they are measured to take.
ROW_GAP_PX = 2


@dataclass(frozen=True)
class _Heights:
    """What the categories take, in pixels.

    Attributes:
        words: of each category, broken into lines.
        start_px: the room before the bars, on wide layouts.
        heads_px: the room above the bars of each category, on narrow ones.
        bodies_px: the room of each category's bars.
        gap_px: below each category.
    """

    labels: dict[str, list[str]]
    start_px: float
    heads_px: list[float]
    bodies_px: list[float]
    gap_px: float

    @property
    def total_px(self) -> float:
        """All of them together."""
        return sum(self.heads_px) + sum(self.bodies_px) + self.gap_px * len(self.heads_px)


def _group_px(count: int) -> int:
    """Bars side by side."""
    return count * BAR_PX + (count - 1) * BETWEEN_PX


def _heights(view: ChartView, layout: Layout, legend_px: float) -> _Heights:
    categories = view.categories
    labels = {row.category: row.label for row in view.rows}
    start_px = (
        0.0 if layout.phone else min(layout.width_px * 0.38, label_room_px(list(labels.values()), layout) + ROW_GAP_PX)
    )
    limit_px = layout.width_px - 4 if layout.phone else start_px - LABEL_GAP_PX - ROW_GAP_PX
    words = {key: wrap(label, layout.text_px, limit_px) for key, label in labels.items()}
    group_px = _group_px(len(view.series))
    heads_px: list[float] = [len(words[key]) * LINE_PX + 4 if layout.phone else 0 for key in categories]
    bodies_px: list[float] = [
        group_px if layout.phone else max(group_px, len(words[key]) * LINE_PX) for key in categories
    ]
    gap_px = row_gap_px(sum(heads_px) + sum(bodies_px) + legend_px, len(categories), layout, 14)
    return _Heights(words, start_px, heads_px, bodies_px, gap_px)


@chart_type
def bars(view: ChartView, layout: Layout) -> FigureBuilder:
    """Horizontal bars from zero, sorted as the query sorts them; value labels at the ends, no axis needed."""
    rtl, legend_px = view.language.rtl, legend_height_px(view, layout)
    heights = _heights(view, layout, legend_px)
    figure = empty_figure(view, layout, heights.total_px + legend_px, start=heights.start_px, top=legend_px)
    plot_px = layout.width_px - heights.start_px
    values = [abs(row.value) for row in view.rows]
    room_px = max(text_width_px(_end_label(view, row), layout.text_px, 600) for row in view.rows) + 14
    top = max(values) / max(0.2, 1 - room_px / plot_px) or 1
    figure.update_xaxes(range=[top, 0] if rtl else [0, top], visible=False)
    figure.update_yaxes(range=[heights.total_px, 0], visible=False)
    y = 0.0
    for key, head_px, body_px in zip(view.categories, heights.heads_px, heights.bodies_px, strict=True):
        _category_label(figure, heights.labels[key], y, head_px, body_px, heights.start_px, layout, rtl)
        rows = [row for name in view.series for row in view.rows if row.category == key and row.series == name]
        offset = y + head_px + (body_px - _group_px(len(rows))) / 2
        for row in rows:
            _bar(figure, view, layout, row, offset + BAR_PX / 2)
            offset += BAR_PX + BETWEEN_PX
        y += head_px + body_px + heights.gap_px
    figure.update_layout(barmode="overlay")
    legend_above(figure, view, layout)
    return figure


def _bar(figure: FigureBuilder, view: ChartView, layout: Layout, row: Datum, y: float) -> None:
    figure.add_bar(
        x=[row.value],
        y=[y],
        width=[BAR_PX],
        orientation="h",
        marker={"color": light_colour(row_colour(view, row)), "pattern": pattern(row), "line": {"width": 0}},
        text=[_end_label(view, row)],
        textposition="outside",
        textfont={"color": light_colour("ink"), "size": layout.text_px},
        cliponaxis=False,
        hovertext=[tooltip(view, row)],
        hoverinfo="text",
        name=row.series_label or row.label,
    )


def _end_label(view: ChartView, row: Datum) -> str:
    """The value, with a little room between it and the bar."""
    gap = "\u2002"
    return view.value_label(row) + gap if view.language.rtl else gap + view.value_label(row)


def _category_label(
    figure: FigureBuilder,
    lines: list[str],
    y: float,
    head_px: float,
    body_px: float,
    start_px: float,
    layout: Layout,
    rtl: bool,
) -> None:
    """A name before its bar on wide layouts, above it on narrow ones."""
    edge = 1 if rtl else 0
    side = "right" if rtl else "left"
    if not layout.phone:
        side = "left" if rtl else "right"
    figure.add_annotation(
        text="<br>".join(lines),
        xref="paper",
        x=edge,
        y=y + (head_px / 2 if layout.phone else body_px / 2),
        xanchor=side,
        yanchor="middle",
        xshift=0 if layout.phone else (LABEL_GAP_PX if rtl else -LABEL_GAP_PX),
        showarrow=False,
        align=side,
        font={"size": layout.text_px, "color": light_colour("ink")},
    )
