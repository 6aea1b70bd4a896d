"""A chart as a small page for other sites to frame: no Dash, no cookie, no storage, no third party."""

from __future__ import annotations

from typing import Any

from dash import html
from flask import Blueprint, Response, request

from dashboard import addresses
from dashboard.markup import Element, write
from dashboard.pages.chart_article import data_table, drawings, notes
from dashboard.pages.context import PageContext
from dashboard.routes.pages import check_language
from dashboard.routes.request import asked, origin, site_desk
from dashboard.sources import source_line
from dashboard.static import asset

embeds = Blueprint("embeds", __name__)


@embeds.get("/<code>/embed/<chart_id>")
def embed_page(code: str, chart_id: str) -> Response:
    """The embed of a chart in the state the address asks for."""
    words = check_language(code)
    desk = site_desk()
    context = PageContext(desk, words, asked(), origin(), request.path)
    chart = desk.catalogue.chart(chart_id)
    state = chart.state(context.asked)
    view = desk.view(chart, state, context.language)
    page = context.origin + addresses.chart(words.code, chart, state)
    body = html.Article(
        [
            html.H1(view.title, className="chart-title", id=f"title-{chart.id}"),
            html.P(view.subtitle, className="chart-subtitle"),
            html.Div(drawings(context, view), className="drawing"),
            notes(view),
            html.P(source_line(view, desk.vocabulary), className="source"),
            html.P(_link(context.words("Chart and data: INTERPOL in figures"), page), className="source"),
            html.Details([html.Summary(context.words("Table")), data_table(context, view)], className="data"),
        ],
        className="chart embed",
    )
    theme = context.asked.get("theme")
    attributes = f' data-theme="{theme}"' if theme in ("light", "dark") else ""
    document = (
        f'<!doctype html><html lang="{code}" dir="{context.language.direction}"{attributes}><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{write(view.title)}</title>"
        f"{write(Element('link', {'rel': 'canonical', 'href': page}))}"
        f'<meta name="robots" content="noindex"><link rel="stylesheet" href="{asset("site.css")}">'
        f'<script src="{asset("embed.js")}" defer></script></head><body>{write(body)}</body></html>'
    )
    response = Response(document, mimetype="text/html")
    # Safari resolves 'self' against a sandboxed frame's opaque origin, so the real one is named beside it.
    own = f"'self' {context.origin}"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src {own}; style-src {own} 'unsafe-inline'; font-src {own}; img-src {own} data:; "
        f"connect-src {own}; base-uri 'none'; form-action 'none'; frame-ancestors *"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = "public, max-age=300, stale-while-revalidate=3600"
    return response


def _link(text: str, address: str) -> Any:
    return html.A(text, href=address, target="_blank", rel="noopener")
