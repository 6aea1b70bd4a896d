"""The choices a reader has in a chart, as links that work without scripts and hold the state in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dash import html

from dashboard.chart_types.emphasis import emphasis_choices
from dashboard.charts.catalogue import EMPHASISE, Chart, without_emphasis
from dashboard.charts.view import ChartView
from dashboard.components.context import PageContext


def controls(context: PageContext, view: ChartView, *, filters: bool = False) -> Any:
    """Lays the choices out; nothing where there are none.

    Args:
        context: the request.
        view: the chart in its state.
        filters: those that filter stand there too, folded; a page has a place of its own for them.
    """
    groups = []
    for name, control in view.chart.definition.controls.items():
        if not control.several:
            groups.append(_choice(context, view, name))
        elif filters and control.options:
            groups.append(_filter(context, view, name))
    if view.emphasis:
        others = {name: value for name, value in context.query.items() if name != EMPHASISE}
        groups.append(_link(context, view, others, EMPHASISE, "", context.gettext("Everything in colour")))
    return html.Div(groups, className="controls") if groups else None


def _choice(context: PageContext, view: ChartView, name: str) -> Any:
    """One of the options of a control."""
    control, links = view.chart.definition.controls[name], []
    for option in control.options:
        others = {**context.query, **dict(view.state), name: option}
        if view.emphasis and not _can_emphasise(context, view, others):
            del others[EMPHASISE]
        words, current = control.words(option, view.language), dict(view.state)[name] == option
        links.append(_link(context, view, others, name, option, words, current=current))
    label_id = f"control-{view.chart.id}-{name}"
    label = html.Span(context.gettext(control.label), id=label_id, className="control-label")
    return html.Div([label, *links], role="group", className="control", **{"aria-labelledby": label_id})


def _filter(context: PageContext, view: ChartView, name: str) -> Any:
    """The options of a filter behind its name and what is chosen; each link adds its option or takes it away."""
    control, chosen = view.chart.definition.controls[name], dict(view.state)[name].split()
    state, links = {**context.query, **dict(view.state)}, []
    state.pop(EMPHASISE, None)  # what is set off may not be there in another selection
    for option in control.options:
        kept = [each for each in control.options if (each in chosen) != (each == option)]
        value = (option if option in kept else "") if control.first else " ".join(kept)
        others = {**state, name: value or control.default}
        words = control.words(option, view.language)
        links.append(_link(context, view, others, name, option, words, current=option in chosen))
    return html.Details([html.Summary(view.filter_words(name)), *links], className="filter")


def _link(
    context: PageContext,
    view: ChartView,
    state: dict[str, str],
    name: str,
    option: str,
    words: str,
    *,
    current: bool = False,
) -> Any:
    """Leads to the chart in a state."""
    query = _query(state, view.chart)
    return html.A(
        words,
        href=f"{context.path}{'?' + query if query else ''}#chart-{view.chart.id}",
        className="option",
        target="_self",
        **{"aria-current": "true" if current else None, "data-control": name, "data-option": option},
    )


def _can_emphasise(context: PageContext, view: ChartView, query: dict[str, str]) -> bool:
    """Whether the chart has what is set off in another state too."""
    state = without_emphasis(view.chart.state(query))
    return view.emphasis in emphasis_choices(context.data.view(view.chart, state, view.language))


def _query(query: dict[str, str], chart: Chart) -> str:
    found = chart.definition.controls
    changed = [(name, value) for name, value in query.items() if name not in found or value != found[name].default]
    several = {name for name, control in found.items() if control.several}
    return urlencode([(n, each) for n, value in changed for each in (value.split(" ") if n in several else [value])])
