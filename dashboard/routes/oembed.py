"""oEmbed 1.0 (oembed.com): a page's address becomes a frame."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from flask import Blueprint, Response

from dashboard.charts.view import ChartView
from dashboard.embedding import DEFAULT_WIDTH_PX, embed_code, embed_height_px
from dashboard.errors import BadState, RequestError, UnknownAddress
from dashboard.languages import Code, offered
from dashboard.routes.request import asked, language_in_digits, origin, site_desk

oembed = Blueprint("oembed", __name__)
_PATH = re.compile(r"^/([a-z]{2})/(?:charts|embed)/([a-z0-9-]+)$")
_SMALLEST_PX, _LARGEST_PX = 200, 4000


class UnknownFormat(RequestError):
    """A format that the specification knows and we do not (501)."""

    status = 501


@oembed.get("/oembed")
def answer() -> Response:
    """The frame of a chart, as JSON or XML.

    Raises:
        UnknownAddress: the address is none of ours.
        BadState: a size is no number, or a control of the address does not offer the value.
        UnknownFormat: neither JSON nor XML is asked for.
    """
    query = asked()
    form = query.get("format") or "json"
    if form not in ("json", "xml"):
        raise UnknownFormat(form, ["json", "xml"])
    content = _rich(query)
    if form == "xml":
        inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in content.items())
        body = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>{inner}</oembed>'
        response = Response(body, content_type="text/xml; charset=utf-8")
    else:
        response = Response(json.dumps(content, ensure_ascii=False), content_type="application/json; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _rich(query: dict[str, str]) -> dict[str, Any]:
    view = _view(query.get("url", ""))
    desk = site_desk()
    width = min(_size(query, "maxwidth", DEFAULT_WIDTH_PX), DEFAULT_WIDTH_PX)
    height = min(_size(query, "maxheight", _LARGEST_PX), embed_height_px(desk, view, width))
    code = embed_code(desk, view, origin())
    frame = re.sub(r'width="100%" height="\d+"', f'width="{width}" height="{height}"', code.iframe).replace(
        "border:0;width:0;min-width:100%", "border:0"
    )
    content: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "provider_name": view.language.words("INTERPOL in figures"),
        "provider_url": f"{origin()}/{view.language.code}/",
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": f'<blockquote><a href="{escape(code.page, {chr(34): "&quot;"})}">{escape(view.title)}</a></blockquote>{frame}',
    }
    return content


def _view(url: str) -> ChartView:
    parts = urlsplit(url)
    match = _PATH.match(parts.path)
    own = urlsplit(origin())
    if match is None or parts.netloc != own.netloc or match[1] not in offered():
        raise UnknownAddress(url, [f"{origin()}/en/charts/…"])
    desk = site_desk()
    chart = desk.catalogue.chart(match[2])
    code: Code = match[1]
    query = dict(parse_qsl(parts.query))
    return desk.view(chart, chart.state(query), language_in_digits(code, query))


def _size(query: dict[str, str], name: str, default: int) -> int:
    value = query.get(name) or str(default)
    if not value.isascii() or not value.isdecimal() or int(value) < _SMALLEST_PX:
        raise BadState(name, value, [f"{_SMALLEST_PX} – {_LARGEST_PX}"])
    return min(int(value), _LARGEST_PX)
