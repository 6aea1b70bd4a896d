"""Answers that are files: kept apart from pages, open to other sites, cached by whether the data are frozen."""

from __future__ import annotations

from flask import Response

from dashboard.web.request import data_version
from dashboard.web.response_cache import CachePolicy, mark_cacheable


def cache_control(*, frozen: bool) -> str:
    """How long an answer may be kept.

    Args:
        frozen: the address names a data version, so what it answers never changes.
    """
    if frozen:
        return "public, max-age=31536000, immutable"
    return "public, max-age=300, stale-while-revalidate=3600"


def file_response(body: bytes, media_type: str, *, frozen: bool, complete: bool = True) -> Response:
    """Sends a file, which is kept for others who ask for it unless a part of it could not be made now."""
    kept = cache_control(frozen=frozen) if complete else "no-store"
    response = Response(body, content_type=media_type, headers={"Cache-Control": kept})
    if complete:
        mark_cacheable(CachePolicy(data_version().version))
    return allow_cross_origin(response)


def allow_cross_origin(response: Response) -> Response:
    """Lets pages of other sites read an answer."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Link, Content-Disposition"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
