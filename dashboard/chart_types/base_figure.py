"""What every chart form shares: an empty figure in our style, mirrored for Arabic, and the words of each point."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.charts.datum import DISPUTED, INFERRED, REPORTED
from dashboard.design.style import DATA, LIGHT, Layout, font_stack, light_colour
from dashboard.design.text_measure import text_width_px
from dashboard.i18n import formatting

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

LABEL_GAP_PX = 8
#: Series are told apart by more than colour: dots by their shape, parts of a stack by their texture.
SYMBOLS = ("circle", "square")
TEXTURES = ("", ".", "-", "|", "x")


def empty_figure(
    view: ChartView, layout: Layout, height_px: float, *, min_share: float = 1, **margins: float
) -> FigureBuilder:
    """A figure without data: our type, no box, no legend.

    Args:
        view: the chart.
        layout: the space.
        height_px: what the form takes where nothing limits it.
        min_share: the share of that height it can do with, where the room is small.
        **margins: ``start``, ``end`` (as read, not as drawn), ``top`` and ``bottom``, in pixels.
    """
    rtl = view.language.rtl
    start, end = margins.get("start", 0), margins.get("end", 0)
    figure = FigureBuilder()
    figure.update_layout(
        template="none",
        width=layout.width_px,
        height=round(
            min(max(layout.max_height_px, height_px * min_share), height_px * 1.5)
            if layout.max_height_px
            else height_px
        ),
        margin={
            "l": end if rtl else start,
            "r": start if rtl else end,
            "t": margins.get("top", 0),
            "b": margins.get("bottom", 0),
            "pad": 0,
            "autoexpand": False,
        },
        font={"family": font_stack(rtl), "size": layout.text_px, "color": light_colour("ink")},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": light_colour("paper"),
            "bordercolor": light_colour("second"),
            "font": {"family": font_stack(rtl), "size": 14, "color": light_colour("ink")},
            "align": "right" if rtl else "left",
        },
        separators=", " if view.language.code == "fr" else ".,",
        bargap=0.3,
    )
    plain = {
        "showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True, "automargin": False,
        "title": None,
    }  # fmt: skip
    figure.update_xaxes(**plain)
    figure.update_yaxes(**plain)
    return figure


def value_axis(
    figure: FigureBuilder, view: ChartView, layout: Layout, top: float, *, axis: str, ticks: int = 4
) -> None:
    """A quiet value axis from zero: few round ticks worded by the language, hairlines, mirrored for Arabic."""
    values = round_ticks(top, ticks)
    words = [
        formatting.amount(value, view.unit or "count", view.language, short=True)
        if value
        else formatting.number(0, view.language)
        for value in values
    ]
    settings: dict[str, Any] = {
        "range": [0, top],
        "tickmode": "array",
        "tickvals": values,
        "ticktext": words,
        "showgrid": True,
        "gridcolor": light_colour("rule"),
        "gridwidth": 1,
        "tickfont": {"color": light_colour("second"), "size": max(12, layout.text_px - 1)},
    }
    if axis == "x":
        if view.language.rtl:
            settings["range"] = [top, 0]
        figure.update_xaxes(**settings)
    else:
        figure.update_yaxes(**settings, side="right" if view.language.rtl else "left", ticklabelstandoff=4)


def round_ticks(top: float, count: int) -> list[float]:
    """At most ``count`` round steps from zero that do not pass ``top``."""
    if top <= 0:
        return [0]
    raw = top / count
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    return [index * step for index in range(int(top / step + 1e-9) + 1)]


def tooltip(view: ChartView, row: Datum) -> str:
    """The tooltip of a value: what, how much with its qualifier and unit, where it was read, and what is doubtful."""
    what = [words for words in (row.label, row.series_label) if words]
    value = formatting.qualified(row.value, row.unit, row.qualifier, view.language)
    doubts = []
    if row.label_basis == "inferred":
        doubts.append(view.language.gettext(INFERRED))
    if row.disputed:
        doubts.append(view.language.gettext(DISPUTED))
    return "<br>".join([f"<b>{' · '.join(what)}</b>", value, provenance_text(view, row), *doubts])


def number_points(figure: dict[str, Any], tooltips: Sequence[str]) -> None:
    """Writes the number of its value to each point of a figure, as Plotly's ``customdata``.

    Args:
        figure: Plotly's JSON; it is changed in place.
        tooltips: those of the values, in their order; a point is known by its own.
    """
    numbers: dict[str, list[int]] = {}
    for number, text in enumerate(tooltips):
        numbers.setdefault(text, []).append(number)
    for trace in figure["data"]:
        if trace.get("hovertext"):
            known = [numbers[text] for text in trace["hovertext"]]
            trace["customdata"] = [found.pop(0) if len(found) > 1 else found[0] for found in known]


def provenance_text(view: ChartView, row: Datum) -> str:
    """Where a value was read, in short: Annual Report 2021, line 163; or that it is not a document, or how it came about."""
    language = view.language
    if row.publication:
        return "§ " + language.gettext(REPORTED)
    if row.basis == "derived":
        return language.gettext("worked out from printed figures")
    if row.source_line is None or row.basis == "reference":
        return language.gettext("reference data")
    return language.gettext("{document}, line {line}", document=row.document, line=row.source_line)


def row_colour(view: ChartView, row: Datum) -> str:
    """The token of a row: declared for its series or category, else by the order of series that share a scale."""
    declared = view.chart.definition.colours
    for key in (row.series, row.category):
        if key in declared:
            return str(declared[key])
    series = view.series if row.point is None else []
    return DATA[series.index(row.series) % len(DATA)] if len(series) > 1 else DATA[0]


def pattern(row: Datum) -> dict[str, Any]:
    """Hatching of derived values, so that they are told apart without colour."""
    if row.basis != "derived":
        return {"shape": ""}
    return {
        "shape": "/",
        "size": 5.65685,
        "solidity": 0.35,
        "fillmode": "overlay",
        "fgcolor": light_colour("paper"),
    }


def texture(index: int) -> dict[str, Any]:
    """The texture of a series in a stack, by its place among the series."""
    shape = TEXTURES[index % len(TEXTURES)]
    return {"shape": shape, "size": 7, "solidity": 0.22, "fillmode": "overlay", "fgcolor": light_colour("paper")}


def outline(token: str) -> dict[str, Any]:
    """A dark edge for the one data colour that is too pale to stand alone, yellow; none for the others."""
    return {"width": 1, "color": light_colour("ink")} if token == "notice-yellow" else {"width": 0}


def row_gap_px(content_px: float, count: int, layout: Layout, usual_px: float) -> float:
    """Room below each row: the usual, or less where a picture has little height."""
    if not layout.max_height_px:
        return usual_px
    return min(usual_px, max(usual_px * 0.35, (layout.max_height_px - content_px) / count))


def label_room_px(labels: list[str], layout: Layout) -> float:
    """Room for the widest of some one-line labels, with its gap."""
    return max((text_width_px(label, layout.text_px, 600) for label in labels), default=0) + LABEL_GAP_PX


assert len(set(LIGHT.values())) == len(LIGHT), "two tokens share a colour"
