"""The site as a WSGI application."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

from dash import html
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from whitenoise import WhiteNoise

from dashboard import addresses, static
from dashboard.desk import open_desk
from dashboard.drawing.renderer import plotly_bundle
from dashboard.errors import BadState, NotReady, RequestError, SiteError, UnknownAddress
from dashboard.languages import Language, language, message, offered
from dashboard.live import create_live, live_config, live_scripts
from dashboard.locations import published_folder
from dashboard.pages.shell import error_document
from dashboard.routes.embeds import embed_policy, embeds
from dashboard.routes.feed import feed
from dashboard.routes.oembed import UnknownFormat, oembed
from dashboard.routes.open_data import open_data
from dashboard.routes.pages import PageShelf, pages
from dashboard.routes.request import origin, preferred_language
from dashboard.routes.service import service
from dashboard.versions import Versions

log = logging.getLogger("figures")


def create_app(published: Path | None = None, drawings: Path | None = None) -> Flask:
    """Makes the site.

    Args:
        published: folder of database versions; the default is that of the checkout.
        drawings: folder of drawn charts.

    Raises:
        NotReady: no data have been published.
        ChartFileError: a chart's file is wrong.
    """
    versions = Versions(open_desk(published, drawings), published or published_folder())
    app = Flask("dashboard", static_folder=None)
    app.extensions["desk"] = versions.desk
    app.extensions["page_shelf"] = PageShelf()
    app.register_blueprint(service)
    app.register_blueprint(embeds)
    app.register_blueprint(oembed)
    app.register_blueprint(open_data)
    app.register_blueprint(feed)
    app.register_blueprint(pages)
    live = create_live(app, app.extensions["desk"])
    scripts = {f"/assets/dash/{name}": content for name, content in live_scripts().items()}
    app.extensions["live_head"] = _live_settings(live_config(live), list(scripts))
    app.register_error_handler(SiteError, _site_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
    app.after_request(_security_headers)
    folder = static.collect(scripts)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=folder, immutable_file_test=static.is_immutable, max_age=3600
    )
    return app


def _live_settings(config: str, scripts: list[str]) -> str:
    """Two blocks of data for the page: Dash's configuration, and what `assets/site.js` loads and when."""
    react, renderer = scripts[:-1], scripts[-1]
    settings = {
        "scripts": [*react, static.asset("live.js"), renderer],
        "plotly": static.asset(f"vendor/{plotly_bundle().name}"),
        "boundaries": "/assets/boundaries/",
    }
    return (
        f'<script id="_dash-config" type="application/json">{_for_html(config)}</script>'
        f'<script id="live-settings" type="application/json">{_for_html(json.dumps(settings))}</script>'
    )


def _for_html(text: str) -> str:
    """JSON that cannot end its script element."""
    return text.replace("<", "\\u003c")


def _reader_language() -> Language:
    """The language of the address, else of the browser."""
    code = request.path.split("/")[1] if request.path.count("/") else ""
    if code in offered():
        return language(code)
    return language(preferred_language())


def _site_error(error: SiteError) -> Response:
    if isinstance(error, NotReady):
        log.error("not ready: %s", error)
        return _error_page(503, message("This is not ready yet"), [str(error)], [], retry=True)
    if isinstance(error, BadState):
        text = message("The address asks for “{asked}” as {parameter}, which is not offered.")
        return _error_page(400, message("There is no such choice"), [text], error.allowed, error=error)
    if isinstance(error, UnknownFormat):
        title = message("This format is not offered")
        return _error_page(501, title, [], error.allowed, error=error)
    if isinstance(error, UnknownAddress):
        return _error_page(
            404,
            message("There is no such page"),
            [message("Nothing stands at “{asked}”.")],
            error.allowed,
            error=error,
        )
    log.error("cannot be shown: %s", error)
    return _error_page(500, message("This cannot be shown at the moment"), [], [])


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error.get_response()
    titles = {404: message("There is no such page"), 405: message("This address answers to reading only")}
    return _error_page(error.code, titles.get(error.code, message("This request cannot be answered")), [], [])


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected: %s", error)
    return _error_page(500, message("This cannot be shown at the moment"), [], [])


def _error_page(
    status: int,
    title: str,
    paragraphs: list[str],
    allowed: list[str],
    *,
    error: RequestError | None = None,
    retry: bool = False,
) -> Response:
    """A page that says what is wrong, what is allowed, and how to go on."""
    words = _reader_language()
    values = {"asked": error.asked if error else "", "parameter": getattr(error, "parameter", "")}
    body: list[Any] = [html.P(words.words(text).format(**values) if error else text) for text in paragraphs]
    if allowed:
        shown = [html.Li(html.Code(value, dir="ltr")) for value in allowed[:40]]
        body += [html.P(words.words("What is offered:")), html.Ul(shown)]
    links = html.P(html.A(words.words("Go to the overview"), href=addresses.overview(words.code)))
    response = Response(error_document(words, words.words(title), body, links), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if retry:
        response.headers["Retry-After"] = "30"
    return response


def _security_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if response.mimetype == "text/html":
        framed = re.match(r"/\w\w/embed/", request.path)  # what is wrong is said inside the frame too
        headers.setdefault("Content-Security-Policy", embed_policy(origin()) if framed else PAGE_POLICY)
    return response


#: Inline styles are Dash's and Plotly's; no inline script runs, nothing comes from elsewhere, nobody frames a page.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
