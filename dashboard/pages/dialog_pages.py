"""The sections of a chart's page with what was chosen in them, each on a page of its own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import dash
from dash import html

from dashboard.charts.catalogue import Catalogue
from dashboard.charts.view import ChartView
from dashboard.components.chart_link import chart_link
from dashboard.components.context import Page, PageContext
from dashboard.components.html import Element
from dashboard.errors import NotFound
from dashboard.exports.embeds.embed_options import DEFAULT_WIDTH_PX, WIDTH, embed_options
from dashboard.exports.images.image_options import chosen_language, image_options
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages import download_section, embed_section
from dashboard.pages.page_parameters import section_parameters

#: Last part of the address, with the words of the title.
SECTIONS = {
    download_section.ANCHOR: N_("Download: {title}"),
    embed_section.ANCHOR: N_("Embed: {title}"),
}


def parameters(catalogue: Catalogue, chart_id: str, section: str) -> Collection[str]:
    """The controls of the chart, and every choice of the section."""
    return section_parameters(catalogue.chart(chart_id), section)


def layout(context: PageContext, chart_id: str, section: str) -> Page:
    """Lays out a section of a chart with the choices the address names.

    Args:
        context: the request.
        chart_id: which chart.
        section: a key of `SECTIONS`.

    Raises:
        NotFound: there is no such chart, or no such section.
        InvalidParameter: a choice or a control does not offer what is asked for.
    """
    if section not in SECTIONS:
        raise NotFound(section, list(SECTIONS))
    chart = context.data.catalogue.chart(chart_id)
    state = chart.state(context.query)
    view = context.data.view(chart, state, context.language)
    title = context.gettext(SECTIONS[section], title=view.title)
    body = [
        html.P(chart_link(view), className="breadcrumb"),
        html.H1(bind_with_nbsp(title)),
        _section(context, view, section),
    ]
    robots = Element("meta", {"name": "robots", "content": "noindex"})
    return Page(title=title, description=view.subtitle, body=body, topic=chart.topic, extra_head=[robots])


def _section(context: PageContext, view: ChartView, anchor: str) -> Any:
    query, language = context.query, context.language
    if anchor == download_section.ANCHOR:
        return download_section.download_section(context, view, image_options(query, language))
    width_px = WIDTH.parse(query) or DEFAULT_WIDTH_PX
    return embed_section.embed_section(context, view, embed_options(query), chosen_language(query, language), width_px)


dash.register_page(
    __name__,
    path_template="/<code>/charts/<chart_id>/<section>",
    title="A section of a chart’s page",
    layout=layout,
    parameters=parameters,
)
