"""A legend above the plot, laid out by us: it wraps on narrow layouts and runs from the right in Arabic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import hatch_lines, outline, row_colour
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.charts.datum import MARKS
from dashboard.design.style import Layout, light_colour
from dashboard.design.text_measure import text_width_px

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

LINE_PX = 24
SWATCH_PX = 13
GAP_PX = 18


Entry = tuple[str, str]


def _entries(view: ChartView, rows: Sequence[Datum]) -> list[Entry]:
    if view.chart.definition.highlight:  # colour sets one value off, whatever the series
        return []
    # The colours of what is set off, where that has several.
    first: dict[str, Datum] = {row.series: row for row in reversed([*view.emphasised, *view.rows])}
    drawn = {row.series for row in rows}
    entries = [(first[name].series_label, row_colour(view, first[name])) for name in view.series if name in drawn]
    if view.emphasised and len({token for _, token in entries}) < len(entries):  # greys tell nothing apart
        chosen = view.emphasised[0]
        name = chosen.series_label if view.emphasis == chosen.series else chosen.label
        rest = next((row_colour(view, row) for row in view.rows if row not in view.emphasised), "")
        entries = [(name, row_colour(view, chosen)), (view.language.gettext("The others"), rest)]
    return [(label, token) for label, token in entries if label and token]


def _hatched(view: ChartView, rows: Sequence[Datum]) -> list[Entry]:
    """What hatching means, in the colour of the first value that has it."""
    derived, meaning = next((row for row in rows if row.basis == "derived"), None), MARKS["†"]
    return [(view.language.gettext(meaning), row_colour(view, derived))] if derived else []


def _places(
    view: ChartView, layout: Layout, extra_entries: Sequence[Entry], rows: Sequence[Datum]
) -> list[tuple[str, str, float, int]]:
    places, x, line = [], 0.0, 0
    for label, token in [*_entries(view, rows), *extra_entries, *_hatched(view, rows)]:
        width_px = SWATCH_PX + 6 + text_width_px(label, layout.text_px)
        if x and x + width_px > layout.width_px:
            x, line = 0.0, line + 1
        places.append((label, token, x, line))
        x += width_px + GAP_PX
    return places


def legend_height_px(
    view: ChartView, layout: Layout, extra_entries: Sequence[Entry] = (), rows: Sequence[Datum] | None = None
) -> int:
    """Room a legend takes; nothing when it has no entry, or but one for a fill."""
    rows = view.rows if rows is None else rows
    places = _places(view, layout, extra_entries, rows)
    return (places[-1][3] + 1) * LINE_PX + 4 if len(places) > 1 or _hatched(view, rows) else 0


def legend_above(
    figure: FigureBuilder,
    view: ChartView,
    layout: Layout,
    extra_entries: Sequence[Entry] = (),
    rows: Sequence[Datum] | None = None,
) -> None:
    """Draws the legend in the top margin, which must have its height.

    Args:
        figure: the chart.
        view: whose series are named.
        layout: the room.
        extra_entries: words and token of what is drawn besides the series.
        rows: those that are drawn, where others are told in words.
    """
    rows = view.rows if rows is None else rows
    height_px = legend_height_px(view, layout, extra_entries, rows)
    if not height_px:
        return
    rtl = view.mirrored
    margin = figure.layout.margin
    top_px = margin.t
    places = _places(view, layout, extra_entries, rows)
    for number, (label, token, x, line) in enumerate(places):
        down_px = line * LINE_PX + LINE_PX / 2 - top_px
        from_left_px = (layout.width_px - x - SWATCH_PX if rtl else x) - margin.l
        hatched = number == len(places) - 1 and bool(_hatched(view, rows))
        _swatch(figure, token, from_left_px, down_px - SWATCH_PX / 2, hatched=hatched)
        text_px = from_left_px - 6 if rtl else from_left_px + SWATCH_PX + 6
        figure.add_annotation(
            text=label, xref="paper", yref="paper", x=0, y=1, xshift=text_px, yshift=-down_px, showarrow=False,
            xanchor="right" if rtl else "left", yanchor="middle",
            font={"size": layout.text_px, "color": light_colour("ink")},
        )  # fmt: skip


def _swatch(figure: FigureBuilder, token: str, left_px: float, top_px: float, *, hatched: bool) -> None:
    """A small square in the colour of a series, or hatched in it."""
    place = {
        "xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 1,
    }  # fmt: skip

    figure.add_shape(
        type="rect", x0=left_px, x1=left_px + SWATCH_PX, y0=-top_px, y1=-(top_px + SWATCH_PX), **place,
        fillcolor=light_colour("paper" if hatched else token),
        line={"color": light_colour(token), "width": 1} if hatched else outline(token),
    )  # fmt: skip
    for (x0, y0), (x1, y1) in hatch_lines(SWATCH_PX) if hatched else ():
        figure.add_shape(
            type="line", x0=left_px + x0, x1=left_px + x1, y0=-(top_px + y0), y1=-(top_px + y1), **place,
            line={"color": light_colour(token), "width": 1},
        )  # fmt: skip
