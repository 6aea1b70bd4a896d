"""What a walk through a chart's values by keyboard says and where it leads; ``assets/walk.js`` walks."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.chart_types.base_figure import tooltip
from dashboard.chart_types.point_boxes import point_boxes
from dashboard.charts.datum import DERIVED, DISPUTED, INFERRED, Datum
from dashboard.charts.view import ChartView, with_plus_sign
from dashboard.components.context import PageContext
from dashboard.components.html import Raw, json_script
from dashboard.design.style import DESKTOP, PHONE
from dashboard.i18n import formatting

#: The page's element that says which keys there are; charts name it as their description.
KEYS_ID = "walk-keys"


def live_region() -> Any:
    """Where a page's scripts write what screen readers are to say, once for a page."""
    return html.Div(id="announcements", className="visually-hidden", **{"aria-live": "polite"})


def keyboard_help(context: PageContext) -> Any:
    """The words of the walk, once for a page. A script writes out the keys: without scripts there is no walk."""
    keys = context.gettext(
        "Arrow keys lead from value to value, Home and End to the first and the last, Page Up and Page Down to the "
        "largest and the smallest. T opens the table, Escape ends the walk."
    )
    words = {
        "data-keys": keys,
        "data-largest": context.gettext("Largest value: {point}", point="{point}"),
        "data-smallest": context.gettext("Smallest value: {point}", point="{point}"),
        "data-role": context.gettext("interactive chart"),
    }
    return html.P(id=KEYS_ID, hidden=True, **words)


def navigation_points(context: PageContext, view: ChartView) -> Raw:
    """Every value of a chart: its sentence, its series and category by number, and its place on both drawings."""
    hover = [tooltip(view, row) for row in view.rows]
    at = {
        layout.name: point_boxes(context.data.drawing(view.chart, view.state, view.language, layout).figure, hover)
        for layout in (PHONE, DESKTOP)
    }
    series, categories, vocabulary = view.series, view.categories, context.data.vocabulary
    # One value in each category: the series are only colours, and the walk leads through all of them.
    single = len(categories) == len(view.rows)
    points = [
        {
            "says": sentence(view, row, vocabulary.metric(row.metric, view.language) if row.metric else ""),
            "series": 0 if single else series.index(row.series),
            "category": categories.index(row.category),
            "value": row.value,
            "scale": _scale(view, row),
            "phone": at["phone"][index],
            "desktop": at["desktop"][index],
        }
        for index, row in enumerate(view.rows)
    ]
    return json_script(points, **{"class": "walk"})


def sentence(view: ChartView, row: Datum, measure: str) -> str:
    """A value in whole sentences: what, how much with its qualifier and unit, and what is to be known about it.

    Args:
        view: the chart.
        row: one of its values.
        measure: what is counted; said where the value has no unit of its own and no label says it.
    """
    gettext = view.language.gettext
    name = row.label
    if row.series_label and row.unit != "date":  # a moment's series is the span it falls in
        name = gettext("{category}, {series}", category=row.label, series=row.series_label)
    value = gettext(
        formatting.QUALIFIED[row.qualifier],
        value=with_plus_sign(row, formatting.amount(row.value, row.unit, view.language), view.language),
    )
    if row.unit == "count" and row.metric and measure not in (row.label, row.series_label):
        sentences = [gettext("{name}: {value} ({measure}).", name=name, value=value, measure=measure)]
    else:
        sentences = [gettext("{name}: {value}.", name=name, value=value)]
    if row.basis == "derived":
        sentences.append(gettext(DERIVED))
    if row.label_basis == "inferred":
        sentences.append(gettext(INFERRED))
    if row.disputed:
        sentences.append(gettext(DISPUTED))
    return " ".join(sentences)


def _scale(view: ChartView, row: Datum) -> str | None:
    """Names what a value may be compared with: in panels the same panel; nothing for moments and lists of numbers."""
    mark = view.chart.definition.type
    if mark == "number_list" or row.unit == "date":
        return None
    return f"{row.category} {row.unit}" if mark == "small_multiples" else row.unit
