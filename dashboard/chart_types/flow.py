"""A flow: what came in by its sources, what it came to, and what it went to; no band leads from a source to a purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import Hung, add_text, empty_figure, pixel_axes, row_colour, tooltip
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour, topic_token
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.errors import ChartFileError
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

#: The series that a flow's rows are in: its left side, the whole, its right side, the whole of that, and what was left.
SIDES = ("in", "total_in", "out", "total_out", "left")
NODE_PX, BRACE_PX, GAP_PX, HEAD_PX, BELOW_PX, MIN_BAND_PX = 14, 3, 10, 50, 8, 40
LINE_PX = 17
#: Where the whole stands, in parts of the width, wide and narrow: words on the right are longer, those on the left whole.
WHOLE_AT, NARROW_WHOLE_AT = 0.4, 0.44


@dataclass(frozen=True)
class _Node:
    """A value at the edge or in the middle of the flow, in pixels of the sheet."""

    row: Datum
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.top + self.height / 2


@chart_type(N_("Flow chart: what came in and what went out, as bands as wide as their sums."), marks=(), ends="flow")
def flow(view: ChartView, layout: Layout) -> FigureBuilder:
    """Bands as wide as their sums, from the sources to the whole and from the whole to the purposes.

    Raises:
        ChartFileError: the rows are not in the series of a flow, or its sides are not the whole.
    """
    sides = _sides(view)
    figure = empty_figure(view, layout, 500 if layout.phone else 410, min_share=0.56 if layout.brief else 0.62)
    height_px, width_px = figure.layout.height, float(layout.width_px)
    whole = sides["total_in"][0]
    ends = [*sides["out"], *sides["left"]]
    room_px = height_px - HEAD_PX - BELOW_PX
    scale = (room_px - (len(ends) - 1) * GAP_PX) / whole.value
    starts = _stack(sides["in"], scale, room_px, GAP_PX)
    middle = _stack([whole], scale, room_px, 0)[0]
    finish = _stack(ends, scale, room_px, GAP_PX)
    whole_at = NARROW_WHOLE_AT if layout.phone and not layout.brief else WHOLE_AT
    middle_x, end_x = round(width_px * whole_at) - NODE_PX / 2, width_px - NODE_PX - BRACE_PX - 2
    _bands(figure, view, starts, (NODE_PX, middle_x), middle.top, scale, inward=True)
    _bands(
        figure,
        view,
        finish,
        (middle_x + NODE_PX, end_x),
        middle.top,
        scale,
        inward=False,
        left_px=_left_px(view, layout, finish, middle_x + NODE_PX, end_x - 8),
    )
    for node, x, tone in (
        *((node, 0.0, "t") for node in starts), (middle, middle_x, "ink"), *((node, end_x, "t-1") for node in finish),
    ):  # fmt: skip
        _node(figure, view, node, x, tone)
    spent = [node for node in finish if node.row.series == "out"]
    brace = _Node(sides["total_out"][0], spent[0].top, spent[-1].top + spent[-1].height - spent[0].top)
    _node(figure, view, brace, width_px - BRACE_PX, "ink", BRACE_PX)
    _heads(figure, view, layout, sides, middle_x + NODE_PX / 2)
    for node in starts:
        limit_px = middle_x - NODE_PX - 16
        if layout.brief:
            text, size = _run_on(view, layout, node, limit_px)
            add_text(figure, view, layout, text, NODE_PX + 8, node.middle, size=size)
            continue
        lines = [f"<b>{view.value_label(node.row)}</b>", *wrap(node.row.label, layout.text_px, limit_px)]
        add_text(figure, view, layout, "<br>".join(lines), NODE_PX + 8, node.middle)
    for node in finish:
        _end_words(figure, view, layout, node, middle_x + NODE_PX, end_x - 8)
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, width_px, height_px)
    return figure


def _sides(view: ChartView) -> dict[str, list[Datum]]:
    sides = {name: [row for row in view.rows if row.series == name] for name in SIDES}
    if set(view.series) != set(SIDES) or any(len(sides[name]) != 1 for name in ("total_in", "total_out", "left")):
        what = "a flow needs rows of the series in and out, and one of each of total_in, total_out and left."
        raise ChartFileError(view.chart.file, "query", what)
    sums = {name: sum(row.value for row in rows) for name, rows in sides.items()}
    whole, name = sums["total_in"], sides["total_in"][0].category
    ways = [row.ends.get("target") for row in sides["in"]] + [
        row.ends.get("origin") for row in (*sides["out"], *sides["left"])
    ]
    if any(end is None or end.key != name for end in ways):
        what = f"what comes in must have the target {name!r}, the whole; what goes out and what is left must have it as origin."
        raise ChartFileError(view.chart.file, "query", what)
    if not whole == sums["in"] == sums["out"] + sums["left"] or sums["out"] != sums["total_out"]:
        told = ", ".join(f"{name} {value:,.10g}" for name, value in sums.items())
        what = f"the sides of a flow must come to its whole, and they are {told}. Take all of them from one document."
        raise ChartFileError(view.chart.file, "query", what)
    return sides


def _stack(rows: Sequence[Datum], scale: float, room_px: float, gap_px: float) -> list[_Node]:
    """Values one below the other, in the middle of the room below the heads."""
    taken_px = sum(row.value for row in rows) * scale + gap_px * (len(rows) - 1)
    y, nodes = HEAD_PX + (room_px - taken_px) / 2, []
    for row in rows:
        nodes.append(_Node(row, y, row.value * scale))
        y += row.value * scale + gap_px
    return nodes


def _bands(
    figure: FigureBuilder,
    view: ChartView,
    nodes: Sequence[_Node],
    between: tuple[float, float],
    whole_top: float,
    scale: float,
    *,
    inward: bool,
    left_px: float = 0,
) -> None:
    """A band for each node, between the node and its part of the whole; of what was left hollow, up to ``left_px``, if long."""
    left, at_whole = between[0], whole_top
    for node in nodes:
        right = left_px if node.row.series == "left" else between[1]
        if right < left + MIN_BAND_PX:
            continue
        half = (left + right) / 2
        height = node.row.value * scale
        start, end = (node.top, at_whole) if inward else (at_whole, node.top)
        path = (
            f"M{left:.1f},{start:.1f}C{half:.1f},{start:.1f} {half:.1f},{end:.1f} {right:.1f},{end:.1f}"
            f"V{end + height:.1f}C{half:.1f},{end + height:.1f} {half:.1f},{start + height:.1f} {left:.1f},{start + height:.1f}Z"
        )
        topic = view.chart.topic
        if node.row.series == "left":
            edge = {"width": 1, "color": light_colour(topic_token(topic, "t")), "dash": "3px,3px"}
            figure.add_shape(type="path", path=path, layer="below", line=edge, fillcolor="rgba(0,0,0,0)")
        else:
            fill = light_colour(topic_token(topic, "t-3"))
            figure.add_shape(type="path", path=path, layer="below", line={"width": 0}, fillcolor=fill)
        at_whole += height


def _node(figure: FigureBuilder, view: ChartView, node: _Node, x: float, tone: str, width_px: float = NODE_PX) -> None:
    """The mark of a value: a solid block, hollow for what was left."""
    hollow, colour = node.row.series == "left", light_colour(topic_token(view.chart.topic, tone))
    if node.row.series in view.chart.definition.colours:
        colour = light_colour(row_colour(view, node.row))
    figure.add_bar(
        x=[width_px], base=[x], y=[node.middle], width=[node.height], orientation="h",
        marker={
            "color": light_colour("paper") if hollow else colour,
            "line": {"width": 2 if hollow else 0, "color": light_colour(topic_token(view.chart.topic, "t"))},
        },
        hovertext=[tooltip(view, node.row)], hoverinfo="text", name=node.row.series_label,
    )  # fmt: skip


def _heads(
    figure: FigureBuilder, view: ChartView, layout: Layout, sides: dict[str, list[Datum]], middle_x: float
) -> None:
    """What the three columns are; the two wholes with their sums."""
    size = layout.text_px - 1
    whole, spent = sides["total_in"][0], sides["total_out"][0]
    limit_px = middle_x - text_width_px(whole.label, size) / 2 - 8
    head = wrap(sides["in"][0].series_label, size, limit_px)
    add_text(figure, view, layout, "<br>".join(head), 0, 1 + len(head) * 8, size=size, token="second")
    add_text(figure, view, layout, whole.label, middle_x, 9, hung="center", size=size, token="second")
    add_text(
        figure, view, layout, sides["out"][0].series_label, layout.width_px, 9, hung="end", size=size, token="second"
    )
    amounts: tuple[tuple[Datum, float, Hung], ...] = ((whole, middle_x, "center"), (spent, layout.width_px, "end"))
    for row, x, hung in amounts:
        add_text(figure, view, layout, view.value_label(row), x, 28, hung=hung, size=layout.text_px + 2, weight=600)


def _left_px(view: ChartView, layout: Layout, nodes: Sequence[_Node], from_px: float, to_px: float) -> float:
    """Where the band of what was left ends: before its words, and before those above it unless it is below them by then."""
    size = layout.text_px
    above, own = (
        to_px - 14 - text_width_px(node.row.label, size) - text_width_px(view.value_label(node.row), size, 600)
        for node in nodes[-2:]
    )
    return own if (from_px + own) / 2 < above else min(above, own)


def _end_words(
    figure: FigureBuilder, view: ChartView, layout: Layout, node: _Node, from_px: float, to_px: float
) -> None:
    """The value beside its node and the name before it; on two lines and more where the room is narrow."""
    value, name, size = view.value_label(node.row), node.row.label, layout.text_px
    value_px = text_width_px(value, size, 600) + 7
    limit_px = to_px - from_px - 12
    if layout.brief:
        # What was left stands below the whole: nothing is in the way of its words.
        text, size = _run_on(view, layout, node, to_px if node.row.series == "left" else limit_px)
        add_text(figure, view, layout, text, to_px, node.middle, hung="end", size=size)
        return
    if text_width_px(name, size) + value_px <= limit_px or node.height < 2 * LINE_PX:
        back = {"bgcolor": light_colour("paper"), "borderpad": 0} if node.row.series == "left" else {}
        add_text(figure, view, layout, value, to_px, node.middle, hung="end", weight=600, **back)
        add_text(figure, view, layout, name, to_px - value_px, node.middle, hung="end", **back)
        return
    lines = [f"<b>{value}</b>", *wrap(name, size, limit_px)]
    if len(lines) * LINE_PX > node.height + 4:
        size -= 1
        lines = [f"<b>{value}</b>", *wrap(name, size, limit_px)]
    add_text(figure, view, layout, "<br>".join(lines), to_px, node.middle, hung="end", size=size)


def _run_on(view: ChartView, layout: Layout, node: _Node, limit_px: float) -> tuple[str, int]:
    """The value and the name behind it in as few lines as there can be, and their size: on cards, where bands are thin."""
    value, size = view.value_label(node.row), layout.text_px - 2
    text = "<br>".join(wrap(f"{value} {node.row.label}", size, limit_px))
    return text.replace(value, f"<b>{value}</b>", 1), size
