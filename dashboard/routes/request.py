"""What a request asks for, read safely."""

from __future__ import annotations

import os
import unicodedata

from flask import current_app, request

from dashboard.desk import Desk
from dashboard.languages import Code, offered

LONGEST_VALUE = 200


def site_desk(version: str | None = None) -> Desk:
    """The data version that is served now, or one that an address froze.

    Raises:
        BadState: the version is not kept.
    """
    desk: Desk = current_app.extensions["desk"](version)
    return desk


def origin() -> str:
    """Scheme and host of absolute addresses; ``SITE_ORIGIN`` fixes them behind a proxy."""
    return os.environ.get("SITE_ORIGIN", "").rstrip("/") or request.host_url.rstrip("/")


def preferred_language() -> Code:
    """The first offered language that the browser asks for, whatever its region; English where it asks for none."""
    for tag, quality in request.accept_languages:
        code = tag.split("-")[0].lower()
        if quality > 0 and code in offered():
            return code
    return "en"


def asked() -> dict[str, str]:
    """The query string: the last value of each name, without control characters, cut to a sane length."""
    return {_clean(name): _clean(values[-1]) for name, values in request.args.lists() if name}


def _clean(text: str) -> str:
    kept = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Cf"))
    return kept[:LONGEST_VALUE]
