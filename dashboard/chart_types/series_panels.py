"""The panels of series: one scale each, beside or below each other, with room for what is written in them.

Everything is laid out in pixels, so that a drawn chart and the interactive one above it agree to the pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import SMALL_PX, round_ticks
from dashboard.chart_types.series_axes import (
    DIVIDING,
    LINE_PX,
    Axis,
    Scale,
)
from dashboard.chart_types.series_labels import Label, labels_of
from dashboard.charts.datum import HOLLOW_SHORT, MARKS, PRINTED_SHORT
from dashboard.charts.notes import reasons
from dashboard.charts.series_places import slot_names, slots
from dashboard.design.style import Layout
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.i18n import formatting

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

HEAD_PX, GAP_PX, GUTTER_PX = 26, 22, 36
#: Height of the columns: of a chart with one panel, and of each of several; the least of all.
ALONE_PX, AMONG_PX, MIN_PLOT_PX = 220, 110, 20
#: Columns that are lower are not worth more values beside them.
LOW_PLOT_PX = 60
#: Panels side by side where a picture's height is set, and how often their heights are tried: labels need room by them.
MAX_ACROSS, FITTING_STEPS = 5, 6
#: The least width of a slot where narrow pictures have two panels side by side.
MIN_PITCH_PX = 16
#: Above the words below the panels, and before them, for a sign; lines of reasons in a picture at most, wide and narrow.
ABOVE_WORDS_PX, SIGN_PX, MAX_REASON_LINES, MAX_NARROW_REASON_LINES = 8, 16, 3, 5
#: Where the word for a gap has no room.
GAP_SIGN = "–"
#: Lines with a value behind points, from zero, at most.
MAX_LINES = 4


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
    """The panels, and how many stand side by side; where a height is set, as many as let most values be written, on high marks."""
    keys = [key for key in view.series if key != view.chart.definition.beside]
    fewest = 2 if len(keys) > 2 and not layout.phone else 1
    wide = width_px(layout, 2) >= MIN_PITCH_PX * max(len(slots(view, key)) for key in keys)
    at_most = (2 if wide else 1) if layout.phone else MAX_ACROSS
    most = max(fewest, min(len(keys), at_most)) if layout.max_height_px else fewest
    usual_px: float = ALONE_PX if len(keys) == 1 else AMONG_PX
    signed = any(row.point and row.point.joins not in ("start", "yes") for row in view.rows)  # a dash may be needed
    room_px = layout.max_height_px - below_px(view, layout, signed=signed)
    found: list[tuple[bool, int, float, int, list[Panel]]] = []
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
        written = sum(len(panel.labels) for panel in made) if plot_px >= LOW_PLOT_PX else 0
        found.append((over_px < 1, written, min(plot_px, usual_px), -across, made))
    _, _, _, negative, panels = max(found, key=lambda tried: tried[:4])
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
    top = max(row.value for row in (*rows, *wholes))
    stops = slots(view, key)
    for lines in ((), tuple(round_ticks(top, MAX_LINES))):
        if dots and not lines:
            continue
        scale = Scale(top, plot_px, lines)
        start_px = max((text_width_px(text, SMALL_PX) + 8 for text in scale_words(view, rows[0], scale)), default=0.0)
        axis = Axis(stops, start_px, (panel_px - start_px) / len(stops), moments)
        labels = labels_of(view, rows, wholes, scale, axis, panel_px, dots)
        if layout.brief or {id(row) for row in rows} <= {id(label.row) for label in labels}:
            break  # columns that all bear their value need no scale
    name_lines = max(map(len, slot_names(view, stops).values()))
    head = rows[0].series_label if len(view.series) > 1 else ""
    heads = wrap(head, layout.text_px, panel_px, 600) if head else []
    return Panel(rows, wholes, axis, scale, labels, heads, 6 + LINE_PX * name_lines, dots)


def scale_words(view: ChartView, row: Datum, scale: Scale) -> list[str]:
    """The words of the lines of a scale."""
    return [
        formatting.amount(value, row.unit, view.language, short=True) if value else formatting.number(0, view.language)
        for value in scale.lines
    ]


def reason_lines(view: ChartView, layout: Layout) -> list[list[str]]:
    """Why values are kept apart, each reason once, in lines; a picture leaves to the notes what it has no room for."""
    rows = [row for row in view.rows if row.point and row.point.joins in DIVIDING]
    found = [wrap(reason, SMALL_PX, layout.width_px - SIGN_PX) for reason in reasons(rows, view.language)]
    most = MAX_NARROW_REASON_LINES if layout.phone else MAX_REASON_LINES
    while layout.max_height_px and sum(map(len, found)) > most:
        found.pop()
    return found


def key_lines(view: ChartView, layout: Layout, *, signed: bool = False) -> list[list[tuple[Datum | None, str, float]]]:
    """What the fills of a picture mean, where they differ or one is empty, each with a value that has it and its place.

    Last, without a value, what a dash means. A page has its notes, the overview its key at the foot.
    """
    if layout.brief:
        return []
    first = {fill: row for row in reversed(view.rows) if (fill := _fill_words(row))} if layout.max_height_px else {}
    shown = first if len(first) > 1 or HOLLOW_SHORT in first else {}
    entries = [
        (shown[fill], view.language.gettext(fill))
        for fill in (PRINTED_SHORT, MARKS["†"], MARKS["§"], HOLLOW_SHORT)
        if fill in shown
    ]
    found: list[list[tuple[Datum | None, str, float]]] = []
    x = float(layout.width_px)
    for row, words in [
        *entries,
        *([(None, f"{GAP_SIGN} {view.language.gettext(view.chart.definition.gap)}")] if signed else []),
    ]:
        entry_px = SIGN_PX * (row is not None) + text_width_px(words, SMALL_PX)
        if x + entry_px > layout.width_px:
            x = 0.0
            found.append([])
        found[-1].append((row, words, x))
        x += entry_px + 2 * SIGN_PX
    return found


def _fill_words(row: Datum) -> str:
    if row.point is None:
        return ""
    if row.basis != "reported":
        return MARKS["†"] if row.basis == "derived" else PRINTED_SHORT
    return HOLLOW_SHORT if row.point.mark == "hollow" else MARKS["§"]


def below_px(view: ChartView, layout: Layout, *, signed: bool = False) -> float:
    """Room for the words below the panels."""
    lines = sum(map(len, reason_lines(view, layout))) + len(key_lines(view, layout, signed=signed))
    return lines * LINE_PX + ABOVE_WORDS_PX if lines else 0
