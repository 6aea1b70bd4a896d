"""Where the values of a panel of a series are written, so that none lies on another or on a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import SMALL_PX
from dashboard.chart_types.label_wrapping import SYMBOLS, wrap_value
from dashboard.chart_types.series_axes import (
    COLUMN_SHARE,
    DOT_PX,
    LINE_PX,
    MAX_COLUMN_PX,
    Axis,
    Scale,
)
from dashboard.design.text_measure import text_width_px

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

#: Free beside a label that need not be there; the least length of the line from a label to its mark.
BESIDE_PX, LEADER_PX = 3, 8
#: How far above a point such a label may stand, where a line lifts it.
LIFTED_PX = 30
#: How labels are hung at their marks, in parts of their width: in the middle, near their start, near their end.
HANGS = (0, 0.4, -0.4)
#: The most labels whose arrangements are all tried, where a line would run through one of them.
MAX_ARRANGED = 6
#: How wide the lines of a value on two of them are at most, in parts of the slot of its column.
NARROW_SHARE = 1.4
#: How close places on a line are looked at, so that no label lies on it.
STEP_PX = 8


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
        lines = [text] if self.dots else _narrow(text, axis.pitch_px)
        text_px, own_px = max(text_width_px(line, SMALL_PX, 600) for line in lines), self.scale.height_px(row.value)
        label_px = text_px + 6
        first_px = axis.start_px + label_px / 2
        middle = min(max(axis.x(row) + hung * text_px, first_px), max(self.panel_px - label_px / 2, first_px))
        foot = max(height for x, height in self.places if abs(x - middle) < (text_px + column_px) / 2) + pad_px
        beside = self.dots and foot - LINE_PX > own_px > LINE_PX / 2
        if beside and _free_beside(axis.x(row), own_px, label_px, self.places, self.panel_px):
            return Label(row, lines, axis.x(row) + DOT_PX + label_px / 2, own_px - LINE_PX / 2, label_px)
        lifted = foot > own_px + pad_px or abs(middle - axis.x(row)) > max(column_px / 2, DOT_PX)
        # Free of what it stands above, or it would be read as the value of that.
        return Label(row, lines, middle, max(foot, own_px + pad_px) + LEADER_PX * lifted, label_px, lifted)

    def crossing(self, label: Label, placed: list[Label]) -> bool:
        """Whether the line of a label runs through another, or that of another through it."""
        pairs = [pair for other in placed for pair in ((label, other), (other, label))]
        return any(
            one.lifted
            and abs(other.x - self.axis.x(one.row)) < other.width_px / 2 + BESIDE_PX
            and self.scale.height_px(one.row.value) < other.top_px <= one.foot_px
            for one, other in pairs
        )

    def crossed(self, placed: list[Label]) -> bool:
        """Whether the line of any of these labels runs through another of them."""
        return any(self.crossing(label, placed[:number]) for number, label in enumerate(placed))


def labels_of(
    view: ChartView, rows: list[Datum], wholes: list[Datum], scale: Scale, axis: Axis, panel_px: float, dots: bool
) -> list[Label]:
    """The values of the title, the highest, the last and the first; the lowest and those of documents; the others that have room.

    None lies on another or on a mark. Columns before the lines of a scale bear the values of the title, the highest and the last;
    others at their top alone.
    """
    places = [(axis.x(row), scale.height_px(row.value)) for row in (*rows, *wholes)]
    marks = _Marks([*places, *(_along_lines(rows, axis, scale) if dots else ())], scale, axis, panel_px, dots)
    highest = max(rows[::-1], key=lambda row: row.value)  # of equal ones the last
    scaled = bool(scale.lines) and not dots
    named = list({row.value: row for row in rows if view.place_in_finding(row) is not None}.values())
    ends = {
        id(row): (row, view.value_label(row)) for row in (*named[:2], highest, rows[-1], *([] if scaled else rows[:1]))
    }
    placed = _ends(marks, list(ends.values()))
    others = sorted(rows, key=lambda row: (row.basis == "reported", -row.value))
    lowest = None if scaled else min(rows, key=lambda row: row.value)
    others = sorted((row for row in others if id(row) not in ends), key=lambda row: row is not lowest)
    printed = [
        (row, view.value_label(row)) for row in others if not scaled and (row.basis != "reported" or row is lowest)
    ]
    for row, text in printed:
        tried = [_raised(marks.label(row, text, hung), placed) for hung in HANGS]
        placed.append(min(tried, key=lambda label: (marks.crossing(label, placed), label.foot_px)))
    if marks.crossed(placed) and len(placed) <= MAX_ARRANGED:
        placed = _uncrossed(marks, [*ends.values(), *printed]) or placed
    free = list(_kept_free(view, rows, axis))
    # At their marks first; then above other labels, with a line to their mark.
    for lift_px in (0,) if scaled else (0, LIFTED_PX):
        for row in others[len(printed) :]:
            if all(label.row is not row for label in placed):
                tried = [marks.label(row, view.value_label(row), hung) for hung in HANGS]
                tried = [_raised(label, placed) if lift_px else label for label in tried]
                fitting = [label for label in tried if _has_room(marks, label, placed, free, lift_px)]
                placed += sorted(fitting, key=lambda label: label.foot_px)[:1]
    return placed


def _uncrossed(marks: _Marks, told: list[tuple[Datum, str]]) -> list[Label]:
    """Labels hung and stacked so that no line runs through one of them; empty where they cannot be."""
    for order in (told, told[::-1]):
        for hangs in product(HANGS, repeat=len(order)):
            placed: list[Label] = []
            for (row, text), hung in zip(order, hangs, strict=True):
                placed.append(_raised(marks.label(row, text, hung), placed))
            if not marks.crossed(placed):
                return placed
    return []


def _ends(marks: _Marks, told: list[tuple[Datum, str]]) -> list[Label]:
    """The labels that are always there; one is left out where a line would run through another."""
    for left_out in (len(told), *range(len(told) - 1, 0, -1)):
        found = _uncrossed(marks, told[:left_out] + told[left_out + 1 :])
        if found:
            return found
    usual: list[Label] = []
    for row, text in told:
        usual.append(_raised(marks.label(row, text), usual))
    return usual


def _has_room(
    marks: _Marks, label: Label, placed: list[Label], free: list[tuple[float, float, float]], lift_px: float
) -> bool:
    """Whether a label that need not be there stands at its own mark, or not far above it, and close to nothing else."""
    wide = replace(label, width_px=label.width_px + 2 * BESIDE_PX)
    over_another = (
        not marks.dots and abs(label.x - marks.axis.x(label.row)) > marks.axis.pitch_px / 2
    )  # its label would be read as that column’s
    return not (
        over_another
        or label.foot_px > marks.scale.height_px(label.row.value) + (LIFTED_PX if marks.dots else 3 + lift_px)
        or marks.crossing(label, placed)
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


def _narrow(text: str, limit_px: float) -> list[str]:
    """A value on two lines where one is wider than its column, if both fit and the second has a word."""
    lines = wrap_value(text, SMALL_PX, limit_px, 600)
    fits = max(text_width_px(line, SMALL_PX, 600) for line in lines) <= limit_px * NARROW_SHARE
    apart = not lines[-1].strip(f"{SYMBOLS} \u00a0") or re.match(r"[^\W\d_]{1,2}\b", lines[-1])  # a mark or "M" alone
    return lines if fits and not apart else [text]


def _kept_free(view: ChartView, rows: list[Datum], axis: Axis) -> Iterator[tuple[float, float, float]]:
    """What labels that need not be there leave free: middle, half its width, and height of words of gaps."""
    word_px = text_width_px(view.language.gettext(view.chart.definition.gap), SMALL_PX)
    for before, row in pairwise(rows):
        if row.point and row.point.joins == "gap":
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
