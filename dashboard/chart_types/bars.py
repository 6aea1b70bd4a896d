"""Bars: one length for each category, side by side where there are two series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    HAIRLINE_PX,
    LABEL_GAP_PX,
    Hung,
    add_text,
    empty_figure,
    hover_area,
    label_room_px,
    marker,
    pixel_axes,
    row_gap_px,
    tooltip,
)
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.legend import legend_above, legend_height_px
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

BAR_PX = 22
BETWEEN_PX = 3
LINE_PX = 18
#: Letters reach a little beyond what they are measured to take.
ROW_GAP_PX = 2
#: The most room for names before the bars, in parts of the width: names alone, and names with their gloss.
NAMES_SHARE, GLOSSED_SHARE = 0.38, 0.58
#: Above the words of the rest; between two of them; before the first.
REST_TOP_PX, REST_GAP_PX, REST_LINE_PX = 14, 18, 21
#: The fewest bars, where others are told in words.
MIN_DRAWN = 5


@dataclass(frozen=True)
class _Heights:
    """What the categories take, in pixels.

    Attributes:
        labels: of each category, broken into lines.
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


@dataclass(frozen=True)
class _Rest:
    """What is told in words below the bars: of each value its words and their place from the start and the top."""

    head: list[str]
    words: list[tuple[Datum, str, float, float]]
    height_px: float


def _group_px(count: int) -> int:
    """Bars side by side."""
    return count * BAR_PX + (count - 1) * BETWEEN_PX


def _heights(view: ChartView, rows: Sequence[Datum], layout: Layout, other_px: float) -> _Heights:
    labels = {row.category: row.label if layout.brief else _name(view, row) for row in rows}
    share = GLOSSED_SHARE if any(row.gloss for row in rows) and not layout.brief else NAMES_SHARE
    room_px = label_room_px(list(labels.values()), layout) + ROW_GAP_PX
    above = layout.phone and not layout.brief
    start_px = 0.0 if above else min(layout.width_px * share, room_px)
    limit_px = layout.width_px - 4 if above else start_px - LABEL_GAP_PX - ROW_GAP_PX
    words = {key: wrap(label, layout.text_px, limit_px) for key, label in labels.items()}
    group_px = _group_px(len({row.series for row in rows}) if _grouped(rows) else 1)
    heads_px: list[float] = [len(words[key]) * LINE_PX + 4 if above else 0 for key in labels]
    bodies_px: list[float] = [group_px if above else max(group_px, len(words[key]) * LINE_PX) for key in labels]
    gap_px = row_gap_px(sum(heads_px) + sum(bodies_px) + other_px, len(labels), layout, 12)
    return _Heights(words, start_px, heads_px, bodies_px, gap_px)


def _grouped(rows: Sequence[Datum]) -> bool:
    """Whether a category has a bar for each series; else series are but colours."""
    return len({row.category for row in rows}) < len(rows)


def _name(view: ChartView, row: Datum) -> str:
    """The name of a row; of an operation with what it was after."""
    if not row.gloss:
        return row.label
    return view.language.gettext("{name}: {value}", name=row.label, value=row.gloss)


def _rest(view: ChartView, rows: Sequence[Datum], layout: Layout) -> _Rest:
    """Lays the words of some rows out like a paragraph."""
    if not rows:
        return _Rest([], [], 0)
    head = wrap(
        view.language.ngettext("And {number} more:", "And {number} more:", len(rows)), layout.text_px, layout.width_px
    )
    words: list[tuple[Datum, str, float, float]] = []
    x, y = 0.0, REST_TOP_PX + len(head) * REST_LINE_PX
    for row in rows:
        text = view.language.gettext("{value} {name}", value=f"<b>{view.value_label(row)}</b>", name=row.label)
        width_px = text_width_px(text.replace("<b>", "").replace("</b>", ""), layout.text_px, 600)
        if x and x + width_px > layout.width_px:
            x, y = 0.0, y + REST_LINE_PX
        words.append((row, text, x, y))
        x += width_px + REST_GAP_PX
    return _Rest(head, words, y + REST_LINE_PX)


def _fitting(view: ChartView, layout: Layout, legend_px: float) -> tuple[Sequence[Datum], _Rest, _Heights]:
    """What is drawn, what is told in words, and the heights: where a picture has little room, fewer are drawn."""
    if layout.brief:
        return view.rows, _rest(view, (), layout), _heights(view, view.rows, layout, legend_px)
    most = view.chart.definition.largest or len(view.rows)
    for shown in range(most, 0, -1):
        rows, rest = view.rows[:shown], _rest(view, view.rows[shown:], layout)
        heights = _heights(view, rows, layout, legend_px + rest.height_px)
        fits = heights.total_px + rest.height_px + legend_px <= layout.max_height_px
        if not layout.max_height_px or fits or not view.chart.definition.largest or shown <= MIN_DRAWN:
            break
    return rows, rest, heights


@chart_type(N_("Bar chart."), rows="category")
def bars(view: ChartView, layout: Layout) -> FigureBuilder:
    """Horizontal bars from zero, sorted as the query sorts them; value labels at the ends, no axis needed.

    Where the chart's file says how many rows are drawn, the others are told in words below.
    """
    rows, rest, heights = _fitting(view, layout, legend_height_px(view, layout))
    legend_px = legend_height_px(view, layout, rows=rows)
    total_px = heights.total_px + rest.height_px
    figure = empty_figure(view, layout, total_px + legend_px, max_share=1, top=legend_px)
    room_px = max(text_width_px(view.value_label(row), layout.text_px, 600) for row in rows) + 16
    scale = (layout.width_px - heights.start_px - room_px) / (max(abs(row.value) for row in rows) or 1)
    y = 0.0
    for key, head_px, body_px in zip(heights.labels, heights.heads_px, heights.bodies_px, strict=True):
        lines, middle = heights.labels[key], y + (head_px or body_px) / 2
        # Arabic words hang at the edge of the page, not at the bars: fonts of readers join them to other widths.
        at_edge = bool(head_px) or view.mirrored
        hung: Hung = "start" if at_edge else "end"
        at_px = 0.0 if at_edge else heights.start_px - LABEL_GAP_PX
        add_text(figure, view, layout, "<br>".join(lines), at_px, middle, hung=hung)
        of_category = [row for name in view.series for row in rows if row.category == key and row.series == name]
        offset = y + head_px + (body_px - _group_px(len(of_category))) / 2
        for row in of_category:
            _bar(figure, view, layout, row, heights.start_px, offset + BAR_PX / 2, scale)
            offset += BAR_PX + BETWEEN_PX
        y += head_px + body_px + heights.gap_px
    _rest_words(figure, view, layout, rest, heights.total_px)
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, layout.width_px, max(total_px, figure.layout.height - legend_px))
    legend_above(figure, view, layout, rows=rows)
    return figure


def _bar(
    figure: FigureBuilder, view: ChartView, layout: Layout, row: Datum, start_px: float, y: float, scale: float
) -> None:
    """A bar with its value at its end; a small value is a hairline, so that it can be seen."""
    length_px = max(abs(row.value) * scale, HAIRLINE_PX)
    figure.add_bar(
        x=[length_px],
        y=[y],
        base=[start_px],
        width=[BAR_PX],
        orientation="h",
        marker=marker(view, row),
        hovertext=[tooltip(view, row)],
        hoverinfo="text",
        name=row.series_label or row.label,
    )
    add_text(figure, view, layout, view.value_label(row), start_px + length_px + 7, y)


def _rest_words(figure: FigureBuilder, view: ChartView, layout: Layout, rest: _Rest, top_px: float) -> None:
    """The paragraph of what is not drawn; each of its values can be pointed at."""
    if not rest.words:
        return
    line = {"color": light_colour("rule"), "width": 1}
    y = top_px + REST_TOP_PX / 2
    figure.add_shape(type="line", x0=0, x1=layout.width_px, y0=y, y1=y, line=line, layer="below")
    y = top_px + REST_TOP_PX + len(rest.head) * REST_LINE_PX / 2
    add_text(figure, view, layout, "<br>".join(rest.head), 0, y, token="second")
    for row, text, x, down in rest.words:
        middle = top_px + down + REST_LINE_PX / 2
        add_text(figure, view, layout, text, x, middle)
        width_px = text_width_px(text.replace("<b>", "").replace("</b>", ""), layout.text_px, 600)
        hover_area(figure, view, row, x, middle - REST_LINE_PX / 2, width_px, REST_LINE_PX)
