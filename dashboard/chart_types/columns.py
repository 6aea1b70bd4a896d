"""Columns: a few points in time, one height each; stacked where parts make a whole."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    SMALL_PX,
    empty_figure,
    marker,
    row_colour,
    tooltip,
)
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.label_wrapping import wrap_value
from dashboard.chart_types.legend import legend_above, legend_height_px
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

LINE_PX = 18
#: The widest a column gets; those that stand in groups share the room of their category, with labels side by side.
COLUMN_PX, GROUPED_PX = 110, 85
GROUP_SHARE = 0.84
#: Between two parts of a bar.
SEGMENT_GAP_PX = 2


@chart_type(N_("Column chart."))
def columns(view: ChartView, layout: Layout) -> FigureBuilder:
    """Columns from zero with the value on top."""
    labels = _slots(view)
    categories = list(labels)
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
    order = list(reversed(categories)) if view.mirrored else categories
    positions = {key: index for index, key in enumerate(order)}
    for row, lines in zip(view.rows, words, strict=True):
        place = series.index(row.series) - (len(series) - 1) / 2
        shift = (-place if view.mirrored else place) * (width + 0.02)
        _column(figure, view, layout, row, positions[row.category] + shift, width, lines)
    top = max(row.value for row in view.rows) * 1.02
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(range=[0, top], visible=False)
    _category_axis(figure, {positions[key]: wrapped[key] for key in order}, layout.text_px)
    if legend_px:
        legend_above(figure, view, layout)
    return figure


def _slots(view: ChartView) -> dict[str, str]:
    """The places on the axis with their words: the categories, and one for the years missing between two of them."""
    labels = {row.category: row.label for row in view.rows}
    if not all(re.fullmatch(r"\d{4}", key) for key in labels):
        return labels
    slots: dict[str, str] = {}
    for key, after in zip_longest(labels, list(labels)[1:]):
        slots[key] = labels[key]
        missing = range(int(key) + 1, int(after or key))
        if missing:
            period = formatting.period("--".join(dict.fromkeys([str(missing[0]), str(missing[-1])])), view.language)
            text = view.language.gettext(
                N_("{period}: {text}"), period=period, text=view.language.gettext(view.chart.definition.gap)
            )
            slots[f"after {key}"] = text
    return slots


def _column(
    figure: FigureBuilder, view: ChartView, layout: Layout, row: Datum, x: float, width: float, lines: list[str]
) -> None:
    figure.add_bar(
        x=[x],
        y=[row.value],
        width=[width],
        marker=marker(view, row),
        text=["<br>".join(lines)],
        textposition="outside",
        textangle=0,
        constraintext="none",
        textfont={"color": light_colour("ink"), "size": layout.text_px},
        cliponaxis=False,
        hovertext=[tooltip(view, row)],
        hoverinfo="text",
    )


def _category_axis(figure: FigureBuilder, labels: dict[int, list[str]], size_px: int) -> None:
    """A line below the columns with their names."""
    figure.update_xaxes(
        range=[-0.5, len(labels) - 0.5],
        tickmode="array",
        tickvals=list(labels),
        ticktext=["<br>".join(lines) for lines in labels.values()],
        tickangle=0,
        showline=True,
        linecolor=light_colour("second"),
        linewidth=1,
        tickfont={"size": size_px, "color": light_colour("ink")},
    )


@chart_type(N_("Stacked bar chart."), rows="category")
def stacked_bar(view: ChartView, layout: Layout) -> FigureBuilder:
    """One bar for each category, cut into its parts; the parts carry their names and values."""
    categories = view.categories
    labels = {row.category: row.label for row in view.rows}
    several = len(categories) > 1
    bar_px, head_px = 52, 26 if several else 0
    legend_px = legend_height_px(view, layout)
    row_px = head_px + bar_px + 16
    total_px = row_px * len(categories)
    figure = empty_figure(view, layout, total_px + legend_px, top=legend_px)
    top = max(sum(row.value for row in view.rows if row.category == key) for key in categories)
    rtl = view.mirrored
    for index, key in enumerate(categories):
        y = index * row_px + head_px + bar_px / 2
        base = 0.0
        for row in [row for row in view.rows if row.category == key]:
            _segment(figure, view, layout, row, base, y, bar_px, top)
            base += row.value
        if several:
            figure.add_annotation(
                text=_head(view, key, labels[key]), xref="paper", x=1 if rtl else 0, xanchor="right" if rtl else "left",
                y=index * row_px + head_px / 2, yanchor="middle", showarrow=False,
                font={"size": layout.text_px, "color": light_colour("ink"), "weight": 600},
            )  # fmt: skip
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[top, 0] if rtl else [0, top], visible=False)
    figure.update_yaxes(range=[total_px, 0], visible=False)
    legend_above(figure, view, layout)
    return figure


def _head(view: ChartView, key: str, label: str) -> str:
    """The name of a bar, with the whole that its parts make where the chart's file names it."""
    total = view.totals.get(key)
    return view.language.gettext("{name}: {value}", name=label, value=total) if total else label


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
    gap = SEGMENT_GAP_PX / layout.width_px * top
    figure.add_bar(
        x=[row.value - gap],
        y=[y],
        base=[base],
        width=[bar_px],
        orientation="h",
        marker=marker(view, row),
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
    tab = row.basis == "derived" or token.endswith(
        ("-2", "-3", "no-member", "land")
    )  # no text on a bright or pale fill
    figure.add_annotation(
        x=base + (row.value - gap) / 2, y=y, text="<br>".join(lines), showarrow=False,
        bgcolor=light_colour("paper") if tab else None, borderpad=3,
        font={"size": size, "color": light_colour("ink" if tab else "on-data"), "weight": 600},
    )  # fmt: skip
