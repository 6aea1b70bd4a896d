"""What is told of a chart type besides how it is drawn: the modules of `dashboard.chart_types` register both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Rows that a chart shows at most, unless its type says otherwise: no reader takes in more bars.
DEFAULT_MAX_ROWS = 40
Key = Literal["category", "series"]


@dataclass(frozen=True)
class ChartTypeInfo:
    """A chart type, as words and pages need to know it.

    Attributes:
        name: what it is called where it is described in words: an English message, with its full stop.
        max_rows: the rows that it shows at most; no archive makes a page endless.
        scale: what a value may be compared with: every other of its unit, those of its category, or none.
        rows: what each of its rows or panels is, ``category`` or ``series``, where the form is a list whose end can be
            left out.
        marks: what has a mark of its own, which bears the colour of ``row_colour``: what a reader may set off from the rest.
        ends: what each of its rows lies between: ``time``, its ``start`` and its ``end``; or ``flow``, its ``origin`` and
            its ``target``. Table and data files show them.
    """

    name: str
    max_rows: int = DEFAULT_MAX_ROWS
    scale: Literal["unit", "category", "none"] = "unit"
    rows: Key | None = None
    marks: tuple[Key, ...] = ("category", "series")
    ends: Literal["time", "flow"] | None = None


#: The name in a chart's file → what is told of it.
CHART_TYPE_INFO: dict[str, ChartTypeInfo] = {}
