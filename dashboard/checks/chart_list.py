"""Which charts there are, which figures each shows, and which charts show a figure."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from dashboard.charts.catalogue import Chart
from dashboard.charts.facts import near_figures
from dashboard.errors import ChartFileError, SiteError, first_names, near_names
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion


def chart_list(data: DataVersion, names: Sequence[str]) -> Iterator[str]:
    """Lines that tell of every chart its file, its type and its controls; or of what is asked for.

    Args:
        data: the data version.
        names: ids of charts, whose figures are told too, or of figures, of which the charts are told that show them.

    Raises:
        SiteError: there is neither a chart nor a figure of such a name.
    """
    charts = {chart.id: chart for chart in data.catalogue}
    if not names:
        yield from map(_told, charts.values())
    for name in names:
        if name in charts:
            yield _told(charts[name])
            yield from (f"  {figure}" for figure in figures_of(data, charts[name]))
        elif data.store.rows("SELECT 1 FROM figures WHERE figure_id = $id", {"id": name}):
            found = [_told(chart) for chart in charts.values() if name in figures_of(data, chart)]
            yield from found or [f"no chart shows {name}"]
        else:
            near = f" {near_names(name, charts)}".rstrip() or near_figures(name, data.store)
            raise SiteError(f"there is no chart and no figure {name!r}.{near}")


def figures_of(data: DataVersion, chart: Chart) -> list[str]:
    """The figures that a chart shows in any state, or that its words name."""
    definition = chart.definition
    named = [fact.figure for fact in definition.facts.values() if fact.figure]
    found = dict.fromkeys([*named, *definition.totals.values()])
    for state in chart.states():
        with contextlib.suppress(ChartFileError):  # `check` tells it
            found |= dict.fromkeys(
                row.figure_id for row in data.view(chart, state, get_language("en")).rows if row.figure_id
            )
    return sorted(found)


def _told(chart: Chart) -> str:
    controls = (f"{name}: {first_names(list(each.options))}" for name, each in chart.definition.controls.items())
    return "; ".join([f"{chart.file}  {chart.definition.type}", *controls])
