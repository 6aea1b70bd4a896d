"""Squares: one for each thing that is counted, for numbers that a reader could count."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    LABEL_GAP_PX,
    add_text,
    empty_figure,
    hover_area,
    label_room_px,
    pixel_axes,
    row_colour,
    row_gap_px,
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

#: The side of a square and the room between two, in rows of few.
SQUARE_PX, BETWEEN_PX, MAX_PITCH_PX = 16, 3, 34.0
LINE_PX = 18
#: Between the values of one row: its parts stand one behind the other, and nothing is added up.
SUM_SIGN = " + "
#: The height of a block of many squares, as a part of its width, wide and narrow, and the room for the words above it.
BLOCK_SHAPE, NARROW_BLOCK_SHAPE, WORDS_PX = 0.3, 0.45, 46


@chart_type(N_("Chart of squares, one for each that is counted."), rows="category")
def squares(view: ChartView, layout: Layout) -> FigureBuilder:
    """A row of squares for each category, its parts one behind the other; a block of parts where there is one category."""
    return _rows(view, layout) if len(view.categories) > 1 else _block(view, layout)


def _rows(view: ChartView, layout: Layout) -> FigureBuilder:
    labels = {row.category: row.label for row in view.rows}
    legend_px = legend_height_px(view, layout)
    start_px = 0.0 if layout.phone else min(layout.width_px * 0.42, label_room_px(list(labels.values()), layout) + 4)
    limit_px = layout.width_px - 4 if layout.phone else start_px - LABEL_GAP_PX
    words = {key: wrap(label, layout.text_px, limit_px) for key, label in labels.items()}
    rows = {key: [row for row in view.rows if row.category == key] for key in view.categories}
    values = {key: SUM_SIGN.join(view.value_label(row) for row in rows[key]) for key in rows}
    value_px = max(text_width_px(text, layout.text_px, 600) for text in values.values()) + LABEL_GAP_PX
    room_px = layout.width_px - start_px - value_px
    most = max(sum(row.value for row in each) for each in rows.values())
    # In a picture with much room squares are larger.
    more_px = layout.max_height_px / len(labels) - 28 if layout.max_height_px and not layout.brief else 0
    usual_px = SQUARE_PX + BETWEEN_PX + more_px
    pitch_px = min(max(usual_px, SQUARE_PX + BETWEEN_PX), MAX_PITCH_PX, room_px / most)
    square_px = round(pitch_px) - BETWEEN_PX
    head_px = {key: len(words[key]) * LINE_PX + 4 if layout.phone else 0 for key in labels}
    body_px = {
        key: max(square_px, LINE_PX) if layout.phone else max(square_px, LINE_PX, len(words[key]) * LINE_PX)
        for key in labels
    }
    content_px = float(sum(head_px.values()) + sum(body_px.values()))
    gap_px = row_gap_px(content_px + legend_px, len(labels), layout, 14)
    figure = empty_figure(view, layout, content_px + gap_px * len(labels) + legend_px, max_share=1, top=legend_px)
    y, at_edge = 0.0, layout.phone or view.mirrored
    for key in view.categories:
        name_y = y + (head_px[key] if layout.phone else body_px[key]) / 2
        add_text(
            figure, view, layout, "<br>".join(words[key]), 0 if at_edge else start_px - LABEL_GAP_PX, name_y,
            hung="start" if at_edge else "end",
        )  # fmt: skip
        middle, x = y + head_px[key] + body_px[key] / 2, start_px
        for row in rows[key]:
            _run(figure, view, row, x, middle, pitch_px)
            hover_area(figure, view, row, x, middle - square_px / 2, max(row.value * pitch_px, 2), square_px)
            x += row.value * pitch_px
        add_text(figure, view, layout, values[key], x + 5, middle, weight=600)
        y += head_px[key] + body_px[key] + gap_px
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, layout.width_px, max(y, figure.layout.height - legend_px))
    legend_above(figure, view, layout)
    return figure


def _run(figure: FigureBuilder, view: ChartView, row: Datum, x: float, y: float, pitch_px: float) -> None:
    """Squares one after the other: a line as thick as they are, cut into pieces as long."""
    if row.value < 1:
        return
    side_px = pitch_px * SQUARE_PX / (SQUARE_PX + BETWEEN_PX)
    dash = {"width": side_px, "dash": f"{side_px:.2f}px,{pitch_px - side_px:.2f}px"}
    end = x + row.value * pitch_px - (pitch_px - side_px)
    figure.add_shape(
        type="line",
        x0=x,
        x1=end,
        y0=y,
        y1=y,
        line={"color": light_colour(row_colour(view, row)), **dash},
        layer="below",
    )


def _block(view: ChartView, layout: Layout) -> FigureBuilder:
    """Many squares, filled column by column, so that each part is a block with its words above."""
    total = sum(row.value for row in view.rows)
    width_px = float(layout.width_px)
    usual_px = WORDS_PX + width_px * (NARROW_BLOCK_SHAPE if layout.phone else BLOCK_SHAPE)
    figure = empty_figure(view, layout, usual_px, min_share=0.6)
    block_px = figure.layout.height - WORDS_PX
    # As many squares in a column as make them largest.
    pitch_px, down = max(
        (min(width_px / math.ceil(total / count), block_px / count), count) for count in range(1, round(total) + 1)
    )
    side_px, first = pitch_px * 0.8, 0
    for row in view.rows:
        colour, last = light_colour(row_colour(view, row)), first + int(row.value)
        for column in range(first // down, -(-last // down)):
            top, bottom = max(first - column * down, 0), min(last - column * down, down)
            x = column * pitch_px + side_px / 2
            y0, y1 = (WORDS_PX + place * pitch_px for place in (top, bottom))
            line = {"color": colour, "width": side_px, "dash": f"{side_px:.2f}px,{pitch_px - side_px:.2f}px"}
            figure.add_shape(type="line", x0=x, x1=x, y0=y0, y1=y1 - (pitch_px - side_px), line=line, layer="below")
        start, end = first / down * pitch_px, last / down * pitch_px
        at_end = row is view.rows[-1] and end - start < width_px / 2
        room_px = max(end - start, width_px * 0.45 if at_end else 90)
        lines = wrap(row.series_label or row.label, layout.text_px, room_px)[:2]
        text = "<br>".join([f"<b>{view.value_label(row)}</b>", *lines])
        add_text(
            figure, view, layout, text, math.ceil(last / down) * pitch_px if at_end else start, WORDS_PX - 6,
            hung="end" if at_end else "start", yanchor="bottom",
        )  # fmt: skip
        hover_area(figure, view, row, start, WORDS_PX, end - start, down * pitch_px)
        first = last
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, width_px, figure.layout.height)
    return figure
