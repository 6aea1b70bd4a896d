"""Where points of a series stand from one side to the other, and how high."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import HAIRLINE_PX
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
    """Heights of values, from zero.

    Attributes:
        top: the value at the full height.
        plot_px: the full height.
        lines: the values that a light line is drawn at, behind points, and behind columns of which one bears no value.
    """

    top: float
    plot_px: float
    lines: tuple[float, ...] = ()

    def height_px(self, value: float) -> float:
        """Of a value above the baseline."""
        return max(HAIRLINE_PX, value / self.top * self.plot_px) if value else 0


def divide_x(axis: Axis, before: Datum, row: Datum) -> float:
    """The place between two points that a decision keeps apart."""
    return axis.x(row) - min(axis.pitch_px, axis.x(row) - axis.x(before)) / 2
