"""The panels of series: one scale each, beside or below each other, with room for what is written in them.

Everything is laid out in pixels, so that a drawn chart and the interactive one above it agree to the pixel.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import SMALL_PX
from dashboard.charts.series_places import place, slots
from dashboard.design.style import Layout
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

#: Of a line of the type beside marks and below the axis.
LINE_PX = 16
HEAD_PX, GAP_PX, GUTTER_PX = 26, 22, 36
#: Height of the columns: of a chart with one panel, and of each of several; the least where a picture has little room.
ALONE_PX, AMONG_PX, MIN_PLOT_PX = 220, 110, 20
#: Panels side by side where a picture's height is set, and how often their heights are tried: labels need room by them.
MAX_ACROSS, FITTING_STEPS = 5, 6
COLUMN_SHARE, MAX_COLUMN_PX = 0.74, 64
DOT_PX = 10
REASON_PX = 230
#: How close places on a line are looked at, so that no label lies on it.
STEP_PX = 8
LOGARITHMIC = N_("{name}, logarithmic scale")


@dataclass(frozen=True)
class Axis:
    """The places of years or editions, in pixels from the start of a panel.

    Attributes:
        slots: see `dashboard.charts.series_places`.
        start_px: where the first slot begins; a scale stands before it.
        pitch_px: the width of a slot.
        moments: points stand at the end of their period, not in the middle of a slot.
    """

    slots: list[str]
    start_px: float
    pitch_px: float
    moments: bool

    def x(self, row: Datum) -> float:
        """The middle of a point."""
        share, width_px = place(row, self.slots, moments=self.moments), self.pitch_px * len(self.slots)
        return self.start_px + (DOT_PX + share * (width_px - 2 * DOT_PX) if self.moments else share * width_px)


@dataclass(frozen=True)
class Scale:
    """Heights of values: from zero, or from a power of ten in equal steps for equal factors.

    Attributes:
        bottom: the value of the baseline.
        top: the value at the full height.
        plot_px: the full height.
    """

    bottom: float
    top: float
    plot_px: float

    @classmethod
    def of(cls, values: Sequence[float], plot_px: float, *, log: bool) -> Scale:
        """The scale of some values."""
        return cls(10.0 ** math.floor(math.log10(min(values))) if log else 0, max(values), plot_px)

    def height_px(self, value: float) -> float:
        """Of a value above the baseline."""
        if self.bottom:
            return math.log(value / self.bottom) / math.log(self.top / self.bottom) * self.plot_px
        return max(2.0, value / self.top * self.plot_px)

    def powers(self) -> list[float]:
        """The powers of ten that lines are drawn at, on a logarithmic scale; their words need room above each other."""
        if not self.bottom:
            return []
        first, decades = round(math.log10(self.bottom)), math.log10(self.top / self.bottom)
        step = max(1, math.ceil(LINE_PX * decades / self.plot_px))
        return [10.0**power for power in range(first, first + int(decades) + 1, step)]


@dataclass(frozen=True)
class Label:
    """A value beside its mark: its middle, and how far its foot is above the baseline."""

    row: Datum
    text: str
    x: float
    foot_px: float
    width_px: float


@dataclass(frozen=True)
class Panel:
    """One series with its own scale.

    Attributes:
        heads: its name in lines, where there are several.
        wholes: what its values are a part of, where the chart names it.
        dots: its marks are points, not columns.
    """

    rows: list[Datum]
    wholes: list[Datum]
    axis: Axis
    scale: Scale
    labels: list[Label]
    reason: list[str]
    heads: list[str]
    foot_px: float
    dots: bool

    @property
    def head_px(self) -> float:
        """Room for its name."""
        return HEAD_PX + LINE_PX * (len(self.heads) - 1) if self.heads else 0

    @property
    def heights(self) -> list[float]:
        """Of the marks, in the order of the rows."""
        return [self.scale.height_px(row.value) for row in self.rows]

    @property
    def reason_px(self) -> float:
        """Room for the reason of a break."""
        return len(self.reason) * LINE_PX + 4 if self.reason else 0

    @property
    def base_px(self) -> float:
        """From the top of the panel to its baseline."""
        highest = max([label.foot_px + LINE_PX for label in self.labels], default=0.0)
        return self.head_px + self.reason_px + max(self.scale.plot_px + 4, highest)

    @property
    def height_px(self) -> float:
        """With what stands below the baseline."""
        return self.base_px + self.foot_px


def width_px(layout: Layout, across: int) -> float:
    """Of a panel, where so many stand side by side."""
    return (layout.width_px - GUTTER_PX * (across - 1)) / across


def arranged(view: ChartView, layout: Layout, *, moments: bool, dots: bool) -> tuple[list[Panel], int]:
    """The panels, and how many stand side by side; where a height is set, as many as give the highest marks."""
    keys = [key for key in view.series if key != view.chart.definition.beside]
    fewest = 2 if len(keys) > 2 and not layout.phone else 1
    most = fewest if layout.phone or not layout.max_height_px else max(fewest, min(len(keys), MAX_ACROSS))
    usual_px: float = ALONE_PX if len(keys) == 1 else AMONG_PX
    found: list[tuple[bool, float, int, list[Panel]]] = []
    for across in range(fewest, most + 1):
        panel_px = width_px(layout, across)
        plot_px, lines = usual_px, -(-len(keys) // across)
        for _ in range(FITTING_STEPS):
            made = [_panel(view, layout, key, panel_px, plot_px, moments=moments, dots=dots) for key in keys]
            over_px = total_px(made, across) - (layout.max_height_px or total_px(made, across))
            fitting_px = min(max(plot_px - over_px / lines, MIN_PLOT_PX), usual_px * 1.5)
            if (over_px <= 0 and fitting_px - plot_px < 1) or fitting_px == plot_px:
                break
            plot_px = fitting_px
        found.append((over_px <= 0, min(plot_px, usual_px), -across, made))
    _, _, negative, panels = max(found, key=lambda tried: tried[:3])
    return panels, -negative


def total_px(panels: list[Panel], across: int) -> float:
    """The height of all panels, so many side by side."""
    lines = [panels[index : index + across] for index in range(0, len(panels), across)]
    heights = [max(p.base_px for p in line) + max(p.foot_px for p in line) for line in lines]
    return sum(heights) + GAP_PX * (len(lines) - 1) + 2


def _panel(
    view: ChartView, layout: Layout, key: str, panel_px: float, plot_px: float, *, moments: bool, dots: bool
) -> Panel:
    rows = [row for row in view.rows if row.series == key]
    first = view.series[0] == key
    wholes = [row for row in view.rows if row.series == view.chart.definition.beside] if first else []
    log = any(row.point and row.point.log for row in rows)
    scale = Scale.of([row.value for row in (*rows, *wholes)], plot_px, log=log)
    start_px = max((text_width_px(text, SMALL_PX) + 8 for text in scale_words(view, rows[0], scale)), default=0.0)
    stops = slots(view)
    axis = Axis(stops, start_px, (panel_px - start_px) / len(stops), moments)
    reason, _ = break_reason(rows, axis, panel_px)
    edition = rows[0].point is not None and rows[0].point.step == "edition"
    head = rows[0].series_label if len(view.series) > 1 else ""
    if head and log:
        head = view.language.gettext(LOGARITHMIC, name=head)
    heads = wrap(head, layout.text_px, panel_px, 600) if head else []
    labels = list(_labels(view, rows, wholes, scale, axis, panel_px, dots or log))
    return Panel(rows, wholes, axis, scale, labels, reason, heads, 6 + LINE_PX * (1 + edition), dots or log)


def scale_words(view: ChartView, row: Datum, scale: Scale) -> list[str]:
    """The words of the lines of a logarithmic scale."""
    return [formatting.amount(value, row.unit, view.language, short=True) for value in scale.powers()]


def _labels(
    view: ChartView, rows: list[Datum], wholes: list[Datum], scale: Scale, axis: Axis, panel_px: float, dots: bool
) -> Iterator[Label]:
    """The values that documents print, then of the last and the first point; none lies on another or on a mark.

    Of what the values are a part of, the last is named.
    """
    printed = [row for row in rows if row.basis != "reported"]
    marks = [(axis.x(row), scale.height_px(row.value)) for row in (*rows, *wholes)]
    marks += _along_lines(rows, axis, scale) if dots else ()
    placed: list[Label] = []
    told = [(row, view.value_label(row)) for row in (*printed[::-1], rows[-1], rows[0])]
    told += [
        (row, view.language.gettext("{name}: {value}", name=row.series_label, value=view.value_label(row)))
        for row in wholes[-1:]
    ]
    for row, text in {id(row): (row, text) for row, text in told}.values():
        text_px, own_px = text_width_px(text, SMALL_PX, 600), scale.height_px(row.value)
        label_px = text_px + 6
        first_px = axis.start_px + label_px / 2
        middle = min(max(axis.x(row), first_px), max(panel_px - label_px / 2, first_px))
        reach = text_px / 2 + min(MAX_COLUMN_PX, axis.pitch_px * COLUMN_SHARE) / 2
        foot = max(height for x, height in marks if abs(x - middle) < reach) + (DOT_PX if dots else 3)
        if (
            dots
            and foot - LINE_PX > own_px > LINE_PX / 2
            and _free_beside(axis.x(row), own_px, label_px, marks, panel_px)
        ):
            middle, foot = axis.x(row) + DOT_PX + label_px / 2, own_px - LINE_PX / 2
        near = [each for each in placed if abs(each.x - middle) < (each.width_px + label_px) / 2]
        for other in sorted(near, key=lambda each: each.foot_px):
            if abs(other.foot_px - foot) < LINE_PX:
                foot = other.foot_px + LINE_PX
        placed.append(Label(row, text, middle, foot, label_px))
    yield from placed


def _along_lines(rows: list[Datum], axis: Axis, scale: Scale) -> Iterator[tuple[float, float]]:
    """Places on the lines between points, as close as labels need them."""
    for before, row in pairwise(rows):
        if row.point and row.point.joins == "yes":
            start, end = axis.x(before), axis.x(row)
            low, high = scale.height_px(before.value), scale.height_px(row.value)
            for step in range(1, int((end - start) // STEP_PX) + 1):
                yield start + step * STEP_PX, low + (high - low) * step * STEP_PX / (end - start)


def _free_beside(
    x: float, height_px: float, label_px: float, marks: list[tuple[float, float]], panel_px: float
) -> bool:
    """True where a label has room after its point, below all that follow."""
    end = x + DOT_PX + label_px
    return end <= panel_px and all(
        height > height_px + (LINE_PX + DOT_PX) / 2 for other, height in marks if x < other < end + DOT_PX / 2
    )


def break_reason(rows: list[Datum], axis: Axis, panel_px: float) -> tuple[list[str], float]:
    """Why the definition changes within a panel, in lines, and the place where it does."""
    for before, row in pairwise(rows):
        if row.point and row.point.joins == "break" and row.point.reason:
            x = divide_x(axis, before, row)
            return wrap(row.point.reason, SMALL_PX, min(REASON_PX, max(x, panel_px - x) - 6)), x
    return [], 0.0


def divide_x(axis: Axis, before: Datum, row: Datum) -> float:
    """The place between two points that a decision keeps apart."""
    return axis.x(row) - min(axis.pitch_px, axis.x(row) - axis.x(before)) / 2
