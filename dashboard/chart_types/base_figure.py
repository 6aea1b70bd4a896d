"""What every chart form shares: an empty figure in our style, mirrored for Arabic, and the words of each point."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.charts.datum import DISPUTED, INFERRED, MARKS, REPORTED
from dashboard.design.style import LIGHT, Layout, font_stack, light_colour, topic_token
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.errors import ChartFileError
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView

LABEL_GAP_PX = 8
#: A value that is too small to be drawn is still seen, and looks no larger than that.
HAIRLINE_PX = 0.75
#: Which side of a text stands at its place.
Hung = Literal["start", "end", "center"]
#: Series without a colour of their own, in their order.
SERIES_TONES = ("t-1", "t-2", "t-3", "slate")
NOTHING, NOTHING_LINE_PX = N_("No report prints a figure for this choice."), 30
#: What is not set off, where something is.
GREYS, LAND = ("slate", "no-member", "land"), "land"
#: The smallest type of a chart.
SMALL_PX = 12
#: Hatching of derived values: thin lines, in tiles of eight pixels (the size is that between the lines).
HATCH_PX, HATCH_SOLIDITY = 5.65685, 0.28


def empty_figure(
    view: ChartView, layout: Layout, height_px: float, *, min_share: float = 1, max_share: float = 1.5, **margins: float
) -> FigureBuilder:
    """A figure without data: our type, no box, no legend.

    Args:
        view: the chart.
        layout: the space.
        height_px: what the form takes where nothing limits it.
        min_share: the share of that height it can do with, where the room is small.
        max_share: the share of that height that it can fill, where the room is large.
        **margins: ``start``, ``end`` (as read, not as drawn), ``top`` and ``bottom``, in pixels.

    Raises:
        ChartFileError: a value is below zero, where all that is drawn begins.
    """
    below = next((row for row in view.rows if row.value < 0), None)
    if below and view.chart.definition.type != "table":
        what = f"it gives {below.value:g} for {below.category}, and what is drawn begins at zero. Leave it out, or make it a table."
        raise ChartFileError(view.chart.file, "query", what)
    rtl = view.mirrored
    start, end = margins.get("start", 0), margins.get("end", 0)
    figure = FigureBuilder()
    figure.update_layout(
        template="none",
        width=layout.width_px,
        height=round(
            min(max(layout.max_height_px, height_px * min_share), height_px * max_share)
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
        font={"family": font_stack(view.language.rtl), "size": layout.text_px, "color": light_colour("ink")},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": light_colour("paper"),
            "bordercolor": light_colour("second"),
            "font": {"family": font_stack(view.language.rtl), "size": 14, "color": light_colour("ink")},
            "align": "right" if view.language.rtl else "left",
        },
        separators=formatting.separators(view.language),
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
        if view.mirrored:
            settings["range"] = [top, 0]
        figure.update_xaxes(**settings)
    else:
        figure.update_yaxes(**settings, side="right" if view.mirrored else "left", ticklabelstandoff=4)


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
    doubts = []
    if row.label_basis == "inferred":
        doubts.append(view.language.gettext(INFERRED))
    if row.disputed:
        doubts.append(view.language.gettext(DISPUTED))
    return "<br>".join([f"<b>{' · '.join(what)}</b>", row.words(view.language), provenance_text(view, row), *doubts])


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


def drawn_marks(figure: dict[str, Any]) -> str:
    """The marks that stand in the texts of a figure, in the order of `MARKS`.

    Args:
        figure: Plotly's JSON.
    """
    texts = [note["text"] for note in figure["layout"].get("annotations", [])]
    texts += [text for trace in figure["data"] for text in trace.get("text") or [] if text]
    return "".join(mark for mark in MARKS if any(mark in text for text in texts))


def provenance_text(view: ChartView, row: Datum) -> str:
    """Where a value was read, in short: Annual Report 2021, line 163; or that it is not a document, or how it came about."""
    language = view.language
    if row.publication:
        return "§ " + language.gettext(REPORTED)
    if row.basis == "derived":
        return language.gettext("worked out from printed figures")
    if row.source_line is None or row.basis == "reference":
        return row.document or language.gettext("reference data")
    return language.gettext("{document}, line {line}", document=row.document, line=row.source_line)


def row_colour(view: ChartView, row: Datum) -> str:
    """The token of a row; where something is set off, a grey for all the rest.

    Series that have colours of their own keep apart: in what is set off, and in grey where a series is.
    """
    colour, chosen = _own_colour(view, row), view.emphasised
    if not chosen:
        return colour
    several = len({_own_colour(view, each) for each in chosen}) > 1
    if view.emphasis in (row.category, row.series):
        pale = "t-2" if several and colour in GREYS else "t"
        if colour not in GREYS and not colour.endswith("-3"):
            return colour
        hue = topic_token(view.chart.topic, pale)
        return hue if hue not in GREYS else "blue"
    if view.chart.definition.type == "world_map":
        return LAND
    apart = several or (view.emphasis in view.series and len({_own_colour(view, each) for each in view.rows}) > 1)
    return GREYS[view.series.index(row.series) % len(GREYS) if apart else 0]


def _own_colour(view: ChartView, row: Datum) -> str:
    """The token declared for a row's series or category, else by the order of the series: of years, the last is set off, the others the paler the older."""
    if view.chart.definition.highlight:
        return topic_token(view.chart.topic, "t") if highlighted(view, row) else "slate"
    declared = view.chart.definition.colours
    for key in (row.series, row.category):
        if key in declared:
            return topic_token(view.chart.topic, declared[key])
    series = view.series if row.point is None else []  # small panels have one scale each, and one colour
    if len(series) > 1 and all(re.fullmatch(r"\d{4}", key) for key in series):
        hue, later = topic_token(view.chart.topic, "t"), len(series) - 1 - series.index(row.series)
        return GREYS[min(later, len(GREYS)) - 1] if later else "blue" if hue in GREYS else hue
    tone = SERIES_TONES[series.index(row.series) % len(SERIES_TONES)] if len(series) > 1 else "t"
    return topic_token(view.chart.topic, tone)


def pattern(row: Datum) -> dict[str, Any]:
    """Light hatching of derived values, so that they are told apart without colour."""
    if row.basis != "derived":
        return {"shape": ""}
    hatch = {"shape": "/", "size": HATCH_PX, "solidity": HATCH_SOLIDITY, "fillmode": "replace"}
    return {**hatch, "bgcolor": light_colour("paper")}


def hatch_lines(size_px: float) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The lines of a small hatched square in a key: both ends of each, from the start and the top."""
    ends = [size_px * share for share in (0.4, 0.8, 1.2, 1.6)]
    return [((max(0, end - size_px), min(end, size_px)), (min(end, size_px), max(0, end - size_px))) for end in ends]


def marker(view: ChartView, row: Datum) -> dict[str, Any]:
    """The fill of a row's mark: solid, or hatched within an edge of its colour."""
    token = row_colour(view, row)
    edge = outline(token)
    if row.basis == "derived" and not edge["width"]:
        edge = {"width": 1, "color": light_colour(token)}
    return {"color": light_colour(token), "pattern": pattern(row), "line": edge}


def outline(token: str) -> dict[str, Any]:
    """An edge for colours that are too pale to stand alone; none for the others."""
    if token in ("notice-yellow", "paper"):
        return {"width": 1, "color": light_colour("ink" if token == "notice-yellow" else "no-member")}
    if token.endswith("-3") and token != "era-3":
        return {"width": 1, "color": light_colour(topic_token(token.removesuffix("-3"), "t"))}
    return {"width": 0}


def nothing_fits(view: ChartView, layout: Layout) -> FigureBuilder:
    """Says that no value fits what a reader chose, where the first would stand."""
    lines = wrap(view.language.gettext(NOTHING), layout.text_px, layout.width_px)
    height_px = len(lines) * NOTHING_LINE_PX
    figure = empty_figure(view, layout, height_px, max_share=1)
    add_text(figure, view, layout, "<br>".join(lines), 0, height_px / 2, token="second")
    pixel_axes(figure, view, layout.width_px, max(height_px, figure.layout.height))
    return figure


def pixel_axes(figure: FigureBuilder, view: ChartView, width_px: float, height_px: float) -> None:
    """Makes the plot a sheet: x from the start of a line, y from the top, in pixels; no axis is drawn."""
    figure.update_xaxes(range=[width_px, 0] if view.mirrored else [0, width_px], visible=False)
    figure.update_yaxes(range=[height_px, 0], visible=False)


def add_text(
    figure: FigureBuilder,
    view: ChartView,
    layout: Layout,
    text: str,
    x: float,
    y: float,
    *,
    hung: Hung = "start",
    **options: Any,
) -> None:
    """Writes on a sheet of `pixel_axes`.

    Args:
        figure: the chart.
        view: in whose direction the text runs.
        layout: whose type is used.
        text: with ``<br>`` between its lines.
        x: where its start, end or middle is.
        y: where its middle is.
        hung: which of them.
        **options: ``size``, ``weight``, ``token``, and what annotations of Plotly have.
    """
    font = {
        "size": options.pop("size", layout.text_px),
        "color": light_colour(options.pop("token", "ink")),
        "weight": options.pop("weight", 400),
    }
    side = {"start": "left", "end": "right", "center": "center"}[hung]
    if view.mirrored:
        side = {"left": "right", "right": "left"}.get(side, side)
    figure.add_annotation(
        text=text, x=x, y=y, xanchor=side, align=side, showarrow=False, font=font, **{"yanchor": "middle", **options}
    )


def hover_area(
    figure: FigureBuilder, view: ChartView, row: Datum, x: float, y: float, width: float, height: float
) -> None:
    """What is pointed at where a value has no mark of its own: unseen, from its start and its top on a sheet."""
    figure.add_bar(
        x=[width], y=[y + height / 2], base=[x], width=[height], orientation="h",
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}}, hovertext=[tooltip(view, row)], hoverinfo="text",
    )  # fmt: skip


def highlighted(view: ChartView, row: Datum) -> bool:
    """Whether a row is of the category that the chart's file sets off from grey context."""
    which = view.chart.definition.highlight
    if which is None:
        return True
    if which == "largest":
        return row.value == max(each.value for each in view.rows)
    return row.category == view.rows[-1].category


def row_gap_px(content_px: float, count: int, layout: Layout, usual_px: float) -> float:
    """Room below each row: the usual; in a picture less where it has little height, and more where it has much."""
    if not layout.max_height_px:
        return usual_px
    return min(usual_px * 1.8, max(usual_px * 0.35, (layout.max_height_px - content_px) / count))


def label_room_px(labels: list[str], layout: Layout) -> float:
    """Room for the widest of some one-line labels, with its gap."""
    return max((text_width_px(label, layout.text_px, 600) for label in labels), default=0) + LABEL_GAP_PX


assert len(set(LIGHT.values())) == len(LIGHT), "two tokens share a colour"
