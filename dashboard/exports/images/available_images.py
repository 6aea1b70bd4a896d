"""Pictures of a chart that can be had without the renderer, for readers who asked for one that cannot be made now."""

from __future__ import annotations

from dataclasses import replace

from dashboard import urls
from dashboard.exports.images.image_options import FORMATS
from dashboard.exports.images.layout import layout_image
from dashboard.exports.images.presets import DEFAULT, PRESET_LABELS, PRESETS
from dashboard.exports.registry import ExportRequest


def available_images(request: ExportRequest) -> dict[str, str]:
    """Address → what the picture is called: those in the state asked for, else those of the chart as it is first shown."""
    for state in dict.fromkeys((request.state, request.chart.state({}))):
        if found := _in_state(replace(request, state=state)):
            return found
    return {}


def _in_state(request: ExportRequest) -> dict[str, str]:
    data, chart, state, language = request.data, request.chart, request.state, request.language
    found = {}
    for name, preset in PRESETS.items():
        plan = layout_image(data, chart, state, language, preset, request.origin)
        if plan.drawing.read() is None:
            continue
        options = {} if name == DEFAULT else {"preset": name}
        for form in ("png", "svg"):
            label = f"{language.gettext(PRESET_LABELS[name])} ({FORMATS[form]})"
            found[urls.chart(language, chart, state, form, **options)] = label
    return found
