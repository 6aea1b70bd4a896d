"""The names of the query string that shape each page: a page is made from them alone, so no other makes a copy of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from dashboard.charts.catalogue import Catalogue, Chart
from dashboard.exports.embeds import embed_options
from dashboard.pages import dialog_pages, topic_sections
from dashboard.urls import DIGITS_PARAMETER


def relevant_query(query: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """The part of a query string that shapes a page; an empty value is as good as none, since forms send those.

    Args:
        query: name → value.
        names: of the page, without the digits, which every page has.
    """
    return {name: value for name, value in query.items() if value and (name in names or name == DIGITS_PARAMETER)}


@lru_cache(maxsize=8)
def overview_parameters(catalogue: Catalogue) -> frozenset[str]:
    """The controls of the charts that lead the topics."""
    return frozenset(name for chart in catalogue if chart.definition.lead for name in chart_parameters(chart))


@lru_cache(maxsize=64)
def topic_parameters(catalogue: Catalogue, topic: str) -> frozenset[str]:
    """The controls of a topic's charts, and the filters of what follows them."""
    controls = (name for chart in catalogue.of_topic(topic) for name in chart_parameters(chart))
    return frozenset((*controls, *topic_sections.PARAMETERS.get(topic, ())))


def chart_parameters(chart: Chart) -> Collection[str]:
    """The controls of a chart."""
    return chart.definition.controls.keys()


def section_parameters(chart: Chart, section: str) -> Collection[str]:
    """The controls of a chart, and every choice of one of its sections."""
    return {*chart_parameters(chart), *dialog_pages.CHOICES[section]}


def embed_parameters(chart: Chart) -> Collection[str]:
    """The controls of a chart, the options of embeds, their language and data version."""
    return {*chart_parameters(chart), *embed_options.OPTIONS, "lang", "v"}
