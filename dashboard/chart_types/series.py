"""Series over years or editions: what the documents print beside what was published elsewhere, never joined across a decision.

Everything is laid out in pixels, so that a drawn chart and the interactive one above it agree to the pixel.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    SMALL_PX,
    empty_figure,
    hatch_lines,
    pattern,
    pixel_axes,
    row_colour,
    tooltip,
)
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.registry import chart_type
from dashboard.chart_types.series_axes import COLUMN_SHARE, DIVIDING, DOT_PX, LINE_PX, MAX_COLUMN_PX, Axis, divide_x
from dashboard.chart_types.series_labels import Label
from dashboard.chart_types.series_panels import (
    ABOVE_WORDS_PX,
    GAP_PX,
    GAP_SIGN,
    GUTTER_PX,
    HEAD_PX,
    SIGN_PX,
    Panel,
    arranged,
    below_px,
    key_lines,
    reason_lines,
    scale_words,
    total_px,
    width_px,
)
from dashboard.chart_types.series_shapes import add_flat, add_rule, add_upright, add_words
from dashboard.charts.series_places import at_moments, slot, slot_names
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

#: The opacity of a fill that stands for another source, as the last two digits of a colour.
PALE = "38"
#: How far from the middle of its mark a year that the title names may stand, where another is close.
MOVED_PX = (0, -3, 3, -6, 6)


@chart_type(N_("Column chart; values published elsewhere are drawn as outlines."), max_rows=200, rows="series")
def series_columns(view: ChartView, layout: Layout) -> FigureBuilder:
    """A column for each year or edition; one without a figure stays empty."""
    return _series(view, layout, *arranged(view, layout, moments=False, dots=False))


@chart_type(
    N_("Line chart; values published elsewhere are drawn as outlines."), max_rows=200, rows="series", marks=("series",)
)
def series_line(view: ChartView, layout: Layout) -> FigureBuilder:
    """A point for each date; a line joins two of them where their decision lets it."""
    return _series(view, layout, *arranged(view, layout, moments=at_moments(view), dots=True))


def _series(view: ChartView, layout: Layout, panels: list[Panel], across: int) -> FigureBuilder:
    panel_px = width_px(layout, across)
    signed = any(_is_signed(view, panel, gap) for panel in panels for gap in _gaps(panel))
    words_px = below_px(view, layout, signed=signed)
    figure = empty_figure(view, layout, total_px(panels, across) + words_px, min_share=1)
    top_px = 0.0
    for line in (panels[index : index + across] for index in range(0, len(panels), across)):
        base_px = max(panel.base_px for panel in line)
        for column, panel in enumerate(line):
            _draw_panel(figure, view, panel, column * (panel_px + GUTTER_PX), top_px, base_px, panel_px)
        top_px += max(panel.height_px - panel.base_px for panel in line) + base_px + GAP_PX
    _below(figure, view, layout, total_px(panels, across) + ABOVE_WORDS_PX, dots=panels[0].dots, signed=signed)
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, layout.width_px, figure.layout.height)
    return figure


def _draw_panel(
    figure: FigureBuilder, view: ChartView, panel: Panel, left_px: float, top_px: float, base_px: float, panel_px: float,
) -> None:  # fmt: skip
    name, base = panel.rows[0].series_label, top_px + base_px
    size = int(figure.layout.font.size)
    for number, head in enumerate(panel.heads):
        add_words(figure, view, head, left_px, top_px + HEAD_PX / 2 + LINE_PX * number, bold=True, size=size, name=name)
    _divisions(figure, panel, left_px, top_px + panel.head_px, base)
    _lines(figure, view, panel, left_px, base, panel_px)
    _baseline(figure, view, panel, left_px, base, panel_px)
    _wholes(figure, view, panel, left_px, base)
    (_line if panel.dots else _columns)(figure, view, panel, left_px, base)
    for label in panel.labels:
        if label.lifted:
            span_px = panel.scale.height_px(label.row.value) + 2, label.foot_px
            add_rule(figure, panel, panel.axis.x(label.row), span_px, left_px, base, layer="above")
        add_words(
            figure, view, "<br>".join(label.lines), left_px + label.x, base - (label.foot_px + label.top_px) / 2,
            anchor="center", bold=label.row.basis != "reported", name=name,
        )  # fmt: skip
    _slot_names(figure, view, panel, left_px, base, panel_px)


def _fill(row: Datum, token: str) -> str:
    """Solid for what documents print; pale for what was published elsewhere, empty where it is not confirmed."""
    if row.basis != "reported":
        return light_colour(token)
    return light_colour("paper") if row.point and row.point.mark == "hollow" else light_colour(token) + PALE


def _edge(token: str) -> str:
    return light_colour("ink" if token == "notice-yellow" else token)


def _lines(figure: FigureBuilder, view: ChartView, panel: Panel, left_px: float, base: float, panel_px: float) -> None:
    """The lines of a scale, each with its value; they keep clear of the labels in their way."""
    name = panel.rows[0].series_label
    for value, words in zip(panel.scale.lines, scale_words(view, panel.rows[0], panel.scale), strict=True):
        height_px = panel.scale.height_px(value)
        y, start = base - height_px, panel.axis.start_px
        met = [label for label in panel.labels if label.foot_px < height_px < label.top_px]
        spans = sorted((label.x - label.width_px / 2, label.x + label.width_px / 2) for label in met)
        for before, after in [*spans, (panel_px, panel_px)] if value else ():
            if before > start:
                add_flat(figure, left_px + start, left_px + before, y, name=name, token="rule")
            start = max(start, after)
        add_words(figure, view, words, left_px + panel.axis.start_px - 6, y, anchor="end", token="second", name=name)


def _wholes(figure: FigureBuilder, view: ChartView, panel: Panel, left_px: float, base: float) -> None:
    """Grey columns above those of a panel, up to what its values are a part of."""
    if not panel.wholes:
        return
    x, of_year = panel.axis.x, {panel.axis.x(row): panel.scale.height_px(row.value) for row in panel.rows}
    tops = [panel.scale.height_px(row.value) for row in panel.wholes]
    starts = [of_year[x(row)] for row in panel.wholes]
    grey = light_colour("rule")
    figure.add_bar(
        x=[left_px + x(row) for row in panel.wholes], y=[start - top for start, top in zip(starts, tops, strict=True)],
        base=[base - start for start in starts], width=[column_px(panel)] * len(tops), name=panel.wholes[0].series_label,
        marker={"color": [grey] * len(tops), "pattern": {"shape": ""}, "line": {"color": [grey] * len(tops), "width": [0] * len(tops)}},
        hovertext=[tooltip(view, row) for row in panel.wholes], hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


def column_px(panel: Panel) -> float:
    """The width of a panel's columns."""
    return min(MAX_COLUMN_PX, panel.axis.pitch_px * COLUMN_SHARE)


def _columns(figure: FigureBuilder, view: ChartView, panel: Panel, left_px: float, base: float) -> None:
    rows, tokens = panel.rows, [row_colour(view, row) for row in panel.rows]
    width = column_px(panel)
    hatch = {**pattern(row), "shape": [pattern(each)["shape"] for each in rows]} if (
        row := next((each for each in rows if each.basis == "derived"), None)
    ) else {"shape": ""}  # fmt: skip
    edged = [row.basis == "reported" or token == "notice-yellow" for row, token in zip(rows, tokens, strict=True)]
    figure.add_bar(
        x=[left_px + panel.axis.x(row) for row in rows], y=[-height for height in panel.heights],
        base=[base] * len(rows), width=[width] * len(rows), name=rows[0].series_label,
        marker={
            "color": [_fill(row, token) for row, token in zip(rows, tokens, strict=True)], "pattern": hatch,
            "line": {"color": [_edge(token) for token in tokens], "width": [1.5 if edge else 0 for edge in edged]},
        },
        hovertext=[tooltip(view, row) for row in rows], hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


def _line(figure: FigureBuilder, view: ChartView, panel: Panel, left_px: float, base: float) -> None:
    rows, tokens = panel.rows, [row_colour(view, row) for row in panel.rows]
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row, height in zip(rows, panel.heights, strict=True):
        if xs and row.point and row.point.joins != "yes":
            xs.append(None)
            ys.append(None)
        xs.append(left_px + panel.axis.x(row))
        ys.append(base - height)
    line = "slate" if tokens[0] == "notice-yellow" else tokens[0]
    figure.add_scatter(
        x=xs, y=ys, mode="lines", line={"color": light_colour(line), "width": 2}, hoverinfo="skip",
        cliponaxis=False, name=rows[0].series_label,
    )  # fmt: skip
    figure.add_scatter(  # no line shows through a pale point
        x=[x for x in xs if x is not None], y=[y for y in ys if y is not None], mode="markers", hoverinfo="skip",
        marker={"size": DOT_PX, "color": light_colour("paper"), "opacity": 1}, cliponaxis=False, name=rows[0].series_label,
    )  # fmt: skip
    figure.add_scatter(
        x=[x for x in xs if x is not None], y=[y for y in ys if y is not None], mode="markers",
        marker={
            "size": DOT_PX, "color": [_fill(row, token) for row, token in zip(rows, tokens, strict=True)],
            "opacity": 1, "line": {"color": [_edge(token) for token in tokens], "width": 1.5},
        },
        hovertext=[tooltip(view, row) for row in rows], hoverinfo="text", cliponaxis=False, name=rows[0].series_label,
    )  # fmt: skip


def _divisions(figure: FigureBuilder, panel: Panel, left_px: float, top: float, base: float) -> None:
    """A dashed line wherever a decision keeps two neighbours apart."""
    for before, row in pairwise(panel.rows):
        if row.point and row.point.joins in DIVIDING:
            add_rule(figure, panel, divide_x(panel.axis, before, row), (0, base - top), left_px, base, dash="4px,3px")


def _below(figure: FigureBuilder, view: ChartView, layout: Layout, top: float, *, dots: bool, signed: bool) -> None:
    """Below the panels what fills and a dash mean, and why values are kept apart, each behind its sign."""
    for line in key_lines(view, layout, signed=signed):
        middle = top + LINE_PX / 2
        for row, words, x in line:
            if row:
                token = row_colour(view, row)
                figure.add_shape(
                    type="circle" if dots else "rect", x0=x + 1, x1=x + 1 + DOT_PX, y0=middle - DOT_PX / 2,
                    y1=middle + DOT_PX / 2, line={"color": _edge(token), "width": 1.5},
                    fillcolor=light_colour("paper") if row.basis == "derived" else _fill(row, token),
                )  # fmt: skip
                for (x0, y0), (x1, y1) in hatch_lines(DOT_PX) if row.basis == "derived" else ():
                    figure.add_shape(
                        type="line", x0=x + 1 + x0, x1=x + 1 + x1, y0=middle - DOT_PX / 2 + y0,
                        y1=middle - DOT_PX / 2 + y1, line={"color": _edge(token), "width": 1},
                    )  # fmt: skip
            add_words(figure, view, words, x + SIGN_PX * bool(row), middle, token="second")
        top += LINE_PX
    for lines in reason_lines(view, layout):
        add_upright(figure, 1 + DOT_PX / 2, top + 2, top + LINE_PX - 1, dash="4px,3px")
        for words in lines:
            add_words(figure, view, words, SIGN_PX, top + LINE_PX / 2, token="second")
            top += LINE_PX


def _baseline(
    figure: FigureBuilder, view: ChartView, panel: Panel, left_px: float, base: float, panel_px: float
) -> None:
    """Solid below the points, dashed with a word where nothing was found between two of them.

    Of dates it is as long as all their years, with a stroke where each begins.
    """
    axis, name = panel.axis, panel.rows[0].series_label
    half = _half_px(axis)
    solid, last = axis.x(panel.rows[0]) - half, axis.x(panel.rows[-1]) + half
    if axis.moments:
        solid, last = axis.start_px, panel_px
        for number in range(len(axis.slots) + 1):
            add_upright(figure, left_px + axis.year_x(number), base, base + 5, name=name)
    for start, end in _gaps(panel):
        add_flat(figure, left_px + solid, left_px + start, base, name=name)
        solid = end
        add_flat(figure, left_px + start, left_px + end, base, name=name, dash="3px,3px")
        _gap_word(figure, view, panel, (start, end), left_px, base)
    add_flat(figure, left_px + solid, left_px + last, base, name=name)


def _half_px(axis: Axis) -> float:
    return DOT_PX if axis.moments else axis.pitch_px / 2


def _gaps(panel: Panel) -> Iterator[tuple[float, float]]:
    """Where nothing was found between two points, from and to in pixels from the start of the panel."""
    axis, half = panel.axis, _half_px(panel.axis)
    for before, row in pairwise(panel.rows):
        start, end = axis.x(before) + half, axis.x(row) - half
        if end - start >= axis.pitch_px / 2 and not (axis.moments and row.point and row.point.joins != "gap"):
            yield start, end


def _gap_room_px(view: ChartView) -> float:
    return text_width_px(view.language.gettext(view.chart.definition.gap), SMALL_PX) + 4


def _is_upright(view: ChartView, panel: Panel, gap: tuple[float, float]) -> bool:
    """Whether the word of a gap stands upright, in charts of one panel: it does not fit below, and nothing is in its way."""
    (start, end), room_px = gap, _gap_room_px(view)
    high = not panel.heads and end - start >= LINE_PX - 3 and panel.scale.plot_px >= room_px
    return end - start < room_px and high and not _covering(panel, (start + end) / 2, LINE_PX, room_px + 4)


def _is_signed(view: ChartView, panel: Panel, gap: tuple[float, float]) -> bool:
    """Whether the word of a gap has no room at all, so that a dash stands for it."""
    return gap[1] - gap[0] < _gap_room_px(view) and not _is_upright(view, panel, gap)


def _gap_word(
    figure: FigureBuilder, view: ChartView, panel: Panel, gap: tuple[float, float], left_px: float, base: float
) -> None:
    """That nothing was found: along the baseline, else upright, else as a dash."""
    (start, end), name = gap, panel.rows[0].series_label
    word, middle = view.language.gettext(view.chart.definition.gap), (start + end) / 2
    room_px = _gap_room_px(view)
    if _is_upright(view, panel, gap):
        figure.add_annotation(
            text=word, x=left_px + middle, y=base - 4, xanchor="center", yanchor="bottom",
            textangle=-90, showarrow=False, name=name, font={"size": SMALL_PX, "color": light_colour("second")},
        )  # fmt: skip
        return
    if _is_signed(view, panel, gap):
        word, room_px = GAP_SIGN, text_width_px(GAP_SIGN, SMALL_PX)
    middles = (middle, start + room_px / 2, end - room_px / 2)
    x = next((x for x in middles if not _covering(panel, x, room_px, LINE_PX)), middle)
    foot_px = max((label.top_px for label in _covering(panel, x, room_px, LINE_PX)), default=0)
    add_words(figure, view, word, left_px + x, base - foot_px - 9, anchor="center", token="second", name=name)


def _covering(panel: Panel, x: float, width_px: float, height_px: float) -> list[Label]:
    """The labels that a word on the baseline would meet."""
    return [
        label
        for label in panel.labels
        if abs(label.x - x) < (label.width_px + width_px) / 2 and label.foot_px < height_px
    ]


def _slot_names(
    figure: FigureBuilder, view: ChartView, panel: Panel, left_px: float, base: float, panel_px: float
) -> None:
    """Years, or editions and below them the year that each ended in: those of the title, the ends, others with a value, as far as there is room.

    An edition is named where its year has no room, but no year stands without its edition.
    """
    axis = panel.axis
    names = slot_names(view, axis.slots)
    keys = [key for key in axis.slots if key]
    step = max(1, -(-len(keys) // 6)) if len(keys) > 12 else 1
    own = {axis.slots[slot(row, axis.slots)]: view.place_in_finding(row) is not None for row in panel.rows}
    of_title = [key for key in own if own[key]][::-1]  # of two beside each other the later
    stepped = [key for key in keys[::step] if key in own]
    first_to_last = list(dict.fromkeys([*of_title, keys[0], keys[-1], *stepped, *own, *keys]))
    line_count = max(len(lines) for lines in names.values())
    beside_px = 2.5 if line_count > 1 else 3.5  # years in a row run together more easily than names
    for number in range(line_count):
        taken: dict[str, tuple[float, float]] = {}
        for key in first_to_last:
            if number >= len(names[key]):
                continue
            half = text_width_px(names[key][number], SMALL_PX) / 2 + beside_px
            place = axis.slots.index(key) + 0.5
            x = axis.year_x(place) if axis.moments else axis.start_px + place * axis.pitch_px
            x = min(max(x, axis.start_px + half - beside_px), panel_px - half + beside_px)
            tried = [x + moved_px for moved_px in (MOVED_PX if key in of_title else (0,))]
            free = [at for at in tried if all(abs(at - other) >= half + room for other, room in taken.values())]
            if free:
                x = free[0]
                taken[key] = x, half
                y = base + 4 + LINE_PX * (number + 0.5)
                add_words(figure, view, names[key][number], left_px + x, y, anchor="center", token="second")
        first_to_last = [key for key in first_to_last if key in taken]
