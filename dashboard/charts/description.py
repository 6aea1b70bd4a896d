"""A chart in words, made from its data: what it shows, the main finding, the extremes."""

from __future__ import annotations

from dashboard.charts.datum import Datum
from dashboard.charts.view import ChartView
from dashboard.i18n import formatting
from dashboard.i18n.languages import message

FORMS = {
    "bars": message("Bar chart."),
    "columns": message("Column chart."),
    "stacked_columns": message("Stacked column chart."),
    "stacked_bar": message("Stacked bar chart."),
    "slope": message("Slope chart of two moments."),
    "line": message("Line chart."),
    "panels": message("Small bar charts, each on its own scale."),
    "numbers": message("List of numbers."),
    "dots": message("Dot chart on a scale where each step is ten times the one before."),
    "world_map": message("World map."),
}


def describe(view: ChartView) -> str:
    """Gives two to six sentences; the finding comes before the form."""
    language = view.language
    sentences = [
        _sentence(view.title.replace("†", "")),  # the mark is explained where it can be seen
        language.words(FORMS[view.chart.definition.mark]),
        _sentence(view.subtitle),
    ]
    rows = list(view.rows)
    comparable = len({row.unit for row in rows}) == 1 and view.chart.definition.mark not in (
        "panels",
        "numbers",
    )
    if comparable and len(rows) > 6:
        largest, smallest = max(rows, key=_value), min(rows, key=_value)
        sentences.append(
            language.words(
                "It has {count} values; the largest is {largest}, the smallest {smallest}.",
                count=formatting.number(len(rows), language),
                largest=_named(view, largest),
                smallest=_named(view, smallest),
            )
        )
    else:
        sentences.append(
            language.words("Its values: {values}.", values=formatting.listed([_named(view, r) for r in rows], language))
        )
    return " ".join(sentences)


def _value(row: Datum) -> float:
    return row.value


def _named(view: ChartView, row: Datum) -> str:
    name = row.label
    if row.series_label:
        name = view.language.words("{category}, {series}", category=row.label, series=row.series_label)
    value = formatting.qualified(row.value, row.unit, row.qualifier, view.language)
    return view.language.words("{name} ({value})", name=name, value=value)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
