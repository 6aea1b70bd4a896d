"""The picture that other sites show of a page that a chart stands for."""

from __future__ import annotations

from typing import Any

from dashboard import urls
from dashboard.charts.catalogue import Chart
from dashboard.charts.description import alt_text
from dashboard.components.context import PageContext
from dashboard.exports.images.presets import DEFAULT, PRESETS

#: Its width, one of those that small pictures have: where it is shown at a quarter of it, its title can be read.
PREVIEW_PX = 1200


def chart_preview(context: PageContext, chart: Chart) -> dict[str, Any]:
    """What a page says of its picture: address, description and size of the chart in the state of the page.

    Raises:
        InvalidParameter: a control does not offer what is asked for.
    """
    state, preset = chart.state(context.query), PRESETS[DEFAULT]
    return {
        "image": urls.chart(context.language, chart, state, "thumbnail.png", across=str(PREVIEW_PX)),
        "image_alt": alt_text(context.data.view(chart, state, context.language)),
        "image_size": (PREVIEW_PX, round(PREVIEW_PX * preset.height_px / preset.width_px)),
    }
