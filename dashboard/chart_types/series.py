"""Series over years or editions: what the documents print beside what was published elsewhere, never joined across a decision.

Everything is laid out in pixels, so that a drawn chart and the interactive one above it agree to the pixel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import empty_figure, pattern, row_colour, tooltip
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

NO_FIGURE = N_("no figure found")
#: Of the type beside marks and below the axis, and of its lines.
SMALL_PX, LINE_PX = 12, 16
HEAD_PX, GAP_PX, GUTTER_PX = 26, 22, 36
#: Height of the columns: of a chart with one panel, and of each of several; the least where a picture has little room.
ALONE_PX, AMONG_PX, MIN_PLOT_PX = 220, 110, 20
#: Panels side by side where a picture's height is set, and how often their heights are tried: labels need room by them.
MAX_ACROSS, FITTING_STEPS = 4, 6
COLUMN_SHARE, MAX_COLUMN_PX = 0.74, 64
DOT_PX = 10
REASON_PX = 230
#: The opacity of a fill that stands for another source, as the last two digits of a colour.
PALE = "38"


@dataclass(frozen=True)
class _Axis:
    """The places of years or editions, in pixels from the start of a panel.

    Attributes:
        slots: keys in order; the empty string stands for an edition that nobody's figures are of.
        pitch_px: the width of a slot.
        moments: points stand at the end of their period, not in the middle of a slot.
    """

    slots: list[str]
    pitch_px: float
    moments: bool

    def slot(self, row: Datum) -> int:
        return self.slots.index(row.category if row.point and row.point.step == "edition" else _year(row))

    def x(self, row: Datum) -> float:
        if self.moments:
            share = (_end(row) - int(self.slots[0])) / len(self.slots)
            return DOT_PX + share * (self.pitch_px * len(self.slots) - 2 * DOT_PX)
        return (self.slot(row) + 0.5) * self.pitch_px


@dataclass(frozen=True)
class _Label:
    """A value beside its mark: its middle, and how far its foot is above the baseline."""

    row: Datum
    text: str
    x: float
    foot_px: float
    width_px: float


@dataclass(frozen=True)
class _Panel:
    """One series with its own scale."""

    rows: list[Datum]
    axis: _Axis
    heights: list[float]
    labels: list[_Label]
    reason: list[str]
    head_px: float
    plot_px: float
    foot_px: float

    @property
    def reason_px(self) -> float:
        return len(self.reason) * LINE_PX + 4 if self.reason else 0

    @property
    def base_px(self) -> float:
        """From the top of the panel to its baseline."""
        highest = max([label.foot_px + LINE_PX for label in self.labels], default=0.0)
        return self.head_px + self.reason_px + max(self.plot_px + 4, highest)

    @property
    def height_px(self) -> float:
        return self.base_px + self.foot_px


def _year(row: Datum) -> str:
    return row.period_label.split("--")[-1][:4]


def _end(row: Datum) -> float:
    """The end of a period in years."""
    year, *rest = (int(part) for part in row.period_label.split("--")[-1].split("-"))
    month, day = (rest + [12, 31][len(rest) :])[:2]
    return year + (month - 1) / 12 + min(day, 30) / 360


@chart_type
def series_columns(view: ChartView, layout: Layout) -> FigureBuilder:
    """A column for each year or edition; a year or an edition without a figure stays empty."""
    return _series(view, layout, _columns, moments=False)


@chart_type
def series_line(view: ChartView, layout: Layout) -> FigureBuilder:
    """A point for each date; a line joins two of them where their decision lets it."""
    moments = any(len(row.period_label) > len("2020") for row in view.rows)
    return _series(view, layout, _line, moments=moments)


_Draw = Callable[[FigureBuilder, "ChartView", _Panel, float, float], None]


def _series(view: ChartView, layout: Layout, draw: _Draw, *, moments: bool) -> FigureBuilder:
    made, across = _arranged(view, layout, moments)
    panel_px = _panel_width_px(layout, across)
    figure = empty_figure(view, layout, _total_px(made, across), min_share=1)
    top_px = 0.0
    for line in (made[index : index + across] for index in range(0, len(made), across)):
        base_px = max(panel.base_px for panel in line)
        for column, panel in enumerate(line):
            _draw_panel(figure, view, panel, column * (panel_px + GUTTER_PX), top_px, base_px, panel_px, draw)
        top_px += max(panel.height_px - panel.base_px for panel in line) + base_px + GAP_PX
    height_px = figure.layout.height
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(range=[layout.width_px, 0] if view.language.rtl else [0, layout.width_px], visible=False)
    figure.update_yaxes(range=[height_px, 0], visible=False)
    return figure


def _panel_width_px(layout: Layout, across: int) -> float:
    return (layout.width_px - GUTTER_PX * (across - 1)) / across


def _arranged(view: ChartView, layout: Layout, moments: bool) -> tuple[list[_Panel], int]:
    """The panels, and how many stand side by side; where a height is set, as many as let all fit into it."""
    keys, slots = view.series, _slots(view)
    fewest = 2 if len(keys) > 2 and not layout.phone else 1
    most = fewest if layout.phone or not layout.max_height_px else max(fewest, min(len(keys), MAX_ACROSS))
    for across in range(fewest, most + 1):
        panel_px = _panel_width_px(layout, across)
        axis = _Axis(slots, panel_px / len(slots), moments)
        usual_px: float = ALONE_PX if len(keys) == 1 else AMONG_PX
        plot_px, lines = usual_px, -(-len(keys) // across)
        for _ in range(FITTING_STEPS):
            rows = [[row for row in view.rows if row.series == key] for key in keys]
            made = [_panel(view, layout, own, axis, panel_px, plot_px) for own in rows]
            over_px = _total_px(made, across) - (layout.max_height_px or _total_px(made, across))
            fitting_px = min(max(plot_px - over_px / lines, MIN_PLOT_PX), usual_px * 1.5)
            if (over_px <= 0 and fitting_px - plot_px < 1) or fitting_px == plot_px:
                break
            plot_px = fitting_px
        if over_px <= 0:
            break
    return made, across


def _total_px(panels: list[_Panel], across: int) -> float:
    lines = [panels[index : index + across] for index in range(0, len(panels), across)]
    heights = [max(p.base_px for p in line) + max(p.foot_px for p in line) for line in lines]
    return sum(heights) + GAP_PX * (len(lines) - 1) + 2


def _slots(view: ChartView) -> list[str]:
    """Every year from the first to the last; or the editions in order, with a place left where some are missing."""
    points = {row.category: row.point for row in view.rows if row.point}
    if any(point.step != "edition" for point in points.values()):
        years = [int(_year(row)) for row in view.rows]
        return [str(year) for year in range(min(years), max(years) + 1)]
    editions = sorted(points, key=lambda key: points[key].place)
    before_gap = {
        (before.category, row.category)
        for key in view.series
        for before, row in pairwise(row for row in view.rows if row.series == key)
        if row.point and row.point.joins == "gap"
    }
    slots = editions[:1]
    for before, key in pairwise(editions):
        slots += ["", key] if (before, key) in before_gap else [key]
    return slots


def _panel(view: ChartView, layout: Layout, rows: list[Datum], axis: _Axis, panel_px: float, plot_px: float) -> _Panel:
    most = max(row.value for row in rows)
    heights = [max(2.0, row.value / most * plot_px) for row in rows]
    several = len(view.series) > 1
    reason, _ = _reason(rows, axis, panel_px)
    foot_px = 6 + LINE_PX * (2 if rows[0].point and rows[0].point.step == "edition" else 1)
    labels = list(_labels(view, rows, heights, axis, panel_px))
    return _Panel(rows, axis, heights, labels, reason, HEAD_PX if several else 0, plot_px, foot_px)


def _labels(view: ChartView, rows: list[Datum], heights: list[float], axis: _Axis, panel_px: float) -> Iterator[_Label]:
    """The values of the last and the first point and of those that documents print; none lies on another or on a mark."""
    printed = [row for row in rows if row.basis != "reported"]
    placed: list[_Label] = []
    for row in dict.fromkeys(map(id, [rows[-1], rows[0], *printed])):
        found = next(each for each in rows if id(each) == row)
        text = view.value_label(found)
        width_px = text_width_px(text, SMALL_PX, 600) + 6
        middle = min(max(axis.x(found), width_px / 2), max(panel_px - width_px / 2, width_px / 2))
        reach = width_px / 2 + min(MAX_COLUMN_PX, axis.pitch_px * COLUMN_SHARE) / 2
        below = [height for other, height in zip(rows, heights, strict=True) if abs(axis.x(other) - middle) < reach]
        foot = max(below) + (DOT_PX if axis.moments else 3)
        near = [each for each in placed if abs(each.x - middle) < (each.width_px + width_px) / 2]
        for other in sorted(near, key=lambda each: each.foot_px):
            if abs(other.foot_px - foot) < LINE_PX:
                foot = other.foot_px + LINE_PX
        placed.append(_Label(found, text, middle, foot, width_px))
    yield from placed


def _reason(rows: list[Datum], axis: _Axis, panel_px: float) -> tuple[list[str], float]:
    """Why the definition changes within a panel, in lines, and the place where it does."""
    for before, row in pairwise(rows):
        if row.point and row.point.joins == "break" and row.point.reason:
            x = _divide(axis, before, row)
            return wrap(row.point.reason, SMALL_PX, min(REASON_PX, max(x, panel_px - x) - 6)), x
    return [], 0.0


def _divide(axis: _Axis, before: Datum, row: Datum) -> float:
    return axis.x(row) - min(axis.pitch_px, axis.x(row) - axis.x(before)) / 2


def _draw_panel(
    figure: FigureBuilder, view: ChartView, panel: _Panel, left_px: float, top_px: float, base_px: float,
    panel_px: float, draw: _Draw,
) -> None:  # fmt: skip
    name, base = panel.rows[0].series_label, top_px + base_px
    if panel.head_px:
        size = int(figure.layout.font.size)
        _text(figure, view, name, left_px, top_px + HEAD_PX / 2, bold=True, size=size, name=name)
    _divisions(figure, view, panel, left_px, top_px + panel.head_px, base, panel_px)
    _baseline(figure, view, panel, left_px, base)
    draw(figure, view, panel, left_px, base)
    for label in panel.labels:
        height = panel.heights[panel.rows.index(label.row)]
        if label.foot_px > height + LINE_PX:
            _rule(figure, left_px + panel.axis.x(label.row), base - label.foot_px, base - height - 2, name=name)
        _text(
            figure, view, label.text, left_px + label.x, base - label.foot_px - LINE_PX / 2, anchor="center",
            bold=label.row.basis != "reported", name=name,
        )  # fmt: skip
    _slot_names(figure, view, panel, left_px, base, panel_px)


def _fill(row: Datum, token: str) -> str:
    """Solid for what documents print; pale for what was published elsewhere, empty where one secondary source has it."""
    if row.basis != "reported":
        return light_colour(token)
    return light_colour("paper") if row.point and row.point.mark == "hollow" else light_colour(token) + PALE


def _edge(token: str) -> str:
    return light_colour("ink" if token == "notice-yellow" else token)


def _columns(figure: FigureBuilder, view: ChartView, panel: _Panel, left_px: float, base: float) -> None:
    rows, tokens = panel.rows, [row_colour(view, row) for row in panel.rows]
    width = min(MAX_COLUMN_PX, panel.axis.pitch_px * COLUMN_SHARE)
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


def _line(figure: FigureBuilder, view: ChartView, panel: _Panel, left_px: float, base: float) -> None:
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


def _divisions(
    figure: FigureBuilder, view: ChartView, panel: _Panel, left_px: float, top: float, base: float, panel_px: float
) -> None:
    """A dashed line wherever a decision keeps two neighbours apart, and why the definition changes."""
    name = panel.rows[0].series_label
    for before, row in pairwise(panel.rows):
        if row.point and row.point.joins in ("break", "apart"):
            _rule(figure, left_px + _divide(panel.axis, before, row), top, base, name=name, dash="4px,3px")
    _, x = _reason(panel.rows, panel.axis, panel_px)
    for number, words in enumerate(panel.reason):
        after = panel_px - x >= x
        _text(
            figure, view, words, left_px + x + (5 if after else -5), top + LINE_PX * (number + 0.5),
            anchor="start" if after else "end", token="second", name=name,
        )  # fmt: skip


def _baseline(figure: FigureBuilder, view: ChartView, panel: _Panel, left_px: float, base: float) -> None:
    """Solid below the points, dashed with a word where nothing was found between two of them."""
    axis, name = panel.axis, panel.rows[0].series_label
    word = view.language.gettext(NO_FIGURE)
    room_px = text_width_px(word, SMALL_PX) + 4
    half = DOT_PX if axis.moments else axis.pitch_px / 2
    solid = axis.x(panel.rows[0]) - half
    for before, row in pairwise(panel.rows):
        start, end = axis.x(before) + half, axis.x(row) - half
        if end - start < axis.pitch_px / 2 or (axis.moments and row.point and row.point.joins != "gap"):
            continue
        _flat(figure, left_px + solid, left_px + start, base, name=name)
        solid = end
        _flat(figure, left_px + start, left_px + end, base, name=name, dash="3px,3px")
        if end - start >= room_px:
            _text(figure, view, word, left_px + (start + end) / 2, base - 9, anchor="center", token="second", name=name)
        elif (
            end - start >= LINE_PX - 3 and panel.plot_px >= room_px and not _covered(panel, (start + end) / 2, room_px)
        ):
            figure.add_annotation(
                text=word, x=left_px + (start + end) / 2, y=base - 4, xanchor="center", yanchor="bottom",
                textangle=-90, showarrow=False, name=name, font={"size": SMALL_PX, "color": light_colour("second")},
            )  # fmt: skip
    _flat(figure, left_px + solid, left_px + axis.x(panel.rows[-1]) + half, base, name=name)


def _covered(panel: _Panel, x: float, height_px: float) -> bool:
    """True where a word that stands upright on the baseline would meet a label."""
    return any(
        abs(label.x - x) < (label.width_px + LINE_PX) / 2 and label.foot_px < height_px + 4 for label in panel.labels
    )


def _slot_names(
    figure: FigureBuilder, view: ChartView, panel: _Panel, left_px: float, base: float, panel_px: float
) -> None:
    """Years, or editions with the year that each ended in; the ends first, then as many as have room."""
    axis = panel.axis
    names = _edition_names(view) if panel.rows[0].point and panel.rows[0].point.step == "edition" else {
        key: [formatting.period(key, view.language)] for key in axis.slots
    }  # fmt: skip
    keys = [key for key in axis.slots if key]
    step = max(1, -(-len(keys) // 6)) if len(keys) > 12 else 1
    taken: list[tuple[float, float]] = []
    for key in dict.fromkeys([keys[0], keys[-1], *keys[::step], *keys]):
        lines = names[key]
        half = max(text_width_px(line, SMALL_PX) for line in lines) / 2 + 3
        x = (axis.slots.index(key) + 0.5) * axis.pitch_px
        x = min(max(x, half - 3), panel_px - half + 3)
        if all(abs(x - other) >= half + room for other, room in taken):
            taken.append((x, half))
            for number, text in enumerate(lines):
                _text(
                    figure,
                    view,
                    text,
                    left_px + x,
                    base + 4 + LINE_PX * (number + 0.5),
                    anchor="center",
                    token="second",
                )


def _edition_names(view: ChartView) -> dict[str, list[str]]:
    """What tells an edition from the others, and its year: XIV, 2021; the year alone where the name is no more than it."""
    rows = {row.category: row for row in view.rows}
    parts = {key: row.label.replace("\u00a0", " ").split(" ") for key, row in rows.items()}
    shared = 0
    while len({tuple(words[: shared + 1]) for words in parts.values()}) == 1:
        shared += 1
    names = {}
    for key, row in rows.items():
        year, own = formatting.period(_year(row), view.language), " ".join(parts[key][shared:])
        names[key] = [year] if not own or year in own else [own, year]
    return names


def _text(
    figure: FigureBuilder, view: ChartView, text: str, x: float, y: float, *, anchor: str = "start",
    token: str = "ink", bold: bool = False, size: int = SMALL_PX, name: str = "",
) -> None:  # fmt: skip
    rtl = view.language.rtl
    side = {"start": "right" if rtl else "left", "end": "left" if rtl else "right", "center": "center"}[anchor]
    figure.add_annotation(
        text=text, x=x, y=y, xanchor=side, yanchor="middle", showarrow=False, name=name,
        font={"size": size, "color": light_colour(token), "weight": 600 if bold else 400},
    )  # fmt: skip


def _rule(figure: FigureBuilder, x: float, y0: float, y1: float, *, name: str, dash: str = "solid") -> None:
    figure.add_shape(
        type="line", x0=x, x1=x, y0=y0, y1=y1, name=name, layer="below",
        line={"color": light_colour("slate"), "width": 1, "dash": dash},
    )  # fmt: skip


def _flat(figure: FigureBuilder, x0: float, x1: float, y: float, *, name: str, dash: str = "solid") -> None:
    figure.add_shape(
        type="line",
        x0=x0,
        x1=x1,
        y0=y,
        y1=y,
        name=name,
        line={"color": light_colour("second"), "width": 1, "dash": dash},
    )
