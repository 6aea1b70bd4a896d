"""Panels: unlike things side by side, each on its own scale, so that nothing is summed or compared across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import empty_figure, label_room_px, pattern, row_colour, tooltip
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap

if TYPE_CHECKING:
    from dashboard.charts.view import ChartView

BAR_PX = 20
HEAD_PX = 26
GAP_PX = 22


@chart_type
def small_multiples(view: ChartView, layout: Layout) -> FigureBuilder:
    """One small bar chart for each category; the bars of a panel share a scale, panels do not."""
    categories, series = view.categories, view.series
    labels = {row.category: row.label for row in view.rows}
    names = {row.series: row.series_label for row in view.rows}
    across = 1 if layout.phone or len(categories) < 2 else 2
    gutter_px = 40
    panel_px = (layout.width_px - gutter_px * (across - 1)) / across
    name_px = min(panel_px * 0.42, label_room_px(list(names.values()), layout))
    height_px = HEAD_PX + len(series) * (BAR_PX + 4) + GAP_PX
    lines = -(-len(categories) // across)
    figure = empty_figure(view, layout, lines * height_px)
    rtl = view.language.rtl
    for index, key in enumerate(categories):
        row_index, column = divmod(index, across)
        left_px = column * (panel_px + gutter_px)
        rows = [row for row in view.rows if row.category == key]
        room_px = max(text_width_px(view.value_label(row), layout.text_px, 600) for row in rows) + 12
        scale = (panel_px - name_px - room_px) / max(row.value for row in rows)
        y = row_index * height_px
        _words(figure, labels[key], left_px, y + HEAD_PX / 2, layout, rtl, weight=600)
        for place, name in enumerate(series):
            middle = y + HEAD_PX + place * (BAR_PX + 4) + BAR_PX / 2
            _words(figure, wrap(names[name], layout.text_px, panel_px)[0], left_px, middle, layout, rtl)
            found = [row for row in rows if row.series == name]
            start = left_px + name_px
            if not found:
                gap = view.language.gettext("not published")
                _words(figure, f"<i>{gap}</i>", start, middle, layout, rtl, token="second")
                continue
            row = found[0]
            figure.add_bar(
                x=[max(2.0, row.value * scale)], y=[middle], base=[start], width=[BAR_PX], orientation="h",
                marker={"color": light_colour(row_colour(view, row)), "pattern": pattern(row), "line": {"width": 0}},
                hovertext=[tooltip(view, row)], hoverinfo="text", name=row.series_label,
            )  # fmt: skip
            _words(figure, view.value_label(row), start + max(2.0, row.value * scale) + 6, middle, layout, rtl)
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[layout.width_px, 0] if rtl else [0, layout.width_px], visible=False)
    figure.update_yaxes(range=[lines * height_px, 0], visible=False)
    return figure


def _words(
    figure: FigureBuilder,
    text: str,
    x_px: float,
    y_px: float,
    layout: Layout,
    rtl: bool,
    *,
    token: str = "ink",
    weight: int = 400,
) -> None:
    figure.add_annotation(
        text=text, x=x_px, y=y_px, xanchor="right" if rtl else "left", align="right" if rtl else "left",
        yanchor="middle", showarrow=False,
        font={"size": layout.text_px, "color": light_colour(token), "weight": weight},
    )  # fmt: skip


@chart_type
def number_list(view: ChartView, layout: Layout) -> FigureBuilder:
    """A list of labelled numbers in units that share no axis: large number, what it is."""
    across = 1 if layout.phone else 2
    column_px = layout.width_px / across
    labels = [
        wrap(
            row.label if not row.series_label else f"{row.label} · {row.series_label}",
            layout.text_px,
            column_px - 12,
        )
        for row in view.rows
    ]
    cell_px = 44 + 18 * max(len(lines) for lines in labels)
    lines = -(-len(view.rows) // across)
    figure = empty_figure(view, layout, lines * cell_px + 4)
    rtl = view.language.rtl
    for index, row in enumerate(view.rows):
        line_index, column = divmod(index, across)
        x, y = column * column_px, line_index * cell_px
        figure.add_annotation(
            text=view.value_label(row, short=False), x=x, y=y + 20, showarrow=False,
            xanchor="right" if rtl else "left", yanchor="middle",
            font={
                "size": layout.text_px + 7, "weight": 600,
                "color": light_colour(view.chart.definition.colours.get(row.category, "ink")),
            },
        )  # fmt: skip
        text = "<br>".join(labels[index])
        _words(figure, text, x, y + 35 + 9 * len(labels[index]), layout, rtl, token="second")
        # Unseen, as large as the cell: what is pointed at.
        figure.add_bar(
            x=[column_px - 8], y=[y + cell_px / 2], base=[x], width=[cell_px - 4], orientation="h",
            marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}}, hovertext=[tooltip(view, row)], hoverinfo="text",
        )  # fmt: skip
    figure.update_xaxes(range=[layout.width_px, 0] if rtl else [0, layout.width_px], visible=False)
    figure.update_yaxes(range=[lines * cell_px + 4, 0], visible=False)
    return figure
