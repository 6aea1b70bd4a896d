"""What a visitor, or a program, is told when a request cannot be answered."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from dash import html
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from dashboard import urls
from dashboard.components.document import error_document
from dashboard.components.error_content import ASKED_ADDRESS, ASKED_STATE, error_body
from dashboard.errors import (
    BadState,
    Busy,
    NotDrawn,
    NotReady,
    RequestError,
    SiteError,
    TooManyRequests,
    UnknownAddress,
)
from dashboard.i18n.languages import Language, language, message, offered
from dashboard.i18n.sanitize import readable
from dashboard.web.request import asked, language_in_digits, preferred_language, request_id, site_desk
from dashboard.web.routes.oembed import UnknownFormat

log = logging.getLogger("figures")
_TITLES = {
    404: message("There is no such page"),
    405: message("This address answers to reading only"),
    413: message("This request is too large"),
    414: message("This address is too long"),
}
_MOST_ALLOWED = 40


def answer_errors(app: Flask) -> None:
    """Every error of the site is answered by a page, or as JSON to a program."""
    app.register_error_handler(SiteError, _site_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _site_error(error: SiteError) -> Response:
    if isinstance(error, RequestError):
        return _request_error(error)
    if isinstance(error, NotDrawn):
        _log(logging.ERROR, "not drawn", error)
        text = message("New pictures cannot be made at the moment. Please try again in a few minutes.")
        return _answer(
            503, message("This picture has not been made yet"), [text], retry_after_s=30, instead=error.instead
        )
    if isinstance(error, NotReady):
        _log(logging.ERROR, "not ready", error)
        text = message("It has not been made yet. Please try again in a minute.")
        return _answer(503, message("This is not ready yet"), [text], retry_after_s=30)
    if isinstance(error, Busy):
        _log(logging.WARNING, "busy", error)
        text = message("More is being asked for than can be made at once. Please try again a little later.")
        return _answer(503, message("The site is busy"), [text], retry_after_s=error.retry_after_s)
    _log(logging.ERROR, "cannot be shown", error)
    return _answer(500, message("This cannot be shown at the moment"))


def _request_error(error: RequestError) -> Response:
    values: dict[str, Any] = {
        "asked": readable(error.asked),
        "parameter": readable(getattr(error, "parameter", "")),
    }
    if isinstance(error, TooManyRequests):
        text = message(
            "This takes work to make, and you have asked for a lot of it in a short time. Please try again a little later."
        )
        return _answer(429, message("Too many requests"), [text], values=values, retry_after_s=error.retry_after_s)
    if isinstance(error, BadState):
        text = ASKED_STATE
        return _answer(400, message("There is no such choice"), [text], error.allowed, values=values, error=error)
    if isinstance(error, UnknownFormat):
        return _answer(501, message("This format is not offered"), [], error.allowed, values=values, error=error)
    if isinstance(error, UnknownAddress):
        text = ASKED_ADDRESS
        return _answer(404, message("There is no such page"), [text], error.allowed, values=values, error=error)
    return _answer(
        error.status, message("This request cannot be answered"), [], error.allowed, values=values, error=error
    )


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error.get_response()
    response = _answer(error.code, _TITLES.get(error.code, message("This request cannot be answered")))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _unexpected(error: Exception) -> Response:
    _log(logging.ERROR, "unexpected", error, traceback=True)
    return _answer(500, message("This cannot be shown at the moment"))


def _log(level: int, what: str, error: Exception, *, traceback: bool = False) -> None:
    """One line that the reference on the error page leads to."""
    reference = request_id()
    log.log(level, "%s (%s): %s", what, reference, error, exc_info=traceback, extra={"request_id": reference})


def _reader_language() -> Language:
    """The language of the address, else of the browser."""
    code = request.path.split("/")[1] if request.path.count("/") else ""
    if code not in offered():
        return language(preferred_language())
    try:
        return language_in_digits(code, asked())
    except BadState:
        return language(code)


def _for_program() -> bool:
    """True for live charts and for who asks for JSON rather than for a page."""
    accepted = request.accept_mimetypes
    return request.path.startswith("/_live/") or accepted["application/json"] > accepted["text/html"]


def _answer(
    status: int,
    title: str,
    paragraphs: list[str] | None = None,
    allowed: list[str] | None = None,
    *,
    values: dict[str, Any] | None = None,
    error: RequestError | None = None,
    retry_after_s: int = 0,
    instead: Mapping[str, str] | None = None,
) -> Response:
    """Says what is wrong, what is allowed or there instead (address → words), and how to go on."""
    words = _reader_language()
    texts = [words.words(text).format(**(values or {})) for text in paragraphs or []]
    failed = status in (500, 503)
    if failed:
        text = message("If you write about this, please name this reference: {reference}")
        texts.append(words.words(text, reference=request_id()))
    shown = [*(allowed or []), *(instead or {})][:_MOST_ALLOWED]
    if _for_program():
        content: dict[str, Any] = {"error": words.words(title), "detail": " ".join(texts), "allowed": shown}
        content |= {"reference": request_id()} if failed else {}
        response = Response(json.dumps(content, ensure_ascii=False), status, mimetype="application/json")
    else:
        body: list[Any] = [html.P(text) for text in texts]
        if instead:
            links = [html.Li(html.A(name, href=address)) for address, name in instead.items()]
            body[1:1] = [html.P(words.words("These pictures of the chart are ready:")), html.Ul(links)]
        if error is not None:
            body = error_body(words, error, shown, site_desk())
        response = Response(_page(words, words.words(title), body), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if retry_after_s:
        response.headers["Retry-After"] = str(retry_after_s)
    return response


def _page(words: Language, title: str, body: list[Any]) -> str:
    links = html.P(html.A(words.words("Go to the overview"), href=urls.overview(words)))
    try:
        desk = site_desk()
    except SiteError:  # without data there are no topics to lead to
        desk = None
    return error_document(words, title, body, links, desk)
