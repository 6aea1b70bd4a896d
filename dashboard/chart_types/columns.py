"""Columns: a few points in time, one height each; stacked where parts make a whole."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    TEXTURES,
    empty_figure,
    label_room_px,
    outline,
    pattern,
    row_colour,
    texture,
    tooltip,
    value_axis,
)
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.label_wrapping import wrap_value
from dashboard.chart_types.legend import legend_above, legend_height_px
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n import formatting

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

LINE_PX = 18
#: The widest a column gets; those that stand in groups share the room of their category, with labels side by side.
COLUMN_PX, GROUPED_PX = 110, 85
GROUP_SHARE = 0.84
#: The smallest type, where a part of a bar has little room.
SMALL_PX = 12
#: From the middle of the outer columns to the edge, in columns; more where half of a wide name must find room.
USUAL_EDGE, WIDE_EDGE = 0.6, 0.75


@chart_type
def columns(view: ChartView, layout: Layout) -> FigureBuilder:
    """Columns from zero with the value on top."""
    categories = [*view.categories]
    labels = {row.category: row.label for row in view.rows}
    limit_px = layout.width_px / max(1, len(categories)) - 8
    wrapped = {key: wrap(labels[key], layout.text_px, limit_px) for key in categories}
    bottom = max(len(lines) for lines in wrapped.values()) * LINE_PX + 8
    legend_px = legend_height_px(view, layout)
    series = view.series
    most_px = COLUMN_PX if len(series) == 1 else GROUPED_PX * len(series)
    width = min(GROUP_SHARE if len(series) > 1 else 0.62, most_px / limit_px) / len(series)
    pitch_px = layout.width_px / len(categories) * (width + 0.02 if len(series) > 1 else 1) - 4
    words = [wrap_value(view.value_label(row), layout.text_px, pitch_px) for row in view.rows]
    over_px = 26 + (max(map(len, words)) - 1) * LINE_PX + legend_px
    height_px = (260 if layout.phone else 320) + legend_px
    figure = empty_figure(view, layout, height_px, min_share=0.55, top=over_px, bottom=bottom)
    order = list(reversed(categories)) if view.language.rtl else categories
    positions = {key: index for index, key in enumerate(order)}
    for row, lines in zip(view.rows, words, strict=True):
        place = series.index(row.series) - (len(series) - 1) / 2
        shift = (-place if view.language.rtl else place) * (width + 0.02)
        _column(figure, view, layout, row, positions[row.category] + shift, width, lines)
    top = max(row.value for row in view.rows) * 1.02
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(range=[0, top], visible=False)
    _category_axis(figure, {positions[key]: wrapped[key] for key in order}, len(order), 0.5, layout.text_px)
    if legend_px:
        legend_above(figure, view, layout)
    return figure


def _column(
    figure: FigureBuilder, view: ChartView, layout: Layout, row: Datum, x: float, width: float, lines: list[str]
) -> None:
    figure.add_bar(
        x=[x],
        y=[row.value],
        width=[width],
        marker={
            "color": light_colour(row_colour(view, row)),
            "pattern": pattern(row),
            "line": outline(row_colour(view, row)),
        },
        text=["<br>".join(lines)],
        textposition="outside",
        textangle=0,
        constraintext="none",
        textfont={"color": light_colour("ink"), "size": layout.text_px},
        cliponaxis=False,
        hovertext=[tooltip(view, row)],
        hoverinfo="text",
    )


def _category_axis(figure: FigureBuilder, labels: dict[int, list[str]], count: int, edge: float, size_px: int) -> None:
    """A line below the columns with their names; ``edge`` is the room beside the outer ones, in columns."""
    figure.update_xaxes(
        range=[-edge, count - 1 + edge],
        tickmode="array",
        tickvals=list(labels),
        ticktext=["<br>".join(lines) for lines in labels.values()],
        tickangle=0,
        showline=True,
        linecolor=light_colour("second"),
        linewidth=1,
        tickfont={"size": size_px, "color": light_colour("ink")},
    )


@chart_type
def stacked_columns(view: ChartView, layout: Layout) -> FigureBuilder:
    """Columns made of parts; series in the order of the rows, named by a legend above."""
    categories, series = view.categories, view.series
    legend_px = legend_height_px(view, layout)
    totals = {key: sum(row.value for row in view.rows if row.category == key) for key in categories}
    top = max(totals.values()) * 1.08
    start = label_room_px([formatting.number(top, view.language, 0)], layout) + 6
    size = max(12, layout.text_px - 1)
    height_px = (280 if layout.phone else 340) + legend_px
    names, edge = _names_in_slots(view, size, (layout.width_px - start) / (len(categories) + 0.2) - 4)
    bottom = 10 + max(map(len, names.values())) * LINE_PX
    figure = empty_figure(view, layout, height_px, min_share=0.6, top=22 + legend_px, bottom=bottom, start=start)
    order = list(reversed(categories)) if view.language.rtl else categories
    positions = {key: index for index, key in enumerate(order)}
    for index, name in enumerate(series):
        _layer(figure, view, [row for row in view.rows if row.series == name], positions, index)
    for key, total in totals.items():
        figure.add_annotation(
            x=positions[key], y=total, text=formatting.number(total, view.language), showarrow=False, yanchor="bottom", yshift=2,
            font={"size": size, "color": light_colour("ink")},
        )  # fmt: skip
    value_axis(figure, view, layout, top, axis="y")
    figure.update_layout(barmode="stack")
    _category_axis(figure, {positions[key]: lines for key, lines in names.items()}, len(order), edge, size)
    legend_above(figure, view, layout, TEXTURES)
    return figure


def _layer(figure: FigureBuilder, view: ChartView, rows: list[Datum], positions: dict[str, int], index: int) -> None:
    """One series of a stack."""
    figure.add_bar(
        x=[positions[row.category] for row in rows],
        y=[row.value for row in rows],
        width=[0.7] * len(rows),
        marker={
            "color": light_colour(row_colour(view, rows[0])),
            "pattern": texture(index),
            "line": {"width": 1, "color": light_colour("paper")},
        },
        hovertext=[tooltip(view, row) for row in rows],
        hoverinfo="text",
        name=rows[0].series_label,
    )


def _names_in_slots(view: ChartView, size_px: int, slot_px: float) -> tuple[dict[str, list[str]], float]:
    """The names of columns as lines that do not meet, and the room beside the outer ones, in columns.

    Names that no break makes fit stand on two lines in turn, else some are left out.
    """
    labels = {row.category: row.label for row in view.rows}
    wrapped = {key: wrap_value(labels[key], size_px, slot_px) for key in view.categories}
    if max(text_width_px(line, size_px) for lines in wrapped.values() for line in lines) <= slot_px:
        return wrapped, USUAL_EDGE
    joined = 0.8 if view.language.rtl else 1  # Arabic is measured in its isolated forms, which are wider
    widest_px = max(text_width_px(label, size_px) for label in labels.values()) * joined
    if widest_px <= 2 * slot_px:
        return {key: [""] * (index % 2) + [labels[key]] for index, key in enumerate(view.categories)}, WIDE_EDGE
    return {key: [labels[key]] for key in view.categories[:: math.ceil(widest_px / slot_px)]}, USUAL_EDGE


@chart_type
def stacked_bar(view: ChartView, layout: Layout) -> FigureBuilder:
    """One bar for each category, cut into its parts; the parts carry their names and values."""
    categories = view.categories
    labels = {row.category: row.label for row in view.rows}
    several = len(categories) > 1
    bar_px, head_px = 52, 24 if several else 0
    legend_px = legend_height_px(view, layout)
    row_px = head_px + bar_px + 16
    total_px = row_px * len(categories)
    figure = empty_figure(view, layout, total_px + legend_px, top=legend_px)
    top = max(sum(row.value for row in view.rows if row.category == key) for key in categories)
    rtl = view.language.rtl
    for index, key in enumerate(categories):
        y = index * row_px + head_px + bar_px / 2
        base = 0.0
        for row in [row for row in view.rows if row.category == key]:
            _segment(figure, view, layout, row, base, y, bar_px, top)
            base += row.value
        if several:
            figure.add_annotation(
                text=labels[key], xref="paper", x=1 if rtl else 0, xanchor="right" if rtl else "left",
                y=index * row_px + head_px / 2, yanchor="middle", showarrow=False,
                font={"size": layout.text_px, "color": light_colour("ink"), "weight": 600},
            )  # fmt: skip
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[top, 0] if rtl else [0, top], visible=False)
    figure.update_yaxes(range=[total_px, 0], visible=False)
    legend_above(figure, view, layout)
    return figure


def _segment(
    figure: FigureBuilder,
    view: ChartView,
    layout: Layout,
    row: Datum,
    base: float,
    y: float,
    bar_px: float,
    top: float,
) -> None:
    token = row_colour(view, row)
    room_px = row.value / top * layout.width_px - 8
    figure.add_bar(
        x=[row.value],
        y=[y],
        base=[base],
        width=[bar_px],
        orientation="h",
        marker={
            "color": light_colour(token),
            "pattern": pattern(row),
            "line": {"width": 2, "color": light_colour("paper")},
        },
        hovertext=[tooltip(view, row)],
        hoverinfo="text",
        name=row.series_label,
    )
    for size in (layout.text_px, SMALL_PX):
        lines = wrap_value(view.value_label(row), size, room_px, 600)
        if max(text_width_px(line, size, 600) for line in lines) <= room_px:
            break
    else:
        return
    figure.add_annotation(
        x=base + row.value / 2, y=y, text="<br>".join(lines), showarrow=False,
        bgcolor=light_colour(token) if row.basis == "derived" else None, borderpad=3,
        font={"size": size, "color": light_colour("on-data"), "weight": 600},
    )  # fmt: skip
