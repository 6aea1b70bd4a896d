"""Pictures of a chart that can be had without the renderer, for readers who asked for one that cannot be made now."""

from __future__ import annotations

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.exports.images.image_options import FORMATS
from dashboard.exports.images.jobs import as_png
from dashboard.exports.images.layout import PicturePlan, compose, plan_picture
from dashboard.exports.images.presets import DEFAULT, PRESETS
from dashboard.i18n.languages import Language
from dashboard.pages.download_section import PRESET_WORDS
from dashboard.releases.data_version import Desk, unique_ids
from dashboard.web.request import origin


def at_hand(desk: Desk, chart: Chart, state: State, words: Language) -> dict[str, str]:
    """Address → what the picture is called: those in the state asked for, else those of the chart as it is first shown."""
    for shown in dict.fromkeys((state, chart.state({}))):
        if found := _in_state(desk, chart, shown, words):
            return found
    return {}


def _in_state(desk: Desk, chart: Chart, state: State, words: Language) -> dict[str, str]:
    found = {}
    for name, preset in PRESETS.items():
        plan = plan_picture(desk, chart, state, words, preset, origin())
        drawing = plan.drawing.made()
        if drawing is None:
            continue
        options = {} if name == DEFAULT else {"preset": name}
        for form in ("png", "svg") if name == DEFAULT and _has_png(desk, plan, drawing) else ("svg",):
            label = f"{words.words(PRESET_WORDS[name])} ({FORMATS[form]})"
            found[urls.chart(words, chart, state, form, **options)] = label
    return found


def _has_png(desk: Desk, plan: PicturePlan, drawing: bytes) -> bool:
    composed = compose(plan, unique_ids(drawing, "c"), "light")
    return desk.shelf.get(as_png(plan, composed, 1).name) is not None
