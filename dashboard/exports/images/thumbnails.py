"""The small picture that an answer to other sites names, with its size."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.exports.images.image_exports import THUMBNAILS_PX
from dashboard.exports.images.presets import DEFAULT, PRESETS


@dataclass(frozen=True)
class Thumbnail:
    """A small picture and its size in pixels."""

    address: str
    width_px: int
    height_px: int


def fitting_thumbnail(view: ChartView, max_width_px: int, max_height_px: int, origin: str) -> Thumbnail | None:
    """The largest small picture that fits, or None where none does."""
    preset = PRESETS[DEFAULT]
    for across in sorted(THUMBNAILS_PX, reverse=True):
        high = math.floor(preset.height_px * across / preset.width_px + 0.5)
        if across <= max_width_px and high <= max_height_px:
            options = {"across": str(across)} if across != THUMBNAILS_PX[0] else {}
            path = urls.chart(view.language, view.chart, view.state, "thumbnail.png", **options)
            return Thumbnail(origin + path, across, high)
    return None
