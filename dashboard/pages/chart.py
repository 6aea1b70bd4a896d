"""A chart's own page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import dash
from dash import html

from dashboard.charts.catalogue import Catalogue, Chart
from dashboard.charts.description import alt_text
from dashboard.components.chart_article import chart_article
from dashboard.components.chart_link import chart_link
from dashboard.components.chart_preview import chart_preview
from dashboard.components.context import Page, PageContext
from dashboard.components.html import Element
from dashboard.components.structured_data import picture_size, structured_data
from dashboard.components.tiles import brief
from dashboard.exports.alternate_links import alternate_links, link_header
from dashboard.pages.editions import described_editions
from dashboard.pages.page_parameters import chart_parameters

#: Tiles below the chart, in one row.
MAX_TILES = 4


def parameters(catalogue: Catalogue, chart_id: str) -> Collection[str]:
    """The chart's controls."""
    return chart_parameters(catalogue.chart(chart_id))


def headers(context: PageContext, chart_id: str) -> dict[str, str]:
    """What else there is of the chart, for programs that read no page."""
    chart = context.data.catalogue.chart(chart_id)
    found = alternate_links(context.origin, context.language, chart, chart.state(context.query))
    return {"Link": link_header(found)}


def layout(context: PageContext, chart_id: str) -> Page:
    """Lays out the page of one chart in the state the address asks for.

    Raises:
        NotFound: there is no such chart.
        InvalidParameter: a control does not offer what is asked for.
    """
    data, language = context.data, context.language
    chart = data.catalogue.chart(chart_id)
    state = chart.state(context.query)
    view = data.view(chart, state, language)
    body = [chart_article(context, chart, whole_page=True), described_editions(context, view), _more(context, chart)]
    found = alternate_links(context.origin, language, chart, state)
    links = [
        {"rel": "alternate", "type": kind, "href": address, "title": view.title} for kind, address in found.items()
    ]
    return Page(
        title=view.title,
        description=shortened(alt_text(view)),
        body=body,
        topic=chart.topic,
        **chart_preview(context, chart),
        query=chart.query_string(state),
        extra_head=[*(Element("link", link) for link in links), structured_data(context, view, picture_size())],
    )


def _more(context: PageContext, chart: Chart) -> Any:
    """Facts in brief on the topic, and links to its other charts."""
    others = [other for other in context.data.catalogue.of_topic(chart.topic) if other != chart]
    links = [html.Li(chart_link(view)) for view in context.data.default_charts(context.language, others)]
    tiles = [tile for tile in context.data.tiles.of_topic(chart.topic) if tile.chart != chart.id]
    if not (links or tiles):
        return None
    words = context.gettext("More on this topic")
    return html.Nav(
        [
            html.H2(words),
            brief(context, [tile for tile in tiles if not tile.wide][:MAX_TILES], row=True),
            html.Ul(links, className="text"),
        ],
        className=f"more-charts topic-{chart.topic}",
        **{"aria-label": words},
    )


def shortened(text: str, longest: int = 300) -> str:
    """A text of at most so many characters, cut between two words."""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


dash.register_page(
    __name__,
    path_template="/<code>/charts/<chart_id>",
    title="A chart",
    layout=layout,
    parameters=parameters,
    headers=headers,
)
