"""The names of the query string that shape each page: a page is made from them alone, so no other makes a copy of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from dashboard.charts.catalogue import EMPHASISE, Catalogue, Chart
from dashboard.data.operation_facets import COMPARE, FACETS
from dashboard.exports.cards.card import STYLE
from dashboard.exports.embeds import embed_options
from dashboard.exports.images import image_options
from dashboard.pages import topic_sections
from dashboard.urls import READER_PARAMETERS

#: Section of a chart's page → what it lets choose beside the chart's controls.
CHOICES = {
    "download": (*image_options.OPTIONS, *image_options.SIZES, "language", "format"),
    "embed": (*embed_options.OPTIONS, "language", "width", "data"),
}
#: Of the page that frames a figure's card.
CARD_PARAMETERS = (STYLE.name, embed_options.OPTIONS["theme"].name, "lang", "v")
#: Names whose values may be chosen together.
REPEATED = frozenset((*FACETS, COMPARE))


def repeated_names(path: Mapping[str, str]) -> frozenset[str]:
    """Those that a page lets be repeated; elsewhere the last value counts.

    Args:
        path: what the page's template takes from the path.
    """
    return REPEATED if path.get("topic") == "operations" else frozenset()


def relevant_query(query: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """The part of a query string that shapes a page; an empty value is as good as none, since forms send those.

    Args:
        query: name → value.
        names: of the page, without those that every page has.
    """
    return {name: value for name, value in query.items() if value and (name in names or name in READER_PARAMETERS)}


def names_of(page: Mapping[str, Any], catalogue: Catalogue, path: Mapping[str, str]) -> Collection[str]:
    """The names of the query string that shape a registered page.

    Args:
        page: as it is registered with Dash.
        catalogue: of the charts.
        path: what its template takes from the path, without the language.
    """
    names: Collection[str] = page["parameters"](catalogue, **path) if "parameters" in page else ()
    return names


@lru_cache(maxsize=64)
def topic_parameters(catalogue: Catalogue, topic: str) -> frozenset[str]:
    """The controls of a topic's charts, and the filters of what follows them."""
    controls = (name for chart in catalogue.of_topic(topic) for name in chart.definition.controls)
    return frozenset((*controls, *topic_sections.PARAMETERS.get(topic, ())))


def chart_parameters(chart: Chart) -> Collection[str]:
    """The controls of a chart, and what is set off in it."""
    return (*chart.definition.controls, EMPHASISE)


def section_parameters(chart: Chart, section: str) -> Collection[str]:
    """The controls of a chart, and every choice of one of its sections."""
    return {*chart_parameters(chart), *CHOICES.get(section, ())}


def embed_parameters(chart: Chart) -> Collection[str]:
    """The controls of a chart, the options of embeds, their language and data version."""
    return {*chart_parameters(chart), *embed_options.OPTIONS, "lang", "v"}
