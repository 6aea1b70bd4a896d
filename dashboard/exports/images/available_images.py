"""Pictures of a chart that can be had without the renderer, for readers who asked for one that cannot be made now."""

from __future__ import annotations

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.exports.images.image_options import FORMATS
from dashboard.exports.images.jobs import as_png
from dashboard.exports.images.layout import ImageLayout, compose, layout_image
from dashboard.exports.images.presets import DEFAULT, PRESETS
from dashboard.i18n.languages import Language
from dashboard.pages.download_section import PRESET_WORDS
from dashboard.releases.data_version import DataVersion, prefix_ids
from dashboard.web.request import origin


def available_images(data: DataVersion, chart: Chart, state: State, language: Language) -> dict[str, str]:
    """Address → what the picture is called: those in the state asked for, else those of the chart as it is first shown."""
    for shown in dict.fromkeys((state, chart.state({}))):
        if found := _in_state(data, chart, shown, language):
            return found
    return {}


def _in_state(data: DataVersion, chart: Chart, state: State, language: Language) -> dict[str, str]:
    found = {}
    for name, preset in PRESETS.items():
        plan = layout_image(data, chart, state, language, preset, origin())
        drawing = plan.drawing.read()
        if drawing is None:
            continue
        options = {} if name == DEFAULT else {"preset": name}
        for form in ("png", "svg") if name == DEFAULT and _has_png(data, plan, drawing) else ("svg",):
            label = f"{language.gettext(PRESET_WORDS[name])} ({FORMATS[form]})"
            found[urls.chart(language, chart, state, form, **options)] = label
    return found


def _has_png(data: DataVersion, plan: ImageLayout, drawing: bytes) -> bool:
    composed = compose(plan, prefix_ids(drawing, "c"), "light")
    return data.cache.get(as_png(plan, composed, 1).name) is not None
