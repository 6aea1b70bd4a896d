"""The pictures that other sites show of pages that are no chart's own, in the state of their addresses."""

from __future__ import annotations

import dash
from flask import Blueprint, Response, current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from dashboard import urls
from dashboard.errors import NotFound
from dashboard.exports.images.image_exports import convert
from dashboard.exports.images.page_preview import page_preview
from dashboard.web.file_response import file_response
from dashboard.web.image_work import file_request
from dashboard.web.request import data_version, origin
from dashboard.web.routes.pages import check_language, page_context

previews = Blueprint("previews", __name__)


@previews.get("/<code>/previews/<name>.png")
def preview(code: str, name: str) -> Response:
    """What a page says, as a picture; it takes what the page takes.

    Raises:
        NotFound: there is no such language or page.
        InvalidParameter: the page does not offer what the address asks for.
        RenderUnavailable: the picture is not there and cannot be made now.
    """
    language, data = check_language(code), data_version()
    path = urls.previewed_path(code, name)
    try:
        endpoint, values = current_app.url_map.bind("").match(path, "GET")
    except (HTTPException, RequestRedirect):
        endpoint, values = "", {}
    if endpoint not in dash.page_registry:
        raise NotFound(name, [*data.vocabulary.topics, *urls.FIXED_PAGES, urls.OVERVIEW])
    page, asked = dash.page_registry[endpoint], file_request(data, {})
    asked.on_work(1)
    rest = {each: value for each, value in values.items() if each != "code"}
    context = page_context(page, path, language, rest)
    shown = page["layout"](context, **rest)
    # What was typed is in no picture.
    named = str(page["title"])
    title = language.gettext(named) if "q" in context.query else shown.title
    job = page_preview(language, title, shown.status or shown.description, shown.topic, origin() + path, data.version)
    return file_response(convert(asked, job), "image/png", frozen=False)
