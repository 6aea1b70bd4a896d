"""A chart's own page."""

from __future__ import annotations

from dash import html

from dashboard import addresses
from dashboard.charts.description import describe
from dashboard.discovery import alternates
from dashboard.embed_options import EmbedOptions
from dashboard.markup import Element
from dashboard.pages.chart_article import chart_article
from dashboard.pages.context import Page, PageContext
from dashboard.pages.download_section import download_section
from dashboard.pages.embed_section import embed_section
from dashboard.pages.structured_data import picture_size, structured_data
from dashboard.picture_choice import PictureChoice


def layout(context: PageContext, chart_id: str) -> Page:
    """Lays out the page of one chart in the state the address asks for.

    Raises:
        UnknownAddress: there is no such chart.
        BadState: a control does not offer what is asked for.
    """
    desk, language = context.desk, context.language
    chart = desk.catalogue.chart(chart_id)
    state = chart.state(context.asked)
    view = desk.view(chart, state, language)
    topic = desk.vocabulary.topic(chart.topic, language)
    back = html.A(topic, href=addresses.topic(language, chart.topic))
    others = [other for other in desk.catalogue.of_topic(chart.topic) if other != chart]
    more = html.Nav(
        [
            html.H2(context.words("More on this topic")),
            html.Ul(
                [
                    html.Li(html.A(other.title, href=addresses.chart(language, other.chart)))
                    for other in desk.default_views(language, others)
                ]
            ),
        ],
        className="more-charts",
        **{"aria-label": context.words("More on this topic")},
    )
    article = chart_article(context, chart, level=1, linked=False)
    body = [
        html.P(back, className="breadcrumb"),
        article,
        download_section(context, view, PictureChoice(language)),
        embed_section(context, view, EmbedOptions(), language),
        more,
    ]
    found = alternates(context.origin, language, chart, state)
    links = [
        {"rel": "alternate", "type": kind, "href": address, "title": view.title} for kind, address in found.items()
    ]
    size = picture_size(context, view)
    return Page(
        title=view.title,
        description=shortened(describe(view)),
        body=body,
        topic=chart.topic,
        image=addresses.chart(language, chart, state, "png"),
        image_alt=describe(view),
        image_size=size,
        query=chart.query_string(state),
        extra_head=[*(Element("link", link) for link in links), structured_data(context, view, size)],
    )


def shortened(text: str, longest: int = 300) -> str:
    """A text of at most so many characters, cut between two words."""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"
