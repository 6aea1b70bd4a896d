"""The code that staff copy, under a chart on its own page; it works without scripts."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import addresses
from dashboard.charts.view import ChartView
from dashboard.embedding import embed_code, embed_height_px
from dashboard.languages import message
from dashboard.markup import Element
from dashboard.pages.context import PageContext
from dashboard.pages.copy_field import copy_field

PREVIEWS_PX = (320, 480, 760)
#: Where the section stands on the chart's page.
ANCHOR = "embed"


def embed_section(context: PageContext, view: ChartView) -> Any:
    """Lays out the forms of the code, updating and frozen, and previews at three widths."""
    words = context.words
    live = embed_code(context.desk, view, context.origin)
    frozen = embed_code(context.desk, view, context.origin, frozen=True)
    blocks = [
        (message("Frame that updates with new data"), live.iframe),
        (message("Frame that is frozen as of today’s data"), frozen.iframe),
        (message("Picture linked to the chart"), live.picture),
        (message("Picture for Markdown"), live.markdown),
        (message("Address for sites that know oEmbed"), live.page),
    ]
    explained = words(
        "Paste one of these into your page. The frame sizes itself where the page listens to it; elsewhere it has a "
        "fitting height. It sets no cookie and loads nothing from third parties."
    )
    return html.Section(
        [
            html.H2(words("Embed this chart"), id=ANCHOR),
            html.P(explained),
            *[
                copy_field(context, f"code-{n}", words(label), code, code=True)
                for n, (label, code) in enumerate(blocks, 1)
            ],
            html.Details([html.Summary(words("Preview")), *[_preview(context, view, width) for width in PREVIEWS_PX]]),
        ],
        className="embed-section",
    )


def _preview(context: PageContext, view: ChartView, width_px: int) -> Any:
    attributes = {
        "src": addresses.embed(context.language, view.chart, view.state),
        "title": context.words("Preview, {width} pixels wide", width=width_px),
        "width": str(width_px),
        "height": str(embed_height_px(context.desk, view, width_px)),
        "loading": "lazy",
        "class": "preview",
    }
    return html.Div([html.P(attributes["title"]), Element("iframe", attributes)])
