"""A tile: what it is, its value, a small picture, its change; the whole of it is one link."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.chart_type_info import CHART_TYPE_INFO
from dashboard.charts.datum import Datum, years_of
from dashboard.charts.description import series_in_words
from dashboard.charts.series_places import at_moments, place, slot, slot_names, slots
from dashboard.charts.tiles import Tile
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext
from dashboard.components.figure_symbols import marks_element, without_marks
from dashboard.components.html import Element
from dashboard.components.icons import icon
from dashboard.errors import ChartFileError
from dashboard.i18n import formatting
from dashboard.i18n.typography import NO_BREAK, bind_with_nbsp

log = logging.getLogger("figures")
#: A number with its sign of currency or of comparison, before the words that follow it.
_NUMBER = re.compile(r"[^\d]*\d[\d.,\u00a0\u202f\u066b\u066c]*(?<=\d)")


#: The width of a point that stands at a date, as a share of the picture.
DATE_SHARE = 0.05
#: How far from the ends of a picture a year between them keeps, as a share of its width.
TICK_SHARE = 0.28
#: Values that stand below one that has no picture.
MAX_BESIDE = 3


def brief(context: PageContext, tiles: Iterable[Tile], *, named: bool = False, row: bool = False) -> Any:
    """Lays tiles out, two beside each other.

    Args:
        context: the request.
        tiles: in their order.
        named: each says its topic.
        row: they stand in one row, across the page.
    """
    items = []
    for tile in tiles:
        try:
            items.append(_tile(context, tile, named=named))
        except ChartFileError as error:
            log.error("tile left out: %s", error)
    if not items:
        return None
    return html.Ul(
        items, className="brief brief-row" if row else "brief", **{"aria-label": context.gettext("In brief")}
    )


def _tile(context: PageContext, tile: Tile, *, named: bool) -> Any:
    language, data = context.language, context.data
    chart = data.catalogue.chart(tile.chart)
    of_chart = data.view(chart, chart.state({}), language)
    view = data.view(tile.as_chart, (), language) if tile.figures else of_chart
    values = [row for row in view.rows if not row.extra.get("is_change")]
    if len(values) < len(tile.figures):
        raise ChartFileError(tile.as_chart.file, f"tile {tile.name!r}", "a figure that it names does not exist.")
    last = years_of(values[-1:])
    change = next((row for row in view.rows if row.extra.get("is_change") and years_of([row]) == last), None)
    name: Any = context.gettext(tile.name)
    name = name[0].upper() + name[1:]
    if tile.figures:
        period = formatting.period(values[-1].period_label, language)
        name = bind_with_nbsp(context.gettext("{name}, {period}", name=name, period=period))
    if named:
        name = [html.B(data.vocabulary.topic(tile.topic, language)), " ", html.Span(name)]
    parts: list[Any] = [
        html.Span(name, className="tile-name"),
        _value(view, values[-1]) if tile.figures else None,
        _series(data.view(tile.as_series, (), language), tile)
        if tile.series
        else _picture(tile, view if tile.picture in ("columns", "share") else of_chart, values),
        _change(context, change),
    ]
    wide = " tile-wide" if tile.wide else ""
    return html.Li(html.A(parts, href=urls.chart(language, chart)), className=f"tile topic-{tile.topic}{wide}")


def _value(view: ChartView, row: Datum) -> Any:
    """The number large, the words behind it smaller."""
    bare = without_marks(view.value_label(row))[0]
    number = _NUMBER.match(bare)
    end = number.end() if number else len(bare)
    words = bare[end:].replace(NO_BREAK, " ")
    return html.Span(
        [bare[:end], html.Small(words) if words else None, marks_element(row.marks, view.language)],
        className="tile-value",
    )


def _picture(tile: Tile, view: ChartView, values: Sequence[Datum]) -> Any:
    """Screen readers pass it over: the chart behind the link has its values in a table. Parts of another year are not drawn."""
    other = tile.picture == "parts" and years_of(view.rows) != years_of(values[-1:])
    if other or tile.picture == "none" or (tile.picture == "columns" and len(values) < 2):
        return _beside(view, values[-1])
    content = {"columns": _columns, "share": _share, "parts": _parts, "bars": _bars}[tile.picture]
    rows = values if tile.picture in ("columns", "share") else view.rows
    return _box(content(view, rows), tile.colour)


def _beside(view: ChartView, value: Datum) -> Any:
    """Where nothing is drawn: what the chart has beside the value for the same time, in the place of a picture."""
    rows = [row for row in view.rows if row.figure_id != value.figure_id and row.period_label == value.period_label]
    lines = [
        html.Span(
            [html.Span(row.series_label if row.label[:4].isdigit() else row.label), html.B(view.value_label(row))]
        )
        for row in rows[:MAX_BESIDE]
    ]
    return html.Span(lines, className="tile-beside") if lines else None


def _box(content: Any, colour: str | None) -> Any:
    attributes = {"class": "tile-picture", "aria-hidden": "true"}
    if colour:
        attributes |= {"class": "tile-picture edged", "style": f"--topic:var(--{colour})"}
    return Element("span", attributes, content)


def _series(view: ChartView, tile: Tile) -> Any:
    """The points of a series: solid, pale or empty as in its chart, with the values and years of the first and the last.

    The year of the tile's value is named where it has room between them.
    """
    rows, keys, moments = view.rows, slots(view, view.rows[0].series), at_moments(view)
    width = DATE_SHARE if moments else 1 / len(keys)
    places = [place(row, keys, moments=moments) for row in rows]
    if moments:  # the first and the last stay within the picture
        places = [width / 2 + share * (1 - width) for share in places]
    top = max(row.value for row in rows)
    marks: list[Any] = []
    for number, (row, share) in enumerate(zip(rows, places, strict=True)):
        joins, before = row.point.joins if row.point else "yes", places[number - 1] + width / 2
        missing = share - width / 2 - before
        if number and (missing > width / 2 if not moments else joins == "gap"):
            marks.append(_mark("gap", before + missing / 2, slot=missing))
        if number and joins in ("break", "apart"):
            marks.append(_mark("divide", share - width / 2))
        kind = "derived" if row.basis == "derived" else "solid"
        if row.basis == "reported":
            kind = "hollow" if row.point and row.point.mark == "hollow" else "pale"
        marks.append(_mark(kind, share, share=row.value / top))
    ends = [rows[0], rows[-1]]
    values = [
        html.Span([without_marks(view.value_label(row))[0], marks_element(row.marks, view.language)]) for row in ends
    ]
    names, ticks = slot_names(view, keys), []
    for row, share in zip(rows, places, strict=True):
        word = names[keys[slot(row, keys)]][0]
        side = {id(rows[0]): "first", id(rows[-1]): "last"}.get(id(row))
        between = row.figure_id == tile.figures[-1] and TICK_SHARE < share < 1 - TICK_SHARE
        if side or between:
            at = {"class": side, "style": f"--place:{0 if side else share:.4f}"}
            ticks.append(Element("span", at, word))
    drawn = Element("span", {"class": "series", "style": f"--slot:{width:.4f}"}, marks)
    picture = [html.Span(values, className="part-values"), drawn, html.Span(ticks, className="ticks")]
    told = f"{view.language.gettext(CHART_TYPE_INFO['series_columns'].name)} {series_in_words(view, '')}"
    return [html.Span(told, className="visually-hidden"), _box(picture, tile.colour)]


def _mark(kind: str, place: float, **others: float) -> Element:
    style = ";".join(f"--{name}:{value:.4f}" for name, value in {"place": place, **others}.items())
    return Element("i", {"class": kind, "style": style})


def _columns(view: ChartView, rows: Sequence[Datum]) -> Any:
    top = max(row.value for row in rows)
    labels = [without_marks(view.value_label(row))[0] for row in rows]
    years = [row.category[:4] for row in rows]
    columns = []
    for row, label, year in zip(rows, labels, years, strict=True):
        columns.append(
            html.Span(
                [
                    html.Span([label, marks_element(row.marks, view.language)], className="column-value"),
                    _length(row, top),
                    html.Span(formatting.period(year, view.language), className="column-label"),
                ],
                className="column",
            )
        )
    turned = view.language.time if view.language.time != view.language.direction else None
    return html.Span(columns, className="columns", dir=turned)


def _share(view: ChartView, rows: Sequence[Datum]) -> Any:
    """Each year's part of the whole, with the value and the year above it."""
    drawn: list[Any] = []
    for row in rows:
        year = formatting.period(row.category[:4], view.language)
        drawn.append(html.Span([html.Span(view.value_label(row)), html.Span(year)], className="part-values"))
        drawn.append(html.Span([_length(row, 100), Element("i", {"class": "rest"})], className="parts"))
    return drawn


def _parts(view: ChartView, rows: Sequence[Datum]) -> Any:
    whole = sum(row.value for row in rows)
    labels = [html.Span(view.value_label(row)) for row in rows]
    lengths = [_length(row, whole) for row in rows[:-1]] + [Element("i", {"class": "rest"})]
    return [html.Span(labels, className="part-values"), html.Span(lengths, className="parts")]


def _bars(view: ChartView, rows: Sequence[Datum]) -> Any:
    top = max(row.value for row in rows)
    return html.Span(
        [
            html.Span(
                [
                    html.Span(row.label, className="bar-label"),
                    html.Span([_length(row, top), html.B(view.value_label(row))], className="bar-length"),
                ],
                className="bar-row",
            )
            for row in rows
        ],
        className="bars",
    )


def _length(row: Datum, whole: float) -> Element:
    """A drawn length; hatched where the value is worked out."""
    kind = "derived" if row.basis == "derived" else None
    return Element("i", {"class": kind, "style": f"--share:{row.value / whole:.4f}" if whole else None})


def _change(context: PageContext, change: Datum | None) -> Any:
    """An arrow and words; nothing where no report prints a change and nobody derived one."""
    if change is None:
        return None
    arrow = icon("up" if change.value > 0 else "down") if change.value else None
    return html.Span(
        [arrow, html.Span([change_words(context, change), marks_element(change.marks, context.language)])],
        className="tile-change",
    )


def change_words(context: PageContext, change: Datum) -> str:
    """The words of a change in percent on the year before: up 4.4 % on 2020."""
    language = context.language
    value = formatting.amount(abs(change.value), "percent", language)
    year = formatting.period(str(int(change.period_label[:4]) - 1), language)
    if change.value > 0:
        return context.gettext("up {value} on {year}", value=value, year=year)
    if change.value < 0:
        return context.gettext("down {value} on {year}", value=value, year=year)
    return context.gettext("as in {year}", year=year)
