"""Lines: a long series in time, and two moments joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.chart_types.base_figure import empty_figure, label_room_px, outline, row_colour, tooltip, value_axis
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView


@chart_type(N_("Line chart."), max_rows=500, marks=())
def line(view: ChartView, layout: Layout) -> FigureBuilder:
    """A line over years from zero, its end labelled, what happened written where it happened."""
    rows = view.rows
    years = [int(row.category[:4]) for row in rows]
    values = [row.value for row in rows]
    rtl = view.mirrored
    start_px = max(label_room_px(["000"], layout), label_room_px([view.value_label(rows[0])], layout) + 8)
    end_px = label_room_px([view.value_label(rows[-1])], layout) + 8
    height_px = 320 if layout.phone else 400
    figure = empty_figure(view, layout, height_px, min_share=0.6, top=24, bottom=30, start=start_px, end=end_px)
    figure.add_scatter(
        x=years, y=values, mode="lines+markers", marker={"size": 8, "color": "rgba(0,0,0,0)"}, line={"color": light_colour(row_colour(view, rows[0])), "width": 3},
        hovertext=[tooltip(view, row) for row in rows], hoverinfo="text", cliponaxis=False,
    )  # fmt: skip
    for index in (0, -1):
        _end_point(figure, view, rows[index], years[index], last=index == -1, layout=layout)
    top = max(values) * 1.12
    value_axis(figure, view, layout, top, axis="y")
    step = 20 if layout.phone else 10
    ticks = list(range(years[0] - years[0] % step + step, years[-1] + 1, step))
    figure.update_xaxes(
        range=[years[-1], years[0]] if rtl else [years[0], years[-1]], tickmode="array", tickvals=ticks,
        ticktext=[formatting.period(str(year), view.language) for year in ticks], showline=True, linecolor=light_colour("second"), ticks="outside",
        tickcolor=light_colour("second"), ticklen=4, tickfont={"size": max(12, layout.text_px - 1), "color": light_colour("second")},
    )  # fmt: skip
    _events(figure, view, layout, dict(zip(years, values, strict=True)), layout.width_px - start_px - end_px)
    return figure


def _end_point(figure: FigureBuilder, view: ChartView, row: Datum, year: int, *, last: bool, layout: Layout) -> None:
    token = light_colour(row_colour(view, row))
    figure.add_scatter(
        x=[year], y=[row.value], mode="markers", marker={"color": token, "size": 9}, cliponaxis=False,
        hovertext=[tooltip(view, row)], hoverinfo="text",
    )  # fmt: skip
    to_the_right = last != view.mirrored
    figure.add_annotation(
        x=year, y=row.value, text=view.value_label(row), showarrow=False, bgcolor=light_colour("paper"), borderpad=1,
        xanchor="left" if to_the_right else "right", yanchor="middle", xshift=9 if to_the_right else -9,
        font={"size": layout.text_px + 1, "color": light_colour("ink"), "weight": 600},
    )  # fmt: skip


def _events(figure: FigureBuilder, view: ChartView, layout: Layout, values: dict[int, float], plot_px: float) -> None:
    """Words beside the line, below it; on narrow layouts a number that a list below the chart explains."""
    years = sorted(values)
    span = years[-1] - years[0]
    rtl = view.mirrored
    line_px = (layout.text_px - 1) * 1.3
    taken_px = 0.0
    for number, (key, text) in enumerate(view.annotations, 1):
        year = int(key)
        room_px = (years[-1] - year) / span * plot_px - 14
        figure.add_scatter(
            x=[year], y=[values[year]], mode="markers+text" if layout.phone else "markers", cliponaxis=False,
            marker={"size": 18 if layout.phone else 7, "color": light_colour("paper"), "line": {"width": 2, "color": light_colour("ink")}},
            text=[formatting.number(number, view.language)] if layout.phone else None, textfont={"size": 12, "color": light_colour("ink")},
            hoverinfo="skip",
        )  # fmt: skip
        if layout.phone:
            continue
        back = room_px < 120  # too near the end: the words stand before the point
        lines = wrap(text, layout.text_px - 1, 170 if back else min(210, room_px))
        side = "right" if rtl != back else "left"
        figure.add_annotation(
            x=year, y=values[year], text="<br>".join([f"<b>{formatting.period(key, view.language)}</b>", *lines]), xanchor=side, yanchor="top", align="right" if view.language.rtl else "left", bgcolor=light_colour("paper"), borderpad=1,
            font={"size": layout.text_px - 1, "color": light_colour("second")}, **_lead(back, side, taken_px),
        )  # fmt: skip
        taken_px = (len(lines) + 1) * line_px + 70


def _lead(back: bool, side: str, taken_px: float) -> dict[str, Any]:
    """Words beside their point; or below those before them, tied to the point by a hairline."""
    if not back:
        return {"showarrow": False, "xshift": -8 if side == "right" else 8, "yshift": -6}
    line = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": light_colour("slate"), "standoff": 4}
    return {"showarrow": True, "ax": 0, "ay": taken_px, **line}


@chart_type(N_("Slope chart of two moments."), marks=("series",))
def slope(view: ChartView, layout: Layout) -> FigureBuilder:
    """Two moments and the change between them; both ends carry name and value."""
    moments, series = view.categories[:2], view.series
    labels = {row.category: row.label for row in view.rows}
    by_key = {(row.series, row.category): row for row in view.rows}
    rtl = view.mirrored
    first = [by_key[name, moments[0]] for name in series]
    last = [by_key[name, moments[1]] for name in series]
    start_px = label_room_px([view.value_label(row) for row in first], layout) + 6
    limit_px = layout.width_px * (0.36 if layout.phone else 0.34)
    ends = {row.series: wrap(row.series_label, layout.text_px, limit_px) if row.series_label else [] for row in last}
    end_px = (
        max(
            label_room_px([view.value_label(row) for row in last], layout),
            *(label_room_px(lines, layout) for lines in ends.values() if lines),
            40,
        )
        + 6
    )
    height_px = 300 if layout.phone else 340
    across_px = layout.width_px - end_px
    head_px = min(layout.width_px / 2, across_px - start_px, across_px * 2 / 3) - 8
    heads = {moment: wrap(labels[moment], layout.text_px, head_px) for moment in moments}
    top_px = 16 + max(map(len, heads.values())) * 18
    figure = empty_figure(view, layout, height_px, min_share=0.75, top=top_px, bottom=10, start=start_px, end=end_px)
    positions = {moments[0]: 1 if rtl else 0, moments[1]: 0 if rtl else 1}
    for row_first, row_last in zip(first, last, strict=True):
        _joined(figure, view, [row_first, row_last], [positions[moment] for moment in moments])
        _slope_label(figure, view, layout, row_first, positions[moments[0]], [], outward="right" if not rtl else "left")
        _slope_label(
            figure, view, layout, row_last, positions[moments[1]], ends[row_last.series],
            outward="left" if not rtl else "right",
        )  # fmt: skip
    top = max(row.value for row in view.rows) * 1.05
    figure.update_yaxes(range=[0, top], visible=False)
    figure.update_xaxes(range=[-0.02, 1.02], visible=False)
    for moment, margin_px in zip(moments, (start_px, end_px), strict=True):
        _moment(figure, layout, positions[moment], heads[moment], margin_px)
    return figure


def _joined(figure: FigureBuilder, view: ChartView, rows: list[Datum], xs: list[int]) -> None:
    """The line between the two moments of a series, with a dot at each."""
    token, values = row_colour(view, rows[-1]), [row.value for row in rows]
    if edge := outline(token)["width"]:
        figure.add_scatter(
            x=xs, y=values, mode="lines", line={"color": light_colour("ink"), "width": 3 + 2 * edge}, hoverinfo="skip",
            hovertext=[tooltip(view, row) for row in rows], cliponaxis=False,
        )  # fmt: skip
    figure.add_scatter(
        x=xs, y=values, mode="lines+markers", line={"color": light_colour(token), "width": 3},
        marker={"size": 10, "color": light_colour(token), "line": outline(token)},
        hovertext=[tooltip(view, row) for row in rows], hoverinfo="text",
        cliponaxis=False, name=rows[-1].series_label,
    )  # fmt: skip


def _moment(figure: FigureBuilder, layout: Layout, x: int, head: list[str], margin_px: float) -> None:
    """A moment: a hairline, and above it its name, which stays within the margin beside the line."""
    over_px = max(0, max(text_width_px(line, layout.text_px) for line in head) / 2 + 2 - margin_px)
    figure.add_annotation(
        x=x, xshift=over_px if x == 0 else -over_px, yref="paper", y=1, yanchor="bottom", yshift=8,
        text="<br>".join(head), showarrow=False, font={"size": layout.text_px, "color": light_colour("second")},
    )  # fmt: skip
    figure.add_shape(
        type="line", x0=x, x1=x, yref="paper", y0=0, y1=1, line={"color": light_colour("rule"), "width": 1}, layer="below",
    )  # fmt: skip


def _slope_label(
    figure: FigureBuilder, view: ChartView, layout: Layout, row: Datum, x: float, name: list[str], *, outward: str
) -> None:
    figure.add_annotation(
        x=x, y=row.value, text="<br>".join([f"<b>{view.value_label(row)}</b>", *name]), showarrow=False,
        xanchor=outward, align=outward, yanchor="middle", xshift=10 if outward == "left" else -10,
        font={"size": layout.text_px, "color": light_colour("ink")},
    )  # fmt: skip
