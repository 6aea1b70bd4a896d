"""What the renderer takes: from whom, and how large."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

MAX_REQUEST_BYTES = 4_000_000
#: Pixels of one file; a larger one would keep the renderer from others for seconds.
MAX_PIXELS = 24_000_000
#: Each side of a drawing or picture; the widest free size at three times its scale is 7,200.
MAX_SIDE_PX = 10_000
#: Each side of a page of PDF, as of the format itself (ISO 32000-1, annex C): 200 inches.
MAX_SIDE_MM = 5_080
#: Ends of names that no public domain has; those without a dot have none either.
_PRIVATE = (".local", ".internal", ".localhost", ".svc", ".test")
_ROOT = re.compile(r"\s*(?:<\?xml[^>]*\?>)?\s*<svg\b[^>]*>")
_SIDE = re.compile(r'\s(width|height)="(\d+(?:\.\d+)?)(?:px)?"')


class OverLimit(Exception):
    """What is asked for is larger than the renderer makes."""


def is_private(host: str) -> bool:
    """Whether a ``Host`` is an address or a name of a private network.

    A page whose own public name is made to point at this machine cannot reach the renderer (DNS rebinding).
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return bool(name) and ("." not in name or name.endswith(_PRIVATE))
    return True


def check_figure(figure: dict[str, Any]) -> None:
    """Refuses figures that are too large.

    Raises:
        OverLimit: a side is missing or longer than `MAX_SIDE_PX`, or the drawing has more than `MAX_PIXELS`.
    """
    layout = figure.get("layout") or {}
    sides: list[Any] = [layout.get(side) for side in ("width", "height")]
    _check_sides("a drawing", sides, MAX_SIDE_PX, "px")
    _check_pixels(sides[0] * sides[1])


def check_picture(form: str, query: dict[str, Any]) -> float:
    """Refuses pictures that are too large.

    Args:
        form: ``png`` or ``pdf``.
        query: from `ImageJob.as_json`.

    Returns:
        How many pixels the file has; none where it is a PDF.

    Raises:
        OverLimit: it has more than `MAX_PIXELS`, or says no size.
    """
    if form == "pdf":
        _check_sides("a page", [query.get("width_mm"), query.get("height_mm")], MAX_SIDE_MM, "mm")
        return 0
    root = _ROOT.match(query["svg"])
    found = dict(_SIDE.findall(root[0])) if root else {}
    scale = query.get("scale", 1)
    sides = [float(found[side]) * scale if side in found else None for side in ("width", "height")]
    _check_sides("a picture", sides, MAX_SIDE_PX, "px")
    pixels = float(sides[0] or 0) * float(sides[1] or 0)
    _check_pixels(pixels)
    return pixels


def _check_sides(what: str, sides: list[Any], most: int, unit: str) -> None:
    if not all(isinstance(side, (int, float)) and 0 < side <= most for side in sides):
        raise OverLimit(
            f"{what} of {sides[0]} × {sides[1]} {unit} is not made: each side is above 0 and at most {most}"
        )


def _check_pixels(pixels: float) -> None:
    if pixels > MAX_PIXELS:
        raise OverLimit(f"{pixels:.0f} pixels are not made: the most are {MAX_PIXELS}")
