"""Makes Plotly's SVG small, stable and ours: tokens for colours, no style attributes, a tooltip on every point.

Style attributes would be refused by the site's content security policy; presentation attributes are not. Colours
become ``var(--token)``, which a page resolves by its theme and a picture by `dashboard.design.theming`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from dashboard.chart_types.bidi import without_direction
from dashboard.design.style import LIGHT
from dashboard.rendering.path_simplification import simplify_paths

SVG = "http://www.w3.org/2000/svg"
ID_PREFIX = "ID-"
_DEFAULTS = {
    "opacity": "1", "fill-opacity": "1", "stroke-opacity": "1", "white-space": "pre", "vector-effect": "none",
    "stroke-miterlimit": "2", "font-variant": "normal", "font-style": "normal", "font-weight": "normal",
    "text-decoration": "none", "pointer-events": "none",
}  # fmt: skip
_KEPT = {
    "x", "y", "dx", "dy", "width", "height", "d", "transform", "points", "cx", "cy", "r", "rx", "ry", "x1", "x2",
    "y1", "y2", "text-anchor", "viewBox", "id", "patternUnits", "patternTransform", "fill", "stroke", "stroke-width",
    "opacity", "fill-opacity", "stroke-opacity", "font-size", "font-weight", "font-style", "stroke-dasharray",
    "clip-path", "data-point", "data-line",
}  # fmt: skip
_TOKENS = {tuple(int(value[i : i + 2], 16) for i in (1, 3, 5)): name for name, value in LIGHT.items()}
#: Where Plotly draws the traces of each type.
_LAYERS = {"bar": ("bar",), "scatter": ("scatter", "scattergeo"), "choropleth": ("choropleth",)}
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def optimize_svg(svg: str, figure: dict[str, Any], text_px: int) -> str:
    """Rewrites a drawn chart.

    Args:
        svg: what Plotly drew.
        figure: the figure's JSON; its hover words become the points' ``<title>``.
        text_px: the size of text that need not be written on each label.

    Returns:
        An ``<svg>`` without size, to be laid out by its ``viewBox``; ids begin with ``ID-`` for the caller to replace.
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    _add_tooltips(root, figure)
    in_map = any(element.get("class") == "geolayer" and len(element) for element in root.iter(f"{{{SVG}}}g"))
    for element in list(root.iter()):
        _rewrite(element, text_px, keep_clips=in_map)
    if in_map:
        simplify_paths(root)
    _remove_empty(root)
    _stable_ids(root)
    width, height = root.attrib.pop("width"), root.attrib.pop("height")
    root.set("viewBox", f"0 0 {width} {height}")
    background = root.find(f"{{{SVG}}}rect")
    if background is not None and background.get("width") == width:
        root.remove(background)
    text = ElementTree.tostring(root, encoding="unicode")
    return re.sub(r">\s+<", "><", text)


def _add_tooltips(root: ElementTree.Element, figure: dict[str, Any]) -> None:
    """Gives each drawn point the words for readers without scripts, and the number of its value; a line that of its end."""
    for layer, types in _LAYERS.items():
        traces = [trace for trace in figure["data"] if trace.get("type", "scatter") in types]
        drawn = [g for g in _descendants(root, f"{layer}layer") for g in g if "trace" in (g.get("class") or "")]
        for group, trace in zip(drawn, traces, strict=False):
            numbers = trace.get("customdata") or []
            for point, text, number in zip(_points(group), trace.get("hovertext") or [], numbers, strict=False):
                title = ElementTree.SubElement(point, f"{{{SVG}}}title")
                title.text = re.sub("<br>", "\n", re.sub("</?b>", "", without_direction(text)))
                point.set("data-point", str(number))
            for line in group.iter(f"{{{SVG}}}path"):
                if "js-line" in (line.get("class") or "") and numbers:
                    line.set("data-line", str(numbers[-1]))


def _descendants(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (element for element in root.iter(f"{{{SVG}}}g") if name in (element.get("class") or "").split())


def _points(group: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return (e for e in group.iter() if {"point", "choroplethlocation"} & set((e.get("class") or "").split()))


def _rewrite(element: ElementTree.Element, text_px: int, *, keep_clips: bool) -> None:
    _styles_to_attributes(element)
    for name, value in list(element.attrib.items()):
        if name not in _KEPT or _DEFAULTS.get(name) == value or (name == "clip-path" and not keep_clips):
            del element.attrib[name]
        elif name in ("fill", "stroke"):
            element.set(name, _token(value))
        elif name in ("font-size", "stroke-width"):
            element.set(name, value.removesuffix("px"))
    if element.get("font-weight") in ("bold", "700"):
        element.set("font-weight", "600")
    if element.get("font-size") == str(text_px):
        del element.attrib["font-size"]
    if element.get("stroke-width") == "0":
        for name in ("stroke", "stroke-width"):
            element.attrib.pop(name, None)
    _round(element)


def _styles_to_attributes(element: ElementTree.Element) -> None:
    """Writes each style as an attribute of its own."""
    styles = dict(part.split(":", 1) for part in element.attrib.pop("style", "").split(";") if ":" in part)
    for name, value in styles.items():
        element.set(name.strip(), value.strip().replace("'", "").replace('"', ""))


def _round(element: ElementTree.Element) -> None:
    for name in (
        "x",
        "y",
        "d",
        "transform",
        "width",
        "height",
        "points",
        "cx",
        "cy",
        "r",
        "patternTransform",
    ):
        if name in element.attrib:
            places = 2 if name == "transform" and "scale" in element.attrib[name] else 1
            element.set(name, _rounded(element.attrib[name], places))


def _rounded(text: str, places: int) -> str:
    return _NUMBER.sub(lambda match: f"{round(float(match[0]), places):g}", text)


def _token(value: str) -> str:
    if value.startswith("url("):
        return value
    match = re.fullmatch(r"rgba?\((\d+), (\d+), (\d+)(?:, [\d.]+)?\)", value)
    if match is None:
        return value
    rgb = tuple(int(part) for part in match.groups())
    return f"var(--{_TOKENS[rgb]})" if rgb in _TOKENS else f"#{bytes(rgb).hex()}"


def _remove_empty(root: ElementTree.Element) -> None:
    """Drops what draws nothing: empty groups, invisible boxes, paths without a way."""
    changed = True
    while changed:
        changed = False
        for parent in list(root.iter()):
            for child in list(parent):
                if _draws_nothing(child):
                    parent.remove(child)
                    changed = True


def _draws_nothing(element: ElementTree.Element) -> bool:
    kind = element.tag.removeprefix(f"{{{SVG}}}")
    if kind in ("g", "defs"):
        return len(element) == 0
    if kind == "clipPath":
        return not element.get("id") or len(element) == 0
    if kind == "path":
        return element.get("d") in (None, "M0,0", "M0,0Z", "")
    if kind == "rect":
        invisible = element.get("fill-opacity") == "0" and element.get("stroke-opacity", "0") == "0"
        return invisible or element.get("width") == "0"
    return False


def _stable_ids(root: ElementTree.Element) -> None:
    """Plotly's ids are random; ours count up, so that the same figure gives the same bytes."""
    used = {
        match[1]
        for element in root.iter()
        for name in ("fill", "stroke", "clip-path")
        if (match := re.match(r"url\(#([^)]+)\)", element.get(name, "")))
    }
    numbers: dict[str, str] = {}
    for element in root.iter():
        identifier = element.get("id")
        if identifier is None:
            continue
        if identifier in used:
            numbers[identifier] = f"{ID_PREFIX}{len(numbers)}"
            element.set("id", numbers[identifier])
        else:
            del element.attrib["id"]
    for element in root.iter():
        for name in ("fill", "stroke", "clip-path"):
            if match := re.match(r"url\(#([^)]+)\)", element.get(name, "")):
                element.set(name, f"url(#{numbers.get(match[1], match[1])})")
    _remove_unused_definitions(root, set(numbers.values()))


def _remove_unused_definitions(root: ElementTree.Element, kept: set[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            kind = child.tag.removeprefix(f"{{{SVG}}}")
            if kind in ("clipPath", "pattern") and child.get("id") not in kept:
                parent.remove(child)
    _remove_empty(root)
