"""What a chart says of a value that is pointed at, tapped or reached by key; ``assets/chart-interaction.js`` shows it."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.chart_types.base_figure import provenance_text
from dashboard.charts.datum import DERIVED, DISPUTED, INFERRED, Datum
from dashboard.charts.sources import publication_name
from dashboard.charts.view import ChartView, with_plus_sign
from dashboard.components.context import PageContext
from dashboard.components.html import Raw, json_script
from dashboard.i18n import formatting

#: The page's element that says which keys there are; charts name it as their description.
KEYS_ID = "chart-keys"


def live_region() -> Any:
    """Where a page's scripts write what screen readers are to say, once for a page."""
    return html.Div(id="announcements", className="visually-hidden", **{"aria-live": "polite"})


def keyboard_help(context: PageContext) -> Any:
    """The words for charts' values, once for a page. A script writes out the keys: without scripts there are none."""
    keys = context.gettext(
        "Arrow keys lead from value to value, Home and End to the first and the last, Page Up and Page Down to the "
        "largest and the smallest. T opens the table, Escape ends the walk."
    )
    words = {
        "data-keys": keys,
        "data-name": context.gettext("{category}, {series}", category="{category}", series="{series}"),
        "data-point": context.gettext("{name}: {value}.", name="{name}", value="{value}"),
        "data-largest": context.gettext("Largest value: {point}", point="{point}"),
        "data-smallest": context.gettext("Smallest value: {point}", point="{point}"),
        "data-role": context.gettext("interactive chart"),
        "data-loading": context.gettext("The interactive chart is loading."),
        "data-ready": context.gettext("The chart is interactive now."),
        "data-failed": context.gettext(
            "The interactive chart could not be loaded. The drawn chart stays; please try again."
        ),
        "data-back": context.gettext("Back to the drawn chart"),
        "data-tools": context.gettext("Tools of the interactive chart"),
        "data-drag-to-zoom": context.gettext("Drag to zoom"),
        "data-drag-to-move": context.gettext("Drag to move"),
        "data-drag-to-select": context.gettext("Drag to select"),
        "data-zoom-in": context.gettext("Zoom in"),
        "data-zoom-out": context.gettext("Zoom out"),
        "data-reset": context.gettext("Reset"),
        "data-selected": context.gettext("Values selected: {count}", count="{count}"),
    }
    return html.P(id=KEYS_ID, hidden=True, **words)


def chart_points(context: PageContext, view: ChartView) -> Raw:
    """Every value of a chart: its words, and what it may be compared with."""
    texts: dict[str, int] = {}
    # A subject that a chart is all about tells none of its values from the others.
    several = len({row.subject for row in view.rows}) > 1
    points = []
    for row in view.rows:
        measure = context.data.vocabulary.metric(row.metric, view.language) if row.metric else ""
        point = {
            "label": row.label,
            # A moment's series is the span it falls in: a legend names it, the value's own name does not.
            "span" if row.unit == "date" else "series": row.series_label,
            "value": value_text(view, row, measure),
            "texts": [texts.setdefault(text, len(texts)) for text in background(view, row)],
            "number": row.value,
            "scale": _scale(view, row),
            "subject": row.subject if several else None,
        }
        points.append({name: value for name, value in point.items() if value not in (None, "")})
    return json_script(
        {"texts": list(texts), "points": points, "type": view.chart.definition.type}, **{"class": "points"}
    )


def value_text(view: ChartView, row: Datum, measure: str) -> str:
    """How much, with its qualifier and unit.

    Args:
        view: the chart.
        row: one of its values.
        measure: what is counted; said where the value has no unit of its own and no label says it.
    """
    amount = row.words(view.language) if row.lasting else formatting.amount(row.value, row.unit, view.language)
    value = view.language.gettext(formatting.QUALIFIED[row.qualifier], value=with_plus_sign(row, amount, view.language))
    counted = row.unit == "count" and measure and measure not in (row.label, row.series_label)
    return f"{value} ({measure})" if counted else value


def background(view: ChartView, row: Datum) -> list[str]:
    """The period where no name says it, document and line, and what the marks of a value mean."""
    gettext = view.language.gettext
    period = formatting.period(row.period_label, view.language) if row.period_label else ""
    known = period in (row.label, row.series_label) or row.unit == "date"
    source = "" if row.basis == "derived" else provenance_text(view, row)
    texts = [" · ".join(part for part in ("" if known else period, source) if part)]
    if row.basis == "derived":
        texts.append("† " + gettext(DERIVED))
    if row.label_basis == "inferred":
        texts.append("* " + gettext(INFERRED))
    if row.disputed:
        texts.append("‡ " + gettext(DISPUTED))
    if row.publication:
        texts += [publication_name(row.publication, view.language), row.publication.title, row.publication.address]
    if row.point and row.point.reason:
        texts.append(row.point.reason)
    return [text for text in texts if text]


def _scale(view: ChartView, row: Datum) -> str | None:
    """Names what a value may be compared with: in panels the same panel; nothing for moments and lists of numbers."""
    if view.info.scale == "none" or row.unit == "date":
        return None
    if row.point:
        return f"{row.series} {row.unit}"
    return f"{row.category} {row.unit}" if view.info.scale == "category" else row.unit
