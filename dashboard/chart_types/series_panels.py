"""The panels of series: one scale each, beside or below each other, with room for what is written in them.

Everything is laid out in pixels, so that a drawn chart and the interactive one above it agree to the pixel.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import SMALL_PX
from dashboard.chart_types.label_wrapping import SYMBOLS, wrap_value
from dashboard.charts.datum import HOLLOW_SHORT
from dashboard.charts.notes import reasons
from dashboard.charts.series_places import place, slot_names, slots
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
#: The least width of a slot where narrow pictures have two panels side by side.
MIN_PITCH_PX = 16
COLUMN_SHARE, MAX_COLUMN_PX = 0.74, 64
DOT_PX = 10
#: Above the words below the panels, and before them, for a sign; lines of reasons in a picture at most, wide and narrow.
ABOVE_WORDS_PX, SIGN_PX, MAX_REASON_LINES, MAX_NARROW_REASON_LINES = 8, 16, 2, 5
#: Free beside a label that need not be there; the least length of the line from a label to its mark.
BESIDE_PX, LEADER_PX = 3, 8
#: How far above a point such a label may stand, where a line lifts it.
LIFTED_PX = 30
#: How labels are hung at their marks, in parts of their width: in the middle, near their start, near their end.
HANGS = (0, 0.4, -0.4)
#: How close places on a line are looked at, so that no label lies on it.
STEP_PX = 8
#: How a point stands to the one before it where a dashed line divides them.
DIVIDING = ("break", "apart")
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
        share = place(row, self.slots, moments=self.moments) * len(self.slots)
        return self.year_x(share) if self.moments else self.start_px + share * self.pitch_px

    def year_x(self, years: float) -> float:
        """The place of a moment, so many years after the start of the first slot; there is room for a point at the ends."""
        width_px = self.pitch_px * len(self.slots)
        return self.start_px + DOT_PX + years / len(self.slots) * (width_px - 2 * DOT_PX)


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
    """A value beside its mark: its middle, how far its foot is above the baseline, and whether a line leads to its mark."""

    row: Datum
    lines: list[str]
    x: float
    foot_px: float
    width_px: float
    lifted: bool = False

    @property
    def top_px(self) -> float:
        """How far its top is above the baseline."""
        return self.foot_px + LINE_PX * len(self.lines)

    def touches(self, other: Label) -> bool:
        """Whether it lies on another label, or close beside it."""
        beside = abs(self.x - other.x) >= (self.width_px + other.width_px) / 2
        return not beside and self.foot_px < other.top_px and other.foot_px < self.top_px


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
    def base_px(self) -> float:
        """From the top of the panel to its baseline."""
        highest = max([label.top_px for label in self.labels], default=0.0)
        return self.head_px + max(self.scale.plot_px + 4, highest)

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
    wide = width_px(layout, 2) >= MIN_PITCH_PX * len(slots(view))
    at_most = (2 if wide else 1) if layout.phone else MAX_ACROSS
    most = max(fewest, min(len(keys), at_most)) if layout.max_height_px else fewest
    usual_px: float = ALONE_PX if len(keys) == 1 else AMONG_PX
    room_px = layout.max_height_px - below_px(view, layout)
    found: list[tuple[bool, float, int, list[Panel]]] = []
    for across in range(fewest, most + 1):
        panel_px = width_px(layout, across)
        plot_px, lines = usual_px, -(-len(keys) // across)
        for _ in range(FITTING_STEPS):
            made = [_panel(view, layout, key, panel_px, plot_px, moments=moments, dots=dots) for key in keys]
            over_px = total_px(made, across) - (room_px if layout.max_height_px else total_px(made, across))
            fitting_px = max(plot_px - over_px / lines, MIN_PLOT_PX)
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
    name_lines = max(map(len, slot_names(view, stops).values()))
    head = rows[0].series_label if len(view.series) > 1 else ""
    if head and log:
        head = view.language.gettext(LOGARITHMIC, name=head)
    heads = wrap(head, layout.text_px, panel_px, 600) if head else []
    labels = _labels(view, rows, wholes, scale, axis, panel_px, dots or log)
    return Panel(rows, wholes, axis, scale, labels, heads, 6 + LINE_PX * name_lines, dots or log)


def scale_words(view: ChartView, row: Datum, scale: Scale) -> list[str]:
    """The words of the lines of a logarithmic scale."""
    return [formatting.amount(value, row.unit, view.language, short=True) for value in scale.powers()]


@dataclass(frozen=True)
class _Marks:
    """What labels keep clear of: places on marks and lines, each with its height."""

    places: list[tuple[float, float]]
    scale: Scale
    axis: Axis
    panel_px: float
    dots: bool

    def label(self, row: Datum, text: str, hung: float = 0) -> Label:
        """A label above its mark, and above those that it reaches; see `HANGS`."""
        axis, pad_px = self.axis, DOT_PX if self.dots else 3
        column_px = min(MAX_COLUMN_PX, axis.pitch_px * COLUMN_SHARE)
        lines = [text] if self.dots else _narrow(text, axis.pitch_px * 1.1)
        text_px, own_px = max(text_width_px(line, SMALL_PX, 600) for line in lines), self.scale.height_px(row.value)
        label_px = text_px + 6
        first_px = axis.start_px + label_px / 2
        middle = min(max(axis.x(row) + hung * text_px, first_px), max(self.panel_px - label_px / 2, first_px))
        foot = max(height for x, height in self.places if abs(x - middle) < (text_px + column_px) / 2) + pad_px
        beside = self.dots and foot - LINE_PX > own_px > LINE_PX / 2
        if beside and _free_beside(axis.x(row), own_px, label_px, self.places, self.panel_px):
            return Label(row, lines, axis.x(row) + DOT_PX + label_px / 2, own_px - LINE_PX / 2, label_px)
        lifted = foot > own_px + pad_px or abs(middle - axis.x(row)) > max(column_px / 2, DOT_PX)
        return Label(row, lines, middle, max(foot, own_px + pad_px + LEADER_PX * lifted), label_px, lifted)

    def crossing(self, label: Label, placed: list[Label]) -> bool:
        """Whether the line of a label runs through another, or that of another through it."""
        pairs = [pair for other in placed for pair in ((label, other), (other, label))]
        return any(
            one.lifted
            and abs(other.x - self.axis.x(one.row)) < other.width_px / 2
            and self.scale.height_px(one.row.value) < other.top_px <= one.foot_px
            for one, other in pairs
        )


def _labels(
    view: ChartView, rows: list[Datum], wholes: list[Datum], scale: Scale, axis: Axis, panel_px: float, dots: bool
) -> list[Label]:
    """The values of the title, the highest, the last and the first; those of documents; the others that have room.

    None lies on another or on a mark. Of what the values are a part of, the last is named.
    """
    places = [(axis.x(row), scale.height_px(row.value)) for row in (*rows, *wholes)]
    marks = _Marks([*places, *(_along_lines(rows, axis, scale) if dots else ())], scale, axis, panel_px, dots)
    highest = max(rows[::-1], key=lambda row: row.value)  # of equal ones the last
    named = list({row.value: row for row in rows if titled(view, row)}.values())
    whole = wholes[-1:]
    ends = {id(row): (row, view.value_label(row)) for row in (*named[:2], *whole, highest, rows[-1], rows[0])}
    for row in whole:
        text = view.language.gettext("{name}: {value}", name=row.series_label, value=view.value_label(row))
        ends[id(row)] = row, text
    placed = _ends(marks, list(ends.values()))
    others = sorted(rows, key=lambda row: (row.basis == "reported", -row.value))
    free = list(_kept_free(view, rows, axis))
    for row in (row for row in others if id(row) not in ends):
        text = view.value_label(row)
        if row.basis != "reported":
            tried = [_raised(marks.label(row, text, hung), placed) for hung in HANGS]
            found = min(tried, key=lambda label: (marks.crossing(label, placed), label.foot_px))
            placed += [found] if not marks.crossing(found, placed) else []
        elif _has_room(marks, found := marks.label(row, text), placed, free):
            placed.append(found)
    return placed


def _ends(marks: _Marks, told: list[tuple[Datum, str]]) -> list[Label]:
    """The labels that are always there, hung so that no line runs through one of them; one is left out where none is so."""
    usual: list[Label] = []
    for left_out in (len(told), *range(len(told) - 1, 0, -1)):
        kept = told[:left_out] + told[left_out + 1 :]
        for hangs in product(HANGS, repeat=len(kept)):
            placed: list[Label] = []
            for (row, text), hung in zip(kept, hangs, strict=True):
                placed.append(_raised(marks.label(row, text, hung), placed))
            if not any(marks.crossing(label, placed[:number]) for number, label in enumerate(placed)):
                return placed
            usual = usual or placed
    return usual


def _has_room(marks: _Marks, label: Label, placed: list[Label], free: list[tuple[float, float, float]]) -> bool:
    """Whether a label that need not be there stands at its own mark and close to nothing else."""
    wide = replace(label, width_px=label.width_px + 2 * BESIDE_PX)
    return not (
        label.foot_px > marks.scale.height_px(label.row.value) + (LIFTED_PX if marks.dots else 3)
        or label.width_px > 2 * marks.axis.pitch_px
        or any(wide.touches(other) for other in placed)
        or any(abs(x - label.x) < label.width_px / 2 + half and label.foot_px < height for x, half, height in free)
    )


def _raised(label: Label, placed: list[Label]) -> Label:
    """A label above those that it would lie on."""
    for other in sorted(placed, key=lambda each: each.foot_px):
        if label.touches(other):
            label = replace(label, foot_px=other.top_px, lifted=True)
    return label


def titled(view: ChartView, row: Datum) -> bool:
    """Whether the title names a value."""
    words = formatting.qualified(row.value, row.unit, row.qualifier, view.language)
    words = formatting.thousands_in_words(words, view.language)
    return re.search(rf"(?<![\d.,]){re.escape(words)}(?![\d])", view.title) is not None


def _narrow(text: str, limit_px: float) -> list[str]:
    """A value on two lines where one is wider than its column, if both fit and the second has a word."""
    lines = wrap_value(text, SMALL_PX, limit_px, 600)
    fits = max(text_width_px(line, SMALL_PX, 600) for line in lines) <= limit_px
    apart = not lines[-1].strip(SYMBOLS) or re.match(r"[^\W\d_]{1,2}\b", lines[-1])  # a mark or "M" alone
    return lines if fits and not apart else [text]


def _kept_free(view: ChartView, rows: list[Datum], axis: Axis) -> Iterator[tuple[float, float, float]]:
    """What labels that need not be there leave free: middle, half its width, and height of break lines and words of gaps."""
    word_px = text_width_px(view.language.gettext(view.chart.definition.gap), SMALL_PX)
    for before, row in pairwise(rows):
        if row.point and row.point.joins in DIVIDING:
            yield divide_x(axis, before, row), 0, math.inf
        elif row.point and row.point.joins == "gap":
            yield (axis.x(before) + axis.x(row)) / 2, LINE_PX / 2, word_px + 8


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


def reason_lines(view: ChartView, layout: Layout) -> list[list[str]]:
    """Why values are kept apart, each reason once, in lines; a picture leaves to the notes what it has no room for."""
    rows = [row for row in view.rows if row.point and row.point.joins in DIVIDING]
    told = view.caveat if layout.max_height_px and view.caveat else ""  # a picture has it in its foot
    found = [
        wrap(reason, SMALL_PX, layout.width_px - SIGN_PX)
        for reason in reasons(rows, view.language)
        if not told or reason.rpartition(" – ")[2].rstrip(".") not in told
    ]
    most = MAX_NARROW_REASON_LINES if layout.phone else MAX_REASON_LINES
    while layout.max_height_px and sum(map(len, found)) > most:
        found.pop()
    return found


def hollow_words(view: ChartView, layout: Layout) -> str:
    """What an empty outline means, where a picture has one; a page has its notes."""
    hollow = layout.max_height_px and any(row.point and row.point.mark == "hollow" for row in view.rows)
    return view.language.gettext(HOLLOW_SHORT) if hollow else ""


def below_px(view: ChartView, layout: Layout) -> float:
    """Room for the words below the panels."""
    lines = sum(map(len, reason_lines(view, layout))) + bool(hollow_words(view, layout))
    return lines * LINE_PX + ABOVE_WORDS_PX if lines else 0


def divide_x(axis: Axis, before: Datum, row: Datum) -> float:
    """The place between two points that a decision keeps apart."""
    return axis.x(row) - min(axis.pitch_px, axis.x(row) - axis.x(before)) / 2
