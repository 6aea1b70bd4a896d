"""The small picture that an answer to other sites names, with its size."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard import addresses
from dashboard.charts.view import ChartView
from dashboard.desk import Desk
from dashboard.drawing.picture import plan_picture
from dashboard.drawing.presets import DEFAULT, PRESETS
from dashboard.routes.pictures import THUMBNAILS_PX
from dashboard.routes.request import origin


@dataclass(frozen=True)
class Thumbnail:
    """A small picture and its size in pixels."""

    address: str
    width_px: int
    height_px: int


def fitting_thumbnail(desk: Desk, view: ChartView, most_width_px: int, most_height_px: int) -> Thumbnail | None:
    """The largest small picture that fits, or None where none does."""
    plan = plan_picture(desk, view.chart, view.state, view.language, PRESETS[DEFAULT], origin())
    for across in sorted(THUMBNAILS_PX, reverse=True):
        high = math.floor(plan.height_px * across / plan.preset.width_px + 0.5)
        if across <= most_width_px and high <= most_height_px:
            options = {"across": str(across)} if across != THUMBNAILS_PX[0] else {}
            path = addresses.chart(view.language, view.chart, view.state, "thumbnail.png", **options)
            return Thumbnail(origin() + path, across, high)
    return None
