"""oEmbed 1.0 (oembed.com): a page's address becomes a frame."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, Response

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.errors import InvalidParameter, NotFound, RequestError
from dashboard.exports.embeds.embed_height import embed_height_px
from dashboard.exports.embeds.embed_options import DEFAULT_WIDTH_PX, WIDTH, EmbedOptions, embed_options
from dashboard.exports.images.thumbnails import fitting_thumbnail
from dashboard.i18n.languages import available_languages
from dashboard.releases.data_version import DataVersion
from dashboard.web.request import data_version, language_with_digits, origin, query_args

oembed = Blueprint("oembed", __name__)
_PATH = re.compile(r"^/([a-z]{2})/(charts|embed)/([a-z0-9-]+)$")
#: What may be asked for, with the media type of the answer.
FORMATS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
_MIN_PX, _MAX_PX = 200, 4000
#: What the address of an embed may say beside the state, and its frame says too.
_CARRIED = ("theme", "title", "controls", "transparent", "v")


class UnknownFormat(RequestError):
    """A format that the specification knows and we do not (501)."""

    status = 501


@dataclass(frozen=True)
class _Asked:
    """What an address shows.

    Attributes:
        options: of the embed, where it is one's address.
        shown: what they leave of it.
    """

    data: DataVersion
    view: ChartView
    options: dict[str, str]
    shown: EmbedOptions


@oembed.get("/oembed")
def answer() -> Response:
    """The frame of a chart, as JSON or XML.

    Raises:
        NotFound: the address is none of ours.
        InvalidParameter: a size is no number, or a control of the address does not offer the value.
        UnknownFormat: neither JSON nor XML is asked for.
    """
    query = query_args()
    form = query.get("format") or "json"
    if form not in FORMATS:
        raise UnknownFormat(form, list(FORMATS))
    content = _rich(query)
    if form == "xml":
        response = Response(as_xml(content), content_type=FORMATS["xml"])
    else:
        response = Response(json.dumps(content, ensure_ascii=False), content_type=FORMATS["json"])
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def as_xml(content: dict[str, Any]) -> str:
    """An answer as the specification writes XML."""
    inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in content.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>{inner}</oembed>'


def _rich(query: dict[str, str]) -> dict[str, Any]:
    wanted = _wanted(query.get("url", ""))
    data, view = wanted.data, wanted.view
    max_width, max_height = _size(query, "maxwidth"), _size(query, "maxheight")
    width = min(max_width, WIDTH.maximum) if query.get("maxwidth") else DEFAULT_WIDTH_PX
    height = min(max_height, embed_height_px(data, view, width, wanted.shown))
    content: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "provider_name": view.language.gettext("INTERPOL in figures"),
        "provider_url": origin() + urls.overview(view.language.code),
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": _frame(wanted, width, height),
    }
    if thumbnail := fitting_thumbnail(view, max_width, max_height, origin()):
        content |= {
            "thumbnail_url": thumbnail.address,
            "thumbnail_width": thumbnail.width_px,
            "thumbnail_height": thumbnail.height_px,
        }
    return content


def _frame(wanted: _Asked, width_px: int, height_px: int) -> str:
    """The frame, with what stands in its place where there are no frames."""
    view, words = wanted.view, wanted.view.language
    page = quoteattr(origin() + urls.chart(words, view.chart, view.state))
    source = quoteattr(origin() + urls.embed(words, view.chart, view.state, **wanted.options))
    title = escape(view.title)
    return (
        f'<iframe src={source} title={quoteattr(view.title)} width="{width_px}" height="{height_px}" loading="lazy" '
        f'style="border:0" allow="fullscreen; clipboard-write"><a href={page}>{title}</a></iframe>'
    )


def _wanted(url: str) -> _Asked:
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address
        parts = urlsplit("")
    match = _PATH.match(parts.path)
    if match is None or parts.scheme not in ("http", "https") or parts.netloc.lower() != urlsplit(origin()).netloc:
        raise NotFound(url, [f"{origin()}{urls.overview('en')}{part}/…" for part in ("charts", "embed")])
    given = {name: value for name, value in parse_qsl(parts.query) if value}
    options = {name: given[name] for name in _CARRIED if name in given} if match[2] == "embed" else {}
    code = given.get("lang", match[1]) if match[2] == "embed" else match[1]
    words = next((language_with_digits(offer, given) for offer in available_languages() if offer == code), None)
    if words is None:
        raise NotFound(url, [f"{origin()}{urls.overview(offer)}charts/…" for offer in available_languages()])
    for name, value in options.items():
        if not re.fullmatch(r"[a-z0-9]+", value):
            raise InvalidParameter(name, value)
    data = data_version(options.get("v"))
    chart = data.catalogue.chart(match[3])
    shown = embed_options({**options, "data": "frozen" if "v" in options else "live"})
    return _Asked(data, data.view(chart, chart.state(given), words), options, shown)


def _size(query: dict[str, str], name: str) -> int:
    value = query.get(name) or str(_MAX_PX)
    if not value.isascii() or not value.isdecimal() or int(value) < _MIN_PX:
        raise InvalidParameter(name, value, [f"{_MIN_PX} – {_MAX_PX}"])
    return min(int(value), _MAX_PX)
