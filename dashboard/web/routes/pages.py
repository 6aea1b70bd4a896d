"""Pages as HTML, kept as bytes for each state and data version."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from flask import Blueprint, Response, current_app, request

from dashboard import urls
from dashboard.components.context import Page, PageContext
from dashboard.components.document import render_document
from dashboard.errors import NotFound, UnknownLanguage
from dashboard.exports.alternate_links import alternate_links, link_header
from dashboard.i18n.languages import Language, available_languages
from dashboard.pages import about, chart, data, dialog_pages, figures, overview, page_parameters, topic
from dashboard.web.image_work import drawing_or_none
from dashboard.web.openapi.description import description
from dashboard.web.request import (
    data_version,
    language_with_digits,
    origin,
    preferred_language,
    query_args,
    wants_save_data,
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


@pages.get("/<code>/")
def overview_page(code: str) -> Response:
    """The overview."""
    return respond(
        code, lambda context: overview.layout(context), page_parameters.overview_parameters(data_version().catalogue)
    )


@pages.get("/<code>")
def language_page(code: str) -> Response:
    """An address without its slash."""
    check_language(code)
    return Response(status=308, headers={"Location": f"/{code}/"})


@pages.get("/<code>/<name>")
def topic_page(code: str, name: str) -> Response:
    """A topic, all figures, or the method."""
    fixed = {
        "figures": (figures.layout, figures.PARAMETERS),
        "data": (
            lambda context: data.layout(context, description(context.data, [context.data.version], context.origin)),
            (),
        ),
        "about": (about.layout, ()),
    }
    if name in fixed:
        return respond(code, *fixed[name])
    return respond(
        code,
        lambda context: topic.layout(context, name),
        page_parameters.topic_parameters(data_version().catalogue, name),
    )


@pages.get("/<code>/<name>/")
def slashed_page(code: str, name: str) -> Response:
    """A topic's address with a slash too many."""
    check_language(code)
    return Response(status=308, headers={"Location": f"/{code}/{name}"})


@pages.get("/<code>/charts/<chart_id>")
def chart_page(code: str, chart_id: str) -> Response:
    """A chart."""
    language, which = check_language(code), data_version().catalogue.chart(chart_id)
    response = respond(code, lambda context: chart.layout(context, chart_id), page_parameters.chart_parameters(which))
    response.headers["Link"] = link_header(alternate_links(origin(), language, which, which.state(query_args())))
    return response


@pages.get("/<code>/charts/<chart_id>/<section>")
def section_page(code: str, chart_id: str, section: str) -> Response:
    """A section of a chart's page with what was chosen in it."""
    if section not in dialog_pages.SECTIONS:
        raise NotFound(section, list(dialog_pages.SECTIONS))
    names = page_parameters.section_parameters(data_version().catalogue.chart(chart_id), section)
    return respond(code, lambda context: dialog_pages.layout(context, chart_id, section), names)


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


def respond(code: str, lay_out: Callable[[PageContext], Page], names: Collection[str]) -> Response:
    """Answers with a page.

    Args:
        code: of the language in the path.
        lay_out: makes the page.
        names: of the query string that shape it, beside the digits; it is made without any other.

    Raises:
        UnknownLanguage: there is no such language.
        NotFound: ``v`` names a data version that does not exist.
    """
    language = check_language(code)
    given, data = query_args(), data_version()
    _check_version(given.get("v", ""))
    query = page_parameters.relevant_query(given, names)
    context = PageContext(data, language, query, origin(), request.path, drawing_or_none, save_data=wants_save_data())
    page = render_document(context, lay_out(context))
    return page_response(page, context, "public, max-age=60, stale-while-revalidate=600")


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
    """Sends a page; what is made for readers who save data is kept by no shared cache, so that no other gets it.

    Args:
        page: as HTML.
        context: the request.
        cached: how long by others, for ``Cache-Control``, where the page is complete.
        mark: how it is kept here; by default with the current data version.
    """
    complete = not context.missing_charts
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = cached.replace("public", "private") if context.save_data else cached
    if not complete:
        response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Save-Data"
    mark_cacheable(replace(mark or CachePolicy(data_version().version), keep=complete))
    return response
