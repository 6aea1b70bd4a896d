"""The sections of a chart's page with what was chosen in them, each on a page of its own."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.context import Page, PageContext
from dashboard.components.html import Element
from dashboard.exports.embeds.embed_options import OPTIONS as OPTIONS_OF_EMBEDS
from dashboard.exports.embeds.embed_options import embed_options
from dashboard.exports.images.image_options import OPTIONS as OPTIONS_OF_PICTURES
from dashboard.exports.images.image_options import chosen_language, image_options
from dashboard.exports.registry import EnumParameter
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages import download_section, embed_section

#: Last part of the address, with the words of the title.
SECTIONS = {
    download_section.ANCHOR: N_("Download: {title}"),
    embed_section.ANCHOR: N_("Embed: {title}"),
}
#: Names of the query string that choose beside the chart's controls, by section.
CHOICES = {
    download_section.ANCHOR: (*OPTIONS_OF_PICTURES, "language", "format"),
    embed_section.ANCHOR: (*OPTIONS_OF_EMBEDS, "language", "width", "data"),
}


def layout(context: PageContext, chart_id: str, anchor: str) -> Page:
    """Lays out a section of a chart with the choices the address names.

    Args:
        context: the request.
        chart_id: which chart.
        anchor: a key of `SECTIONS`.

    Raises:
        NotFound: there is no such chart.
        InvalidParameter: a choice or a control does not offer what is asked for.
    """
    chart = context.data.catalogue.chart(chart_id)
    state = chart.state(context.query)
    view = context.data.view(chart, state, context.language)
    title = context.gettext(SECTIONS[anchor], title=view.title)
    back = html.A(bind_with_nbsp(view.title), href=urls.chart(context.language, chart, state))
    body = [html.P(back, className="breadcrumb"), html.H1(bind_with_nbsp(title)), _section(context, view, anchor)]
    robots = Element("meta", {"name": "robots", "content": "noindex"})
    return Page(title=title, description=view.subtitle, body=body, topic=chart.topic, extra_head=[robots])


def _section(context: PageContext, view: ChartView, anchor: str) -> Any:
    query, language = context.query, context.language
    if anchor == download_section.ANCHOR:
        return download_section.download_section(context, view, image_options(query, language))
    width = EnumParameter("width", embed_section.PREVIEWS_PX, "").parse(query)
    return embed_section.embed_section(context, view, embed_options(query), chosen_language(query, language), width)
