"""Where each value of a chart stands on its drawing, worked out from the figure that it is drawn from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dashboard.chart_types.bidi import without_direction
from dashboard.chart_types.world_map import shapes

#: A box in the drawing's own pixels (left, top, width, height), or the number of an area among those of a map.
PointBox = list[int] | int
#: A mark is never smaller than this, so that a bar of no height can be seen to be marked.
MIN_SIZE_PX = 10


def point_boxes(figure: dict[str, Any], labels: Sequence[str]) -> list[PointBox | None]:
    """Finds the place of each value.

    Args:
        figure: Plotly's JSON.
        labels: the hover words of each value, by which it is found in the figure.

    Returns:
        As many places as words; None where a value is not drawn.
    """
    found: dict[str, list[PointBox]] = {}
    for text, place in _drawn(figure):
        found.setdefault(without_direction(text), []).append(place)
    result: list[PointBox | None] = []
    for text in labels:
        known = found.get(text, [])
        result.append(known.pop(0) if len(known) > 1 else (known[0] if known else None))
    return result


def _drawn(figure: dict[str, Any]) -> Iterator[tuple[str, PointBox]]:
    traces = figure["data"]
    if any(trace["type"] == "choropleth" for trace in traces):
        yield from _on_map(traces)
        return
    heights: dict[float, float] = {}
    for trace in traces:
        hover = trace.get("hovertext")
        if trace.get("hoverinfo") == "skip" or not hover:
            continue
        boxes = _bars(figure, trace, heights) if trace["type"] == "bar" else _dots(figure, trace)
        yield from zip(hover, boxes, strict=True)


def _on_map(traces: list[dict[str, Any]]) -> Iterator[tuple[str, PointBox]]:
    """Areas and dots in the order they are drawn; a small state's dot comes before its area, which nobody can see."""
    number = 0
    areas: list[tuple[str, PointBox]] = []
    dot_plot: list[tuple[str, PointBox]] = []
    for trace in traces:
        is_area = trace["type"] == "choropleth"
        keys = [key for key in trace["locations"] if key in shapes()] if is_area else trace["lon"]
        texts = dict(zip(trace["locations"], trace.get("hovertext") or [], strict=False)) if is_area else {}
        for index, key in enumerate(keys):
            text = texts.get(key, "") if is_area else trace["hovertext"][index]
            (areas if is_area else dot_plot).append((text, number))
            number += 1
    pointed = {text for text, _ in dot_plot}
    yield from (entry for entry in [*areas, *dot_plot] if entry[0] and (entry not in areas or entry[0] not in pointed))


def _bars(figure: dict[str, Any], trace: dict[str, Any], heights: dict[float, float]) -> Iterator[PointBox]:
    """Boxes of bars; ``heights`` keeps what stands below the next series of a stack."""
    lying, stacked = trace.get("orientation") == "h", figure["layout"].get("barmode") == "stack"
    bases = trace.get("base") or [0.0] * len(trace["x"])
    for x, y, width, base in zip(trace["x"], trace["y"], trace["width"], bases, strict=True):
        if lying:
            yield _box(figure, (base, base + x), (y - width / 2, y + width / 2))
            continue
        low = heights.get(x, 0.0) if stacked else base
        heights[x] = low + y
        yield _box(figure, (x - width / 2, x + width / 2), (low, low + y))


def _dots(figure: dict[str, Any], trace: dict[str, Any]) -> Iterator[PointBox]:
    """Boxes around dots; a list of numbers has unseen ones in the middle of each cell, of which the whole is the box."""
    marker = trace.get("marker") or {}
    if marker.get("color") == "rgba(0,0,0,0)":
        half_x, half_y = min(trace["x"]), min(trace["y"])
        for x, y in zip(trace["x"], trace["y"], strict=True):
            yield _box(figure, (x - half_x, x + half_x), (y - half_y, y + half_y))
        return
    size = float(marker.get("size", 6)) + 8
    for x, y in zip(trace["x"], trace["y"], strict=True):
        yield _box(figure, (x, x), (y, y), at_least=size)


def _box(
    figure: dict[str, Any], x: tuple[float, float], y: tuple[float, float], at_least: float = MIN_SIZE_PX
) -> list[int]:
    layout = figure["layout"]
    margin = layout["margin"]
    across = layout["width"] - margin["l"] - margin["r"]
    down = layout["height"] - margin["t"] - margin["b"]
    left, width = _extent([margin["l"] + _axis_fraction(layout["xaxis"], value) * across for value in x], at_least)
    top, height = _extent([margin["t"] + (1 - _axis_fraction(layout["yaxis"], value)) * down for value in y], at_least)
    return [left, top, width, height]


def _axis_fraction(axis: dict[str, Any], value: float) -> float:
    first, last = axis["range"]
    at = math.log10(value) if axis.get("type") == "log" else value
    return float((at - first) / (last - first))


def _extent(ends: Iterable[float], at_least: float) -> tuple[int, int]:
    low, high = sorted(ends)
    size = max(high - low, at_least)
    return round((low + high - size) / 2), round(size)
