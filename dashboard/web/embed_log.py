"""A log line for each embed that a site shows: the site's host and the chart, nothing about who looks at it."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

log = logging.getLogger("figures")
#: Stands for a host that does not say who it is.
UNNAMED = "(not named)"
_FRAMES = ("iframe", "frame", "embed", "object")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:.]{2,45}")


def framing_host(headers: Mapping[str, str], own_host: str) -> str | None:
    """The host of the page around a frame, or None where there is no frame or it is the site's own.

    Args:
        headers: of the request; only the host of ``Referer`` is read, and whether a frame asks.
        own_host: of the site, without its port.
    """
    destination = headers.get("Sec-Fetch-Dest")
    if destination is not None and destination not in _FRAMES:
        return None
    referer = headers.get("Referer", "")
    if not referer:
        return UNNAMED if destination else None
    try:
        host = urlsplit(referer).hostname or ""
    except ValueError:
        host = ""
    if host == own_host:
        return None
    return host if _HOST.fullmatch(host) else UNNAMED


def log_embed(headers: Mapping[str, str], own_host: str, chart_id: str) -> None:
    """Writes the line; ``docs/deployment.md`` has the query that counts them."""
    host = framing_host(headers, own_host)
    if host:
        log.info("%s shows %s", host, chart_id, extra={"event": "embed", "host": host, "chart": chart_id})
