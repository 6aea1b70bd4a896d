"""A chart on a page: title, controls, drawing, notes, source, table and what can be taken away."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.datum import Datum
from dashboard.charts.description import alt_text
from dashboard.charts.sources import source_line
from dashboard.charts.view import ChartView
from dashboard.components.chart_interaction import KEYS_ID, chart_points
from dashboard.components.context import PageContext
from dashboard.components.html import Raw
from dashboard.components.rich_text import gettext_elements, publication_link, quoted
from dashboard.components.tables import scrolling, table_head
from dashboard.design.style import DESKTOP, PHONE, Layout
from dashboard.errors import InvalidParameter, SiteError
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.releases.data_version import prefix_ids


def chart_article(context: PageContext, chart: Chart, *, level: int = 3, linked: bool = True) -> Any:
    """Lays a chart out. A chart that cannot be made never takes the page down.

    Args:
        context: the request; its query string holds the state.
        chart: which.
        level: of the heading.
        linked: the title leads to the chart's own page.
    """
    try:
        state = chart.state(context.query)
        view = context.data.view(chart, state, context.language)
        return _article(context, view, level=level, linked=linked)
    except InvalidParameter:
        raise
    except SiteError as error:
        if linked is False:
            raise
        return html.Article(
            [
                html.H3(chart.id, className="chart-title"),
                html.P(context.gettext("This chart cannot be shown at the moment."), className="notice"),
                html.P(str(type(error).__name__), hidden=True),
            ],
            className="chart",
            id=f"chart-{chart.id}",
        )


def _article(context: PageContext, view: ChartView, *, level: int, linked: bool) -> Any:
    chart, state, language = view.chart, view.state, context.language
    heading = {2: html.H2, 3: html.H3, 1: html.H1}[level]
    address = urls.chart(language, chart, state)
    words = bind_with_nbsp(view.title)
    title = html.A(words, href=address) if linked else words
    description = [html.Summary(context.gettext("Description")), html.P(alt_text(view))]
    return html.Article(
        [
            heading(title, className="chart-title", id=f"title-{chart.id}"),
            html.P(bind_with_nbsp(view.subtitle), className="chart-subtitle"),
            controls(context, view),
            *chart_body(context, view, [_actions(context, view), html.Details(description, className="description")]),
        ],
        className=f"chart panel-{chart.definition.panel}",
        id=f"chart-{chart.id}",
        **{
            "data-chart": chart.id,
            "data-state": chart.query_string(state),
            "data-figure": figure_url(context, chart, state),
            "aria-labelledby": f"title-{chart.id}",
        },
    )


def figure_url(context: PageContext, chart: Chart, state: State) -> str:
    """Where the interactive chart's figure is, of the data version that is drawn; layout and theme go with it."""
    return urls.chart(context.language, chart, state, "figure.json", v=context.data.version)


def chart_body(context: PageContext, view: ChartView, taken: list[Any]) -> list[Any]:
    """What stands below the title and the controls, on a page and in an embed.

    Args:
        context: the request.
        view: the chart in its state.
        taken: what can be taken away, and where else to go; it stands before the table.
    """
    chart = view.chart
    return [
        html.Div(
            _drawings(context, view),
            className="drawing",
            id=f"drawing-{chart.id}",
            tabIndex=0,
            role="group",
            **{"aria-labelledby": f"title-{chart.id}", "aria-describedby": KEYS_ID},
        ),
        chart_points(context, view),
        _explore_button(context, view),
        _events(view),
        html.P(view.reading, className="reading") if view.reading else None,
        html.Ul([html.Li(note) for note in view.notes], className="notes") if view.notes else None,
        html.P(source_line(view, context.data.vocabulary), className="source"),
        *taken,
        html.Details([html.Summary(context.gettext("Table")), _data_table(context, view)], className="data"),
    ]


def controls(context: PageContext, view: ChartView) -> Any:
    """The choices a reader has, as links that work without scripts and hold the state in the address."""
    groups = []
    for name, control in view.chart.definition.controls.items():
        label_id = f"control-{view.chart.id}-{name}"
        links = []
        for option, words in control.options.items():
            others = {**context.query, **dict(view.state), name: option}
            query = _query(others, view.chart)
            current = dict(view.state)[name] == option
            links.append(
                html.A(
                    context.gettext(words),
                    href=f"{context.path}{'?' + query if query else ''}#chart-{view.chart.id}",
                    className="option",
                    target="_self",
                    **{
                        "aria-current": "true" if current else None,
                        "data-control": name,
                        "data-option": option,
                    },
                )
            )
        label = html.Span(context.gettext(control.label), id=label_id, className="control-label")
        groups.append(html.Div([label, *links], role="group", className="control", **{"aria-labelledby": label_id}))
    return html.Div(groups, className="controls") if groups else None


def _query(query: dict[str, str], chart: Chart) -> str:
    defaults = {name: control.default for name, control in chart.definition.controls.items()}
    return urlencode({name: value for name, value in query.items() if value != defaults.get(name)})


def _drawings(context: PageContext, view: ChartView) -> list[Any]:
    """The drawn chart for narrow and for wide screens; the style sheet shows one of them."""
    parts = []
    for layout in (PHONE, DESKTOP):
        drawing = _drawing(context, view.chart, view.state, layout)
        if drawing is None:
            context.missing_charts.append(view.chart.id)
            words = context.gettext("The chart is not drawn yet; its figures are in the table.")
            return [html.P(words, className="notice")]
        svg = drawing.replace(
            "<svg ", f'<svg role="img" aria-labelledby="title-{view.chart.id}" class="{layout.name}" ', 1
        )
        parts.append(Raw(svg))
    return parts


def _drawing(context: PageContext, chart: Chart, state: State, layout: Layout) -> str | None:
    get_drawing = context.get_drawing(context.data.drawing(chart, state, context.language, layout))
    return None if get_drawing is None else prefix_ids(get_drawing, f"{chart.id}-{layout.name}")


def _explore_button(context: PageContext, view: ChartView) -> Any:
    """Makes the chart interactive where it stands, and drawn again; without scripts it is not shown."""
    gettext, name = context.gettext("Explore this chart"), f"title-{view.chart.id}"
    return html.Button(gettext, type="button", **{"data-explore": view.chart.id, "aria-describedby": name})


def _events(view: ChartView) -> Any:
    """What the numbers on a narrow chart stand for; wide charts carry the words themselves."""
    if not view.annotations:
        return None
    return html.Ol([html.Li(event) for event in view.events], className="events")


def _actions(context: PageContext, view: ChartView) -> Any:
    """What can be taken away, in one quiet row of words; with scripts the first two open a dialog."""
    page = urls.chart(context.language, view.chart, view.state)
    hidden = html.Span(f" – {view.title}", className="visually-hidden")

    def link(labels: str, anchor: str = "") -> Any:
        dialog = {"data-dialog": anchor} if anchor else {}
        return html.Li(
            html.A([context.gettext(labels), hidden], href=page + (f"#{anchor}" if anchor else ""), **dialog)
        )

    return html.Ul(
        [
            link(N_("Download"), "download"),
            link(N_("Embed"), "embed"),
            link(N_("Link to this chart")),
        ],
        className="actions",
    )


def _data_table(context: PageContext, view: ChartView) -> Any:
    """Every value of the chart with where it was read."""
    gettext = context.gettext
    several = any(row.series for row in view.rows)
    years = all(re.fullmatch(r"\d{4}", row.series) for row in view.rows)
    head = [
        gettext("Year") if all(re.fullmatch(r"\d{4}", row.category) for row in view.rows) else gettext("What"),
        *([gettext("Year") if years else gettext("Series")] if several else []),
        gettext("Value"),
        gettext("Where it was read"),
    ]
    body = []
    for row in view.rows:
        cells = [html.Th(row.label, scope="row")]
        if several:
            cells.append(html.Td(row.series_label))
        value = formatting.qualified(row.value, row.unit, row.qualifier, context.language)
        label = view.value_label(row)
        marks = label.removeprefix(label.rstrip("\u00a0†*‡§"))
        cells.append(html.Td(value + marks, className="number"))
        cells.append(html.Td(provenance(context, row)))
        body.append(html.Tr(cells))
    caption = html.Caption(f"{view.title}. {view.subtitle}")
    table = html.Table([caption, table_head(head, [gettext("Value")]), html.Tbody(body)])
    return scrolling(table, gettext("Table of {title}", title=view.title))


def provenance(context: PageContext, row: Datum) -> Any:
    """Document and line, linked to the figure; the publication, linked to its address; or how the value came about."""
    vocabulary, language = context.data.vocabulary, context.language
    if row.publication:
        return publication_link(row.publication, language)
    title = vocabulary.source(row.source_id, language)
    text: Any
    if row.basis == "derived":
        text = context.gettext("Worked out from printed figures")
    elif row.source_line is None or row.basis == "reference":
        text = title
    else:
        slots = {"printed": quoted(vocabulary, row.source_id, row.as_printed or "")}
        text = gettext_elements(
            language, "{document}, line {line}: “{printed}”", slots, document=title, line=row.source_line
        )
    return html.A(text, href=urls.figure(language, row.figure_id)) if row.figure_id else text
