"""A chart as a small page for other sites to frame: no Dash, no cookie, no storage, no third party."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from dash import html
from flask import Blueprint, Response, request

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.card_article import card_document
from dashboard.components.chart_article import chart_body, figure_url
from dashboard.components.chart_controls import controls
from dashboard.components.chart_interaction import keyboard_help, live_region
from dashboard.components.context import PageContext
from dashboard.components.html import Element, Raw, json_script, write
from dashboard.design.assets import asset_url, embed_style
from dashboard.errors import InvalidParameter
from dashboard.exports.cards.card import make_card
from dashboard.exports.cards.card_export import chosen_style
from dashboard.exports.data.figure_json import required_figure
from dashboard.exports.embeds.embed_height import ACTIONS, HOME, frozen_words
from dashboard.exports.embeds.embed_options import OPTIONS
from dashboard.i18n.languages import Language, available_languages
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages import page_parameters
from dashboard.rendering.drawing import plotly_bundle
from dashboard.settings import settings
from dashboard.web.embed_csp import embed_policy
from dashboard.web.embed_log import log_embed
from dashboard.web.image_work import drawing_or_none, layout_counter
from dashboard.web.request import data_version, language_with_digits, origin, query_args
from dashboard.web.response_cache import CachePolicy
from dashboard.web.routes.pages import check_language, page_response

embeds = Blueprint("embeds", __name__)

_EFFORT = 10


@embeds.get("/<code>/embed/<chart_id>")
def embed_page(code: str, chart_id: str) -> Response:
    """The embed of a chart in the state the address asks for; ``lang`` goes before the language of the path.

    Raises:
        NotFound: there is no such language or chart.
        InvalidParameter: an option or a control does not offer the value, or a data version is not kept.
    """
    language = check_language(code, {})  # ``lang`` may name another, and digits follow it
    # Hosts add the address of their page and more; only what shapes the embed makes another copy of it.
    query = page_parameters.relevant_query(
        query_args(), page_parameters.embed_parameters(data_version().catalogue.chart(chart_id))
    )
    context = PageContext(
        data_version(query.get("v")),
        _chosen(query, language),
        query,
        origin(),
        request.path,
        drawing_or_none,
        layout_counter(),
    )
    return _embed_response(context, _document(context, chart_id), chart_id)


@embeds.get("/<code>/embed/figures/<figure_id>")
def figure_embed(code: str, figure_id: str) -> Response:
    """The embed of one figure's card.

    Raises:
        NotFound: there is no such language or figure.
        InvalidParameter: the figure does not allow the style, an option does not offer the value, or a data version is
            not kept.
    """
    path_language = check_language(code, {})
    query = page_parameters.relevant_query(query_args(), page_parameters.CARD_PARAMETERS)
    data, language = data_version(query.get("v")), _chosen(query, path_language)
    row = required_figure(data.store, figure_id)
    card = make_card(data, row, chosen_style(data, row, query), language)
    context = PageContext(data, language, query, origin(), request.path)
    page = context.origin + urls.figure(language, figure_id)
    return _embed_response(context, card_document(card, page, OPTIONS["theme"].parse(query)), figure_id)


def _embed_response(context: PageContext, document: str, name: str) -> Response:
    # A frozen one too is asked for again: it says when newer data are out.
    cached = "public, max-age=3600" if "v" in context.query else "public, max-age=300, stale-while-revalidate=3600"
    policy = CachePolicy(data_version().version, effort=_EFFORT, on_served=_embed_log(name))
    response = page_response(document, context, cached, policy)
    response.headers["Content-Security-Policy"] = embed_policy(context.origin)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"  # in a sandbox the frame's own script comes from no origin
    return response


def _embed_log(chart_id: str) -> Callable[[Mapping[str, str]], None] | None:
    """Logs a frame from the headers of a request, also where it is answered without the application."""
    if not settings().embed_counts:
        return None
    return partial(log_embed, own_host=urlsplit(origin()).hostname or "", chart_id=chart_id)


def _chosen(query: dict[str, str], of_path: Language) -> Language:
    """The language that ``lang`` names, else that of the path."""
    code = query.get("lang", of_path.code)
    for offer in available_languages():
        if offer == code:
            return language_with_digits(offer, query)
    raise InvalidParameter("lang", code, available_languages())


def _document(context: PageContext, chart_id: str) -> str:
    data, code = context.data, context.language.code
    chart = data.catalogue.chart(chart_id)
    state = chart.state(context.query)
    view = data.view(chart, state, context.language)
    options = {name: choice.parse(context.query) for name, choice in OPTIONS.items()}
    body = html.Main(_article(context, view, options))
    page = context.origin + urls.chart(context.language, chart, state)
    theme = f' data-theme="{options["theme"]}"' if options["theme"] != "auto" else ""
    clear = " transparent" if options["transparent"] == "1" else ""
    return (
        f'<!doctype html><html lang="{code}" dir="{context.language.direction}"{theme} class="framed{clear}"><head>'
        '<meta charset="utf-8"><base target="_blank"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{write(view.title)}</title>{write(Element('link', {'rel': 'canonical', 'href': page}))}"
        f'<meta name="robots" content="noindex">{_icon()}<style>{embed_style(context.language.rtl)}</style>'
        f'{write(_settings(context))}<script src="{asset_url("embed.js")}" defer></script>'
        f'<script src="{asset_url("chart-interaction.js")}" defer></script></head>'
        f"<body>{write([body, live_region(), keyboard_help(context)])}</body></html>"
    )


def _article(context: PageContext, view: ChartView, options: Mapping[str, str]) -> Any:
    """The chart with its words, table and links; the title may stand for who cannot see it alone."""
    chart, hidden = view.chart, options["title"] == "0"
    heading = [html.H1(bind_with_nbsp(view.title), className="chart-title", id=f"title-{chart.id}")]
    heading.append(html.P(bind_with_nbsp(view.subtitle), className="chart-subtitle"))
    menu = _menu(context, view) if options["controls"] == "1" else None
    return html.Article(
        [
            html.Div(heading, className="visually-hidden" if hidden else None),
            controls(context, view, filters=True) if options["controls"] == "1" else None,
            *chart_body(context, view, [_frozen(context), menu, html.P(_home(context, view), className="source")]),
        ],
        className=f"chart embed topic-{view.chart.topic}",
        **{
            "data-chart": chart.id,
            "data-state": chart.query_string(view.state),
            "data-figure": context.origin + figure_url(context, chart, view.state),
        },
    )


def _icon() -> str:
    """For an embed that is opened by itself; browsers do not ask for it inside a frame."""
    return write(Element("link", {"rel": "icon", "href": asset_url("favicon.svg"), "type": "image/svg+xml"}))


def _settings(context: PageContext) -> Raw:
    """What the script needs to make the chart interactive: addresses only."""
    settings = {
        "scripts": [context.origin + asset_url(name) for name in (f"vendor/{plotly_bundle().name}", "chart.js")],
        "boundaries": context.origin + asset_url("boundaries/"),
    }
    return json_script(settings, id="script-settings")


def _menu(context: PageContext, view: ChartView) -> Any:
    """The picture and the data, which are saved rather than opened in the frame."""
    links = [
        html.Li(
            html.A(
                context.gettext(words),
                href=context.origin + urls.chart(context.language, view.chart, view.state, form),
                download="",
                rel="noopener",
                target="_blank",
            )
        )
        for form, words in ACTIONS.items()
    ]
    return html.Ul(links, className="actions")


def _frozen(context: PageContext) -> Any:
    """Says of which date the data are that an embed shows for good, and whether newer ones are out."""
    if "v" not in context.query:
        return None
    newer = context.query["v"] != data_version().version
    return html.P(frozen_words(context.data.vocabulary, context.language, newer=newer), className="source frozen")


def _home(context: PageContext, view: ChartView) -> Any:
    page = context.origin + urls.chart(context.language, view.chart, view.state)
    return html.A(context.gettext(HOME), href=page, rel="noopener", target="_blank")
