"""A table as a picture: names at the start, numbers at the end, hairlines; for values that share no axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import (
    SMALL_PX,
    add_text,
    empty_figure,
    hover_area,
    pixel_axes,
    row_gap_px,
)
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.registry import chart_type
from dashboard.charts.datum import HOLLOW_SHORT
from dashboard.charts.series_places import year_of
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

LINE_PX, SIDE_PX, PADDING_PX = 19, 16, 13
#: From this width on a second name has a column of its own.
WIDE_FROM_PX = 520
#: The least distance of values in columns beside each other; where they need more room, each has a row.
BETWEEN_PX = 8
#: In a cell without a value.
NONE = "–"
#: From this distance on dots lead from a name to its value.
LEADER_FROM_PX = 200


@chart_type(N_("Table."), scale="none", rows="category", marks=())
def table(view: ChartView, layout: Layout) -> FigureBuilder:
    """Each value in a row of its own: what it is, what it belongs to, how much."""
    width_px = float(layout.width_px)
    value_px = max(text_width_px(view.value_label(row, short=False), layout.text_px + 1, 600) for row in view.rows)
    fit = value_px + BETWEEN_PX <= width_px / (len(view.series) + 1)
    if len(view.series) > 1 and len(view.categories) < len(view.rows) and width_px >= WIDE_FROM_PX and fit:
        return _side_by_side(view, layout)
    sides = [_side(view, row) for row in view.rows]
    beside = width_px >= WIDE_FROM_PX and any(sides)
    room_px = width_px - value_px - 20
    name_px = _name_px(view, layout, room_px, sides) if beside else room_px
    names = [wrap(row.label, layout.text_px, name_px - 8, 600) for row in view.rows]
    further = [
        wrap(side, layout.text_px if beside else SMALL_PX, (room_px - name_px if beside else name_px) - 8)
        if side
        else []
        for side in sides
    ]
    content_px = [
        float(max(len(name), len(side)) * LINE_PX if beside else len(name) * LINE_PX + len(side) * SIDE_PX)
        for name, side in zip(names, further, strict=True)
    ]
    gap_px = row_gap_px(sum(content_px) + 3, len(content_px), layout, PADDING_PX)
    total_px = sum(content_px) + gap_px * len(content_px) + 2
    figure = empty_figure(view, layout, total_px, max_share=1)
    y = 1.0
    for row, name, side, height_px in zip(view.rows, names, further, content_px, strict=True):
        row_px = height_px + gap_px
        _rule(figure, y, width_px, "ink" if y == 1 else "rule")
        middle = y + row_px / 2
        name_y = middle if beside or not side else y + gap_px / 2 + len(name) * LINE_PX / 2
        add_text(figure, view, layout, "<br>".join(name), 0, name_y, weight=600)
        if side and beside:
            add_text(figure, view, layout, "<br>".join(side), name_px, middle, token="second")
        elif side:
            side_y = y + gap_px / 2 + len(name) * LINE_PX + len(side) * SIDE_PX / 2
            add_text(figure, view, layout, "<br>".join(side), 0, side_y, token="second", size=SMALL_PX)
        add_text(
            figure, view, layout, view.value_label(row, short=False), width_px, middle, hung="end", weight=600,
            size=layout.text_px + 1,
        )  # fmt: skip
        own_px = text_width_px(view.value_label(row, short=False), layout.text_px + 1, 600)
        named_px = max(text_width_px(line, layout.text_px, 600) for line in name)
        if not any(sides) and width_px - own_px - named_px > LEADER_FROM_PX:
            _rule(figure, middle + 5, width_px - own_px - 12, "slate", named_px + 12, dash="1px,5px")
        hover_area(figure, view, row, 0, y + 1, width_px, row_px - 2)
        y += row_px
    _rule(figure, y, width_px, "rule")
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, layout.width_px, max(total_px, figure.layout.height))
    return figure


def _side_by_side(view: ChartView, layout: Layout) -> FigureBuilder:
    """A column for each of what is compared, a row for each measure; a second value of one measure has a row of its own."""
    width_px = float(layout.width_px)
    given = [row.series for row in view.rows]
    columns = sorted(view.series, key=lambda key: -given.count(key))  # what is printed for several together stands last
    lines: list[dict[str, Datum]] = []
    for row in view.rows:
        if not lines or row.series in lines[-1] or row.category not in {each.category for each in lines[-1].values()}:
            lines.append({})
        lines[-1][row.series] = row
    name_px = width_px / (len(columns) + 1)
    heads = {row.series: wrap(row.series_label, layout.text_px, name_px - 8, 600) for row in view.rows}
    glosses = {row.series: wrap(row.gloss, SMALL_PX, name_px - 8) for row in view.rows}
    head_px = max(len(heads[key]) * LINE_PX + len(glosses[key]) * SIDE_PX for key in columns) + 6.0
    names = [wrap(next(iter(line.values())).label, layout.text_px, name_px * 1.3, 600) for line in lines]
    content_px = head_px + LINE_PX * sum(map(len, names))
    gap_px = row_gap_px(content_px + 3, len(lines), layout, PADDING_PX)
    figure = empty_figure(view, layout, content_px + gap_px * len(lines) + 2, max_share=1)
    ends = {key: name_px * (number + 2) for number, key in enumerate(columns)}
    for key, end in ends.items():
        head = len(heads[key]) * LINE_PX
        add_text(figure, view, layout, "<br>".join(heads[key]), end, head / 2, hung="end", weight=600)
        gloss_y = head + len(glosses[key]) * SIDE_PX / 2
        add_text(
            figure, view, layout, "<br>".join(glosses[key]), end, gloss_y, hung="end", token="second", size=SMALL_PX
        )
    y = head_px
    for line, name in zip(lines, names, strict=True):
        row_px = len(name) * LINE_PX + gap_px
        _rule(figure, y, width_px, "ink" if y == head_px else "rule")
        add_text(figure, view, layout, "<br>".join(name), 0, y + row_px / 2, weight=600)
        for key, end in ends.items():
            value = view.value_label(line[key], short=False) if key in line else NONE
            add_text(figure, view, layout, value, end, y + row_px / 2, hung="end", size=layout.text_px + 1)
        for key, row in line.items():
            hover_area(figure, view, row, ends[key] - name_px, y + 1, name_px, row_px - 2)
        y += row_px
    _rule(figure, y, width_px, "rule")
    figure.update_layout(barmode="overlay")
    pixel_axes(figure, view, layout.width_px, max(y + 1, figure.layout.height))
    return figure


def _name_px(view: ChartView, layout: Layout, room_px: float, sides: list[str]) -> float:
    """The column of the names: half of the room, or less where they can spare what the second column needs."""
    names_px = max(text_width_px(row.label, layout.text_px, 600) for row in view.rows) + 24
    sides_px = max(text_width_px(side, layout.text_px) for side in sides) + 9
    return min(room_px / 2, max(names_px, room_px - sides_px))


def _side(view: ChartView, row: Datum) -> str:
    """What a name belongs to, in which year where rows are of several, and what it was after; or that its value is not confirmed."""
    language, hollow = view.language, row.point is not None and row.point.mark == "hollow"
    name, year = row.series_label, formatting.period(year_of(row), language)
    several = len({year_of(each) for each in view.rows}) > 1 and year not in f"{row.label} {name}"
    said = [name, year if several and (name or hollow) else "", language.gettext(HOLLOW_SHORT) if hollow else ""]
    named = ""
    for part in filter(None, said):
        before = formatting.end_of_name(named, language)
        named = language.gettext("{category}, {series}", category=before, series=part) if named else part
    return (
        language.gettext("{name}: {value}", name=named, value=row.gloss) if named and row.gloss else named or row.gloss
    )


def _rule(figure: FigureBuilder, y: float, end_px: float, token: str, start_px: float = 0, dash: str = "solid") -> None:
    line = {"color": light_colour(token), "width": 1, "dash": dash}
    figure.add_shape(type="line", x0=start_px, x1=end_px, y0=y, y1=y, line=line, layer="below")
