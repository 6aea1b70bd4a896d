"""Where points of a series stand from one side to the other, and how high."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.charts.series_places import place

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum

#: Of a line of the type beside marks and below the axis.
LINE_PX = 16
COLUMN_SHARE, MAX_COLUMN_PX = 0.74, 64
DOT_PX = 10
#: How a point stands to the one before it where a dashed line divides them.
DIVIDING = ("break", "apart")


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


def divide_x(axis: Axis, before: Datum, row: Datum) -> float:
    """The place between two points that a decision keeps apart."""
    return axis.x(row) - min(axis.pitch_px, axis.x(row) - axis.x(before)) / 2
