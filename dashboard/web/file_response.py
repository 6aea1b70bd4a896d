"""Answers that are files: kept apart from pages, open to other sites, cached by whether the data are frozen."""

from __future__ import annotations

import hashlib

from flask import Response, after_this_request, request

from dashboard.web.page_cache import keep
from dashboard.web.routes.pages import kept_response

#: What is compressed already.
_COMPRESSED = ("image/png", "application/pdf", "application/zip", "application/vnd.openxmlformats")


def cache_control(*, frozen: bool) -> str:
    """How long an answer may be kept.

    Args:
        frozen: the address names a data version, so what it answers never changes.
    """
    if frozen:
        return "public, max-age=31536000, immutable"
    return "public, max-age=300, stale-while-revalidate=3600"


def file_response(body: bytes, media_type: str, *, frozen: bool) -> Response:
    """Sends a file, or 304 where the client has it."""
    if media_type.startswith(_COMPRESSED):
        response = Response(body, content_type=media_type, headers={"Cache-Control": cache_control(frozen=frozen)})
        response.set_etag(hashlib.sha256(body).hexdigest()[:20])
        response.make_conditional(request)
    else:
        response = kept_response(keep(body), media_type, cache_control(frozen=frozen))
    return allow_cross_origin(response)


def disable_caching() -> None:
    """Has the answer to this request kept by nobody: a part of it could not be made now, and may be a minute later."""

    @after_this_request
    def mark(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response


def allow_cross_origin(response: Response) -> Response:
    """Lets pages of other sites read an answer."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Link, Content-Disposition"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
