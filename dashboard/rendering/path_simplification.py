"""Makes the outlines of a drawn map small: points that a screen cannot tell apart go."""

from __future__ import annotations

import re
from xml.etree import ElementTree

#: Two points nearer than this are one: on the outline of a large shape, and of a small one.
NEAR_PX, NEAR_ON_SMALL_PX = 1.9, 0.7
#: Characters of a large shape's outline, as Plotly writes it.
LARGE = 400
_PATH = "{http://www.w3.org/2000/svg}path"
_SUBPATH = re.compile(r"M([^MZ]+)Z?")
_POLYGONS = re.compile(r"(M[-\d.,eL]+Z)+")


def simplify_paths(root: ElementTree.Element) -> None:
    """Rewrites every outline with fewer points and relative steps; islands of no size go, but never a whole shape."""
    for path in root.iter(_PATH):
        outline = path.get("d", "")
        if _POLYGONS.fullmatch(outline):
            path.set("d", simplify(outline, NEAR_PX if len(outline) > LARGE else NEAR_ON_SMALL_PX))


def simplify(outline: str, near_px: float) -> str:
    """Gives an outline without points that are nearer to the one before.

    Args:
        outline: of closed polygons: ``M1,2L3,4L5,6ZM…``.
        near_px: than this.
    """
    polygons = [_points(match[1]) for match in _SUBPATH.finditer(outline)]
    thinned = [_simplify(points, near_px) for points in polygons]
    kept = [points for points in thinned if len(points) > 2] or [max(polygons, key=len)]
    return "".join(_write(points) for points in kept)


def _points(text: str) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in text.split("L"))
    return [(float(x), float(y)) for x, y in pairs]


def _simplify(points: list[tuple[float, float]], near_px: float) -> list[tuple[float, float]]:
    kept = [points[0]]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= near_px:
            kept.append((x, y))
    return kept


def _write(points: list[tuple[float, float]]) -> str:
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    x, y = tenths[0]
    parts = [f"M{x / 10:g},{y / 10:g}l"]
    for to_x, to_y in tenths[1:]:
        parts.append(f"{(to_x - x) / 10:g},{(to_y - y) / 10:g} ")
        x, y = to_x, to_y
    return "".join(parts).rstrip() + "Z"
