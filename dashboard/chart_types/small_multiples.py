"""Panels: unlike things side by side, each on its own scale, so that nothing is summed or compared across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    HAIRLINE_PX,
    add_text,
    empty_figure,
    label_room_px,
    marker,
    pixel_axes,
    tooltip,
)
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView

BAR_PX = 20
HEAD_PX, LINE_PX = 26, 18
GAP_PX, GUTTER_PX = 22, 40
#: Two panels stand side by side, and more where each is so wide; of it, names take this share at most.
NARROWEST_PX, NAME_SHARE = 270, 0.42


@chart_type(N_("Small bar charts, each on its own scale."), max_rows=80, scale="category", rows="category")
def small_multiples(view: ChartView, layout: Layout) -> FigureBuilder:
    """One small bar chart for each category; the bars of a panel share a scale, panels do not."""
    categories, series = view.categories, view.series
    labels = {row.category: row.label for row in view.rows}
    names = {row.series: row.series_label for row in view.rows}
    label_px = label_room_px(list(names.values()), layout)
    usual_px = max(NARROWEST_PX, label_px / NAME_SHARE)
    beside = max(2, int((layout.width_px + GUTTER_PX) // (usual_px + GUTTER_PX)))
    across = min(1 if layout.phone else beside, len(categories))
    panel_px = (layout.width_px - GUTTER_PX * (across - 1)) / across
    name_px = min(panel_px * NAME_SHARE, label_px)
    heads = [wrap(labels[key], layout.text_px, panel_px, 600) for key in categories]
    # Panels beside each other have heads of the same height.
    head_px = [
        HEAD_PX + LINE_PX * (max(map(len, heads[at : at + across])) - 1) for at in range(0, len(categories), across)
    ]
    body_px = len(series) * (BAR_PX + 4) + GAP_PX
    total_px = sum(head_px) + body_px * len(head_px) - GAP_PX
    figure = empty_figure(view, layout, total_px, max_share=1)
    # The same room for values in every panel, so that the longest bars end alike.
    room_px = max(text_width_px(view.value_label(row), layout.text_px, 600) for row in view.rows) + 12
    for index, key in enumerate(categories):
        line, column = divmod(index, across)
        left_px = column * (panel_px + GUTTER_PX)
        rows = [row for row in view.rows if row.category == key]
        scale = (panel_px - name_px - room_px) / max(row.value for row in rows)
        y = sum(head_px[:line]) + body_px * line
        add_text(figure, view, layout, "<br>".join(heads[index]), left_px, y + head_px[line] / 2, weight=600)
        for place, name in enumerate(series):
            middle = y + head_px[line] + place * (BAR_PX + 4) + BAR_PX / 2
            add_text(figure, view, layout, wrap(names[name], layout.text_px, panel_px)[0], left_px, middle)
            found = [row for row in rows if row.series == name]
            start = left_px + name_px
            if not found:
                gap = view.language.gettext("no printed figure")
                add_text(figure, view, layout, f"<i>{gap}</i>", start, middle, token="second")
                continue
            row = found[0]
            bar_px = max(HAIRLINE_PX, row.value * scale)
            figure.add_bar(
                x=[bar_px], y=[middle], base=[start], width=[BAR_PX], orientation="h", marker=marker(view, row),
                hovertext=[tooltip(view, row)], hoverinfo="text", name=row.series_label,
            )  # fmt: skip
            add_text(figure, view, layout, view.value_label(row), start + bar_px + 6, middle)
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, layout.width_px, total_px)
    return figure
