"""One category or series of a chart in colour, the others in grey: what can be set off, and what the chart then says."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.catalogue import EMPHASISE
from dashboard.charts.view import ChartView
from dashboard.errors import InvalidParameter


def emphasis_choices(view: ChartView) -> dict[str, str]:
    """What can be set off: each category and series that has marks of its own beside others, with its name."""
    found: dict[str, str] = {}
    for key in view.info.marks:
        names = {getattr(row, key): row.label if key == "category" else row.series_label for row in view.rows}
        names.pop(view.chart.definition.beside or "", None)  # what values are a part of stays grey
        if len(names) > 1:
            found = {**{name: label for name, label in names.items() if name and label}, **found}
    return found


def with_emphasis(view: ChartView, key: str) -> ChartView:
    """The view with a category or series set off.

    The finding may be of something else, so the title names what is set off, with its value where there is one that a
    document prints and nothing casts doubt on.

    Raises:
        InvalidParameter: the chart has none of that key.
    """
    choices, language = emphasis_choices(view), view.language
    if key not in choices:
        raise InvalidParameter(EMPHASISE, key, choices)
    changed = replace(view, state=(*view.state, (EMPHASISE, key)), emphasis=key)
    rows, title = changed.emphasised, choices[key]
    if len(rows) == 1 and rows[0].basis == "printed" and not rows[0].marks:
        value = rows[0].words(language)
        title = language.gettext("{name}: {value}", name=title, value=value)
    return replace(changed, title=title)
