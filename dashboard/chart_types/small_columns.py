"""Small column charts side by side, all on one scale: one for each series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import SMALL_PX, add_text, empty_figure, marker, pixel_axes, tooltip
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView

HEAD_PX, FOOT_PX, VALUE_PX = 28, 22, 16
GUTTER_PX, ROW_GAP_PX = 22, 18
#: The height of the columns, and the widths that decide how many charts stand side by side.
USUAL_PX, NARROW_PX = 110, 132


@chart_type(N_("Small column charts on one scale."), max_rows=200, rows="series")
def small_columns(view: ChartView, layout: Layout) -> FigureBuilder:
    """A column for each category in the chart of each series; every value is written."""
    series, categories = view.series, view.categories
    names = {row.series: row.series_label for row in view.rows}
    across = min(len(series), max(1, int((layout.width_px + GUTTER_PX) // (NARROW_PX + GUTTER_PX))))
    down = -(-len(series) // across)
    across = -(-len(series) // down)
    fixed_px = HEAD_PX + VALUE_PX + FOOT_PX
    usual_px = down * (fixed_px + USUAL_PX) + (down - 1) * ROW_GAP_PX
    figure = empty_figure(view, layout, usual_px, min_share=0.7)
    panel_px = (layout.width_px - GUTTER_PX * (across - 1)) / across
    row_px = (figure.layout.height + ROW_GAP_PX) / down
    room_px = row_px - ROW_GAP_PX - fixed_px
    scale, pitch_px = room_px / max(row.value for row in view.rows), panel_px / len(categories)
    labels = {row.category: row.label for row in view.rows}
    for index, name in enumerate(series):
        place, column = divmod(index, across)
        left_px, top_px = column * (panel_px + GUTTER_PX), place * row_px
        base = top_px + HEAD_PX + VALUE_PX + room_px
        add_text(figure, view, layout, names[name], left_px, top_px + HEAD_PX / 2, weight=600)
        for row in (row for row in view.rows if row.series == name):
            middle = left_px + (categories.index(row.category) + 0.5) * pitch_px
            height_px = row.value * scale
            figure.add_bar(
                x=[middle], y=[-max(height_px, 1)], base=[base], width=[pitch_px - 3], marker=marker(view, row),
                hovertext=[tooltip(view, row)], hoverinfo="text",
            )  # fmt: skip
            add_text(
                figure, view, layout, view.value_label(row), middle, base - height_px - 3, hung="center",
                yanchor="bottom", size=SMALL_PX, token="ink" if row.value else "second",
            )  # fmt: skip
        figure.add_shape(
            type="line", x0=left_px, x1=left_px + panel_px, y0=base, y1=base,
            line={"color": light_colour("second"), "width": 1},
        )  # fmt: skip
        first, last = labels[categories[0]], labels[categories[-1]]
        add_text(figure, view, layout, first, left_px, base + 12, size=SMALL_PX, token="second")
        if text_width_px(first + last, SMALL_PX) + 8 < panel_px:
            end = left_px + panel_px
            add_text(figure, view, layout, last, end, base + 12, hung="end", size=SMALL_PX, token="second")
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, layout.width_px, figure.layout.height)
    return figure
