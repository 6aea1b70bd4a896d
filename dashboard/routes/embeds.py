"""A chart as a small page for other sites to frame: no Dash, no cookie, no storage, no third party."""

from __future__ import annotations

from typing import Any

from dash import html
from flask import Blueprint, Response, request

from dashboard import addresses
from dashboard.markup import Element, write
from dashboard.pages.chart_article import data_table, drawings, events, notes
from dashboard.pages.context import PageContext
from dashboard.routes.pages import check_language, kept_page, kept_response
from dashboard.routes.request import asked, origin, site_desk
from dashboard.sources import source_line
from dashboard.static import asset, page_style

embeds = Blueprint("embeds", __name__)


@embeds.get("/<code>/embed/<chart_id>")
def embed_page(code: str, chart_id: str) -> Response:
    """The embed of a chart in the state the address asks for."""
    context = PageContext(site_desk(), check_language(code), asked(), origin(), request.path)
    kept = kept_page(context, lambda: _document(context, chart_id))
    response = kept_response(kept, "text/html; charset=utf-8", "public, max-age=300, stale-while-revalidate=3600")
    # Safari resolves 'self' against a sandboxed frame's opaque origin, so the real one is named beside it.
    own = f"'self' {context.origin}"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src {own}; style-src {own} 'unsafe-inline'; font-src {own}; img-src {own} data:; "
        f"connect-src {own}; base-uri 'none'; form-action 'none'; frame-ancestors *"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _document(context: PageContext, chart_id: str) -> str:
    desk, code = context.desk, context.language.code
    chart = desk.catalogue.chart(chart_id)
    state = chart.state(context.asked)
    view = desk.view(chart, state, context.language)
    page = context.origin + addresses.chart(code, chart, state)
    body = html.Article(
        [
            html.H1(view.title, className="chart-title", id=f"title-{chart.id}"),
            html.P(view.subtitle, className="chart-subtitle"),
            html.Div(drawings(context, view), className="drawing"),
            events(view),
            notes(view),
            html.P(source_line(view, desk.vocabulary), className="source"),
            html.P(_link(context.words("Chart and data: INTERPOL in figures"), page), className="source"),
            html.Details([html.Summary(context.words("Table")), data_table(context, view)], className="data"),
        ],
        className="chart embed",
    )
    theme = context.asked.get("theme")
    attributes = f' data-theme="{theme}"' if theme in ("light", "dark") else ""
    return (
        f'<!doctype html><html lang="{code}" dir="{context.language.direction}"{attributes}><head>'
        '<meta charset="utf-8"><base target="_blank"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{write(view.title)}</title>"
        f"{write(Element('link', {'rel': 'canonical', 'href': page}))}"
        f'<meta name="robots" content="noindex"><style>{page_style(context.language.rtl)}</style>'
        f'<script src="{asset("embed.js")}" defer></script></head><body>{write(body)}</body></html>'
    )


def _link(text: str, address: str) -> Any:
    return html.A(text, href=address, target="_blank", rel="noopener")
