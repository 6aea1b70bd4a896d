"""What a visitor, or a program, is told when a request cannot be answered."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Mapping
from typing import Any

from dash import html
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from dashboard import urls
from dashboard.components.document import error_document
from dashboard.components.error_content import ASKED_ADDRESS, ASKED_STATE, error_body
from dashboard.errors import (
    ChartFileError,
    InvalidParameter,
    NotFound,
    NotReady,
    Overloaded,
    RenderUnavailable,
    RequestError,
    SiteError,
    TooManyRequests,
)
from dashboard.i18n.languages import N_, Language, available_languages, get_language
from dashboard.i18n.sanitize import sanitize
from dashboard.runtime.logs import where_raised
from dashboard.settings import settings
from dashboard.web.embed_csp import is_embed_path
from dashboard.web.request import data_version, language_with_digits, preferred_language, query_args, request_id
from dashboard.web.routes.oembed import FORMATS, UnknownFormat, as_xml

log = logging.getLogger("figures")
_TITLES = {
    404: N_("There is no such page"),
    405: N_("This address answers to reading only"),
    413: N_("This request is too large"),
    414: N_("This address is too long"),
}
_MAX_ALLOWED = 100


def register_error_handlers(app: Flask) -> None:
    """Every error of the site is answered by a page, or as JSON to a program."""
    app.register_error_handler(SiteError, _site_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _site_error(error: SiteError) -> Response:
    if isinstance(error, RequestError):
        return _request_error(error)
    if isinstance(error, RenderUnavailable):
        _log(logging.ERROR, "not drawn", error)
        text = N_("New pictures cannot be made at the moment. Please try again in a few minutes.")
        return _error_response(
            503, N_("This picture has not been made yet"), [text], retry_after_s=30, alternatives=error.alternatives
        )
    if isinstance(error, NotReady):
        if not error.again:
            _log(logging.ERROR, "not ready", error)
        text = N_("It has not been made yet. Please try again in a minute.")
        return _error_response(503, N_("This is not ready yet"), [text], retry_after_s=30)
    if isinstance(error, Overloaded):
        _log(logging.WARNING, "busy", error)
        text = N_("More is being asked for than can be made at once. Please try again a little later.")
        return _error_response(503, N_("The site is busy"), [text], retry_after_s=error.retry_after_s)
    _log(logging.ERROR, "cannot be shown", error)
    if isinstance(error, ChartFileError):
        text = N_("What describes it has a mistake that has to be mended. The other charts are not concerned.")
        title = N_("This chart cannot be shown at the moment")
        return _error_response(503, title, [text], retry_after_s=300, detail=str(error))
    return _error_response(500, N_("This cannot be shown at the moment"), detail=str(error))


def _request_error(error: RequestError) -> Response:
    values: dict[str, Any] = {
        "asked": sanitize(error.query),
        "parameter": sanitize(getattr(error, "parameter", "")),
    }
    if isinstance(error, TooManyRequests):
        text = N_(
            "This takes work to make, and you have asked for a lot of it in a short time. Please try again a little later."
        )
        return _error_response(429, N_("Too many requests"), [text], values=values, retry_after_s=error.retry_after_s)
    if isinstance(error, InvalidParameter):
        text = ASKED_STATE
        return _error_response(400, N_("There is no such choice"), [text], error.allowed, values=values, error=error)
    if isinstance(error, UnknownFormat):
        return _error_response(501, N_("This format is not offered"), [], error.allowed, values=values, error=error)
    if isinstance(error, NotFound):
        text = ASKED_ADDRESS
        return _error_response(404, N_("There is no such page"), [text], error.allowed, values=values, error=error)
    return _error_response(
        error.status, N_("This request cannot be answered"), [], error.allowed, values=values, error=error
    )


def _http_error(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error.get_response()
    response = _error_response(error.code, _TITLES.get(error.code, N_("This request cannot be answered")))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _unexpected(error: Exception) -> Response:
    reference = request_id()
    log.error("unexpected (%s): %s", reference, where_raised(error), extra={"request_id": reference})
    detail = "".join(traceback.format_exception(error))
    return _error_response(500, N_("This cannot be shown at the moment"), detail=detail)


def _log(level: int, what: str, error: SiteError) -> None:
    """One line that the reference on the error page leads to."""
    reference = request_id()
    log.log(level, "%s (%s): %s", what, reference, error, extra={"request_id": reference})


def _reader_language() -> Language:
    """The language of the address, else of the browser."""
    code = request.path.split("/")[1] if request.path.count("/") else ""
    if code not in available_languages():
        return get_language(preferred_language())
    try:
        return language_with_digits(code, query_args())
    except InvalidParameter:
        return get_language(code)


def _for_program() -> bool:
    """True for live charts, for who looks an embed up, and for who asks for JSON rather than for a page."""
    accepted = request.accept_mimetypes
    return (
        request.path.startswith("/_dash/")
        or request.path == "/oembed"
        or accepted["application/json"] > accepted["text/html"]
    )


def _error_response(
    status: int,
    title: str,
    paragraphs: list[str] | None = None,
    allowed: list[str] | None = None,
    *,
    values: dict[str, Any] | None = None,
    error: RequestError | None = None,
    retry_after_s: int = 0,
    alternatives: Mapping[str, str] | None = None,
    detail: str = "",
) -> Response:
    """Says what is wrong, what is allowed or there instead (address → words), and how to go on.

    The detail is for who changes the site, and shown to nobody else.
    """
    language = _reader_language()
    texts = [language.gettext(text).format(**(values or {})) for text in paragraphs or []]
    failed = status in (500, 503)
    if failed:
        text = N_("If you write about this, please name this reference: {reference}")
        texts.append(language.gettext(text, reference=request_id()))
    shown = [*(allowed or []), *(alternatives or {})][:_MAX_ALLOWED]
    if _for_program():
        content: dict[str, Any] = {"error": language.gettext(title), "detail": " ".join(texts), "allowed": shown}
        content |= {"reference": request_id()} if failed else {}
        if request.path == "/oembed" and request.args.get("format") == "xml":
            content["allowed"] = ", ".join(shown)
            response = Response(as_xml(content), status, content_type=FORMATS["xml"])
        else:
            response = Response(_json(content), status, content_type=FORMATS["json"])
    else:
        body: list[Any] = [html.P(text) for text in texts]
        if alternatives:
            links = [html.Li(html.A(name, href=address)) for address, name in alternatives.items()]
            body[1:1] = [html.P(language.gettext("These pictures of the chart are ready:")), html.Ul(links)]
        if detail and settings().show_errors:
            body.append(html.Pre(detail, dir="ltr", lang="en"))
        if error is not None:
            body = error_body(language, error, shown, data_version())
        response = Response(_page(language, language.gettext(title), body), status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if retry_after_s:
        response.headers["Retry-After"] = str(retry_after_s)
    return response


def _json(content: dict[str, Any]) -> str:
    """JSON in which nothing that was asked for is markup, wherever a program puts it."""
    return json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")


def _page(language: Language, title: str, body: list[Any]) -> str:
    links = html.P(html.A(language.gettext("Go to the overview"), href=urls.overview(language)))
    try:
        data = data_version()
    except SiteError:  # without data there are no topics to lead to
        data = None
    return error_document(language, title, body, links, data, framed=is_embed_path(request.path))
