"""Addresses for machines: health, robots, site map."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, request

from dashboard import urls
from dashboard.errors import NotFound, NotReady, first_names
from dashboard.exports.required_drawings import undrawn_charts
from dashboard.i18n.languages import Code, available_languages
from dashboard.releases.data_version import DataVersion
from dashboard.settings import settings
from dashboard.web.request import data_version, origin
from dashboard.web.response_cache import CachePolicy, mark_cacheable

#: What `security.txt` says holds so long from each day on.
SECURITY_DAYS = 180
#: Charts that a line names; more are counted.
MAX_CHARTS = 100
#: A site map holds at most 50,000 addresses.
MAX_FIGURES = 5000
service = Blueprint("service", __name__)


@service.get("/healthz")
def health() -> Response:
    """The process answers; kept, so that it does so however much is asked for."""
    mark_cacheable(CachePolicy(data_version().version))
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@service.get("/readyz")
def ready() -> Response:
    """The database answers, and the folder of pictures can be read. For who runs the site: not through a proxy.

    Raises:
        NotReady: one of them does not.
    """
    if "X-Forwarded-For" in request.headers:
        abort(404)
    data = data_version()
    number = data.store.rows("SELECT count(*) AS n FROM figures WHERE basis <> 'reported'")[0]["n"]
    drawn = _drawn(data)
    files = list(dict.fromkeys(each.file for each in data.problems))
    left_out = f"; left out: {first_names(files, MAX_CHARTS)}" if files else ""
    text = f"ready: data {data.version}, {number} figures, {len(data.catalogue)} charts, {drawn}{left_out}\n"
    return Response(text, mimetype="text/plain", headers={"Cache-Control": "no-store"})


def _drawn(data: DataVersion) -> str:
    """Whether every chart is drawn; the site serves without, with tables in their place."""
    if not data.cache.prebuilt.exists():
        return "nothing drawn"
    if not os.access(data.cache.prebuilt, os.R_OK | os.X_OK):
        raise NotReady(f"the folder {data.cache.prebuilt.name} cannot be read.")
    undrawn = undrawn_charts(data)
    named = f"not drawn by this version of the site: {first_names(undrawn, MAX_CHARTS)} (python -m dashboard prerender)"
    return named if undrawn else "all drawn"


@service.get("/robots.txt")
def robots() -> Response:
    """Everything may be read; live answers are no pages."""
    mark_cacheable(CachePolicy(data_version().version))
    return Response(f"User-agent: *\nDisallow: /_dash/\nSitemap: {origin()}/sitemap.xml\n", mimetype="text/plain")


@service.get("/.well-known/security.txt")
def security() -> Response:
    """Where a weakness may be reported (RFC 9116); the operator's ``CONTACT`` is the address.

    Raises:
        NotFound: there is no address.
    """
    contact = settings().contact
    if not contact:
        raise NotFound(request.path)
    address = f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
    expires = (datetime.now(UTC) + timedelta(days=SECURITY_DAYS)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {address}",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(available_languages())}",
        f"Canonical: {origin()}{request.path}",
    )
    text = "".join(f"{line}\n" for line in lines)
    return Response(text, mimetype="text/plain", headers={"Cache-Control": "public, max-age=86400"})


def _pages(data: DataVersion, code: Code) -> list[str]:
    """Every page in a language."""
    names = (*data.vocabulary.topics, *urls.FIXED_PAGES)
    paths = [urls.overview(code), *(urls.topic(code, name) for name in names)]
    query = f"SELECT figure_id FROM figures WHERE basis <> 'reported' ORDER BY figure_id LIMIT {MAX_FIGURES}"
    paths += [urls.figure(code, row["figure_id"]) for row in data.store.rows(query)]
    return [origin() + path for path in (*paths, *(urls.chart(code, chart) for chart in data.catalogue))]


@service.get("/sitemap.xml")
def site_map() -> Response:
    """Every page in every language, each with its alternates."""
    data = data_version()
    entries = []
    for pages in zip(*(_pages(data, code) for code in available_languages()), strict=True):
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(page)}"/>'
            for code, page in zip(available_languages(), pages, strict=True)
        )
        entries += [f"<url><loc>{escape(page)}</loc>{links}</url>" for page in pages]
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">{"".join(entries)}</urlset>'
    )
    mark_cacheable(CachePolicy(data.version))
    return Response(body, mimetype="application/xml", headers={"Cache-Control": "public, max-age=3600"})
