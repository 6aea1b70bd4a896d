"""Which drawings a site is to have before anybody asks: every chart in every state, language and width, and its picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.charts.catalogue import Chart, State
from dashboard.design.style import CARD, DESKTOP, HERO, PHONE, Layout
from dashboard.exports.images.presets import DEFAULT
from dashboard.i18n.languages import Code, available_languages, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.releases.manifest import drawing_name


def chart_states(data: DataVersion, codes: Iterable[Code]) -> Iterator[tuple[Code, Chart, State]]:
    """Every chart in every state and language."""
    for code in codes:
        for chart in data.catalogue:
            for state in chart.states():
                yield code, chart, state


def layouts_of(chart: Chart, state: State) -> Iterator[Layout]:
    """Those of pages; of what a topic opens with also those of the overview."""
    yield from (PHONE, DESKTOP)
    of_map = chart.definition.type == "world_map"
    if state == chart.state({}) and (of_map or chart.definition.panel == "lead"):
        yield from (CARD, HERO) if of_map else (CARD,)


def presets_of(chart: Chart, state: State, presets: Iterable[str]) -> Iterable[str]:
    """The default for every state, what is asked for besides only for the first that is shown."""
    return dict.fromkeys((DEFAULT, *(presets if state == chart.state({}) else ())))


def required_names(data: DataVersion, codes: Iterable[Code], presets: Iterable[str]) -> Iterator[str]:
    """The names in the manifest of all that is to be drawn ahead.

    Args:
        data: the data.
        codes: languages.
        presets: besides the default, of each chart as it is first shown.
    """
    for code, chart, state in chart_states(data, codes):
        for variant in (*(layout.name for layout in layouts_of(chart, state)), *presets_of(chart, state, presets)):
            yield drawing_name(chart, state, get_language(code), variant)


def is_prerendered(data: DataVersion) -> bool:
    """Whether `prerender_drawings` has made all that it would make."""
    return not undrawn_charts(data)


def undrawn_charts(data: DataVersion) -> list[str]:
    """The ids of the charts that lack a drawing: new ones, and those whose file, query or type is broken."""
    names = required_names(data, available_languages(), ())
    return list(dict.fromkeys(name.split()[0] for name in names if name not in data.manifest.drawings))
