"""Pages as HTML, kept as bytes for each state and data version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import dash
from flask import Blueprint, Flask, Response, current_app, request

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.components.document import render_document
from dashboard.errors import NotFound, UnknownLanguage
from dashboard.i18n.languages import Language, available_languages
from dashboard.pages import page_parameters
from dashboard.web.image_work import drawing_or_none, layout_counter
from dashboard.web.openapi.description import description
from dashboard.web.request import (
    data_version,
    language_with_digits,
    origin,
    preferred_language,
    query_args,
    repeated_args,
)
from dashboard.web.response_cache import CachePolicy, mark_cacheable

pages = Blueprint("pages", __name__)


@pages.get("/")
def root() -> Response:
    """Leads to the reader's language."""
    best = preferred_language()
    response = Response(status=302, headers={"Location": f"/{best}/"})
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-cache"
    return response


@pages.get("/<code>")
def language_page(code: str) -> Response:
    """An address without its slash."""
    check_language(code)
    return Response(status=308, headers={"Location": f"/{code}/"})


@pages.get("/<code>/<name>/")
def slashed_page(code: str, name: str) -> Response:
    """A topic's address with a slash too many."""
    check_language(code)
    return Response(status=308, headers={"Location": f"/{code}/{name}"})


def add_pages(app: Flask) -> None:
    """Gives the addresses of the registered pages to the router, which answers 404 to every other."""
    for page in dash.page_registry.values():
        app.add_url_rule(page["path_template"], page["module"], partial(serve_page, page))


def check_language(code: str, query: Mapping[str, str] | None = None) -> Language:
    """Gives the language of the address, in the digits that it asks for.

    Args:
        code: of the path.
        query: where the digits are asked for; by default the query string.

    Raises:
        UnknownLanguage: with the languages there are.
        InvalidParameter: the language is not read in such digits.
    """
    if code not in available_languages():
        raise UnknownLanguage(code, [urls.overview(c) for c in available_languages()])
    return language_with_digits(code, query_args() if query is None else query)


def serve_page(page: Mapping[str, Any], code: str, **path: str) -> Response:
    """Answers with a page.

    Args:
        page: as it is registered: ``layout``; ``parameters``, the names of the query string that shape it, beside the
            digits; and ``headers`` of the answer.
        code: of the language in the path.
        **path: the rest of the path.

    Raises:
        UnknownLanguage: there is no such language.
        NotFound: ``v`` names a data version that does not exist.
    """
    language = check_language(code)
    _check_version(query_args().get("v", ""))
    context = page_context(page, request.path, language, path)
    document = render_document(context, page["layout"](context, **path))
    response = page_response(document, context, "public, max-age=60, stale-while-revalidate=600")
    response.headers.update(page["headers"](context, **path) if "headers" in page else {})
    return response


def page_context(page: Mapping[str, Any], address: str, language: Language, path: Mapping[str, str]) -> PageContext:
    """What a registered page is laid out from: the request, with what of its query string shapes the page.

    Args:
        page: as it is registered.
        address: the path of the page.
        language: of the page.
        path: what the page's template takes from it, without the language.
    """
    data = data_version()
    query = page_parameters.relevant_query(query_args(), page_parameters.names_of(page, data.catalogue, path))
    values = repeated_args(page_parameters.repeated_names(path))
    several = {name for name, chosen in values.items() if len(chosen) > 1}
    if several:  # charts of the page take one value, and see none of these
        query = {name: value for name, value in query.items() if name not in several}
    openapi = partial(description, data, [data.version], origin())
    return PageContext(data, language, query, origin(), address, drawing_or_none, layout_counter(), openapi, values)


def _check_version(version: str) -> None:
    """Pages show the current data; an address that names data which do not exist is wrong all the same.

    Raises:
        NotFound: there is no such data version.
    """
    if not version or version == data_version().version:
        return
    known = current_app.extensions["versions"].known()
    if version not in known:
        raise NotFound(f"v={version}", known)


def page_response(page: str, context: PageContext, cached: str, mark: CachePolicy | None = None) -> Response:
    """Sends a page.

    Args:
        page: as HTML.
        context: the request.
        cached: how long by others, for ``Cache-Control``, where the page is complete.
        mark: how it is kept here; by default with the current data version.
    """
    complete = not context.missing_charts
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = cached if complete else "no-store"
    mark_cacheable(replace(mark or CachePolicy(data_version().version), keep=complete))
    return response
