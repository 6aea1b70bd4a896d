"""A chart on a page: question, finding, controls, drawing, notes, source, table and what can be taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.datum import ENDS, HOLLOW_SHORT, MARKS, Datum
from dashboard.charts.description import alt_text
from dashboard.charts.sources import source_line
from dashboard.charts.view import ChartView
from dashboard.components.chart_controls import controls
from dashboard.components.chart_interaction import KEYS_ID, chart_points
from dashboard.components.chart_link import chart_link
from dashboard.components.chart_side import AS_SHOWN, chart_side
from dashboard.components.context import PageContext
from dashboard.components.figure_symbols import marks_element
from dashboard.components.html import Element, Raw
from dashboard.components.icons import icon
from dashboard.components.rich_text import gettext_elements, headings_above, publication_link, quoted
from dashboard.components.tables import scrolling, table_head
from dashboard.design.style import DESKTOP, PHONE, Layout
from dashboard.errors import ChartFileError, InvalidParameter, SiteError, TooManyRequests
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.releases.data_version import prefix_ids
from dashboard.settings import settings


def chart_article(context: PageContext, chart: Chart, *, whole_page: bool = False, place: str = "") -> Any:
    """Lays a chart out as a panel. A chart that cannot be made never takes the page down.

    Args:
        context: the request; its query string holds the state.
        chart: which.
        whole_page: it is the subject of its page: its notes and its table are open, and beside it stands what can be
            taken away. Else its title leads to that page.
        place: classes that say how much room it has on the page.
    """
    try:
        state = chart.state(context.query)
        view = context.data.view(chart, state, context.language)
        return _whole_page(context, view) if whole_page else _panel(context, view, place)
    except InvalidParameter:
        raise
    except SiteError as error:
        if whole_page:
            raise
        if not isinstance(error, ChartFileError):  # it may be there in a moment
            context.missing_charts.append(chart.id)
        return html.Article(
            [
                html.H2(chart.id, className="chart-title"),
                html.P(context.gettext("This chart cannot be shown at the moment."), className="notice"),
                html.Pre(str(error), dir="ltr", lang="en") if settings().show_errors else None,
            ],
            className=f"chart panel {place}",
            id=f"chart-{chart.id}",
        )


def _panel(context: PageContext, view: ChartView, place: str) -> Any:
    body = [
        html.Div(_head(context, view, html.H2(chart_link(view, alone=False), className="chart-title", id=f"title-{view.chart.id}")),
                 className="panel-head"),
        html.Div(_drawn(context, view), className="panel-picture"),
        panel_foot(context, view, [*actions(context, view), folded_table(context, view)]),
    ]  # fmt: skip
    return chart_frame(context, view, body, f"chart panel topic-{view.chart.topic} {place}".strip())


def _whole_page(context: PageContext, view: ChartView) -> Any:
    topic = view.chart.topic
    heading = html.H1(bind_with_nbsp(view.title), className="chart-title", id=f"title-{view.chart.id}")
    table = html.Details(
        [html.Summary(html.H2(context.gettext("Table"))), _data_table(context, view)], className="data", open=True
    )
    return chart_frame(
        context,
        view,
        [
            html.Div(
                [
                    html.Div(_head(context, view, heading, named=True), className="panel-head"),
                    html.Div(_drawn(context, view), className="panel-picture"),
                    panel_foot(context, view, actions(context, view), opened=True),
                ],
                className="panel span-8 mid-12",
            ),
            chart_side(context, view),
            html.Div(table, className="panel span-12"),
        ],
        f"chart chart-page grid topic-{topic}",
    )


def chart_frame(context: PageContext, view: ChartView, body: list[Any], classes: str) -> Any:
    """The element of a chart, with what scripts need to know of it."""
    chart, state = view.chart, view.state
    return html.Article(
        body,
        className=classes,
        id=f"chart-{chart.id}",
        **{
            "data-chart": chart.id,
            "data-state": chart.query_string(state),
            "data-figure": figure_url(context, chart, state),
            "aria-labelledby": f"title-{chart.id}",
        },
    )


def _head(context: PageContext, view: ChartView, heading: Any, *, named: bool = False) -> list[Any]:
    """The question, the finding, what is measured, and the choices."""
    return [
        kicker(context, view, named=named),
        heading,
        html.P(bind_with_nbsp(view.subtitle), className="chart-subtitle"),
        controls(context, view),
    ]


def kicker(context: PageContext, view: ChartView, *, named: bool) -> Any:
    """The question that the chart answers, in small type above the finding; its topic where the page has another."""
    topic = context.data.vocabulary.topic(view.chart.topic, context.language)
    link = html.A(topic, href=urls.topic(context.language, view.chart.topic))
    return html.P([link, " · ", view.question] if named else view.question, className="kicker")


def _drawn(context: PageContext, view: ChartView) -> list[Any]:
    return [_drawing_box(context, view), chart_points(context, view), _events(view)]


def panel_foot(context: PageContext, view: ChartView, taken: list[Any], *, opened: bool = False) -> Any:
    """What the marks mean, the one caveat and the source in view; the notes folded; what can be taken away."""
    caveat = "" if opened else view.first_caveat
    line = [
        html.P([*_marks(context, view), html.Span(source_line(view, context.data.vocabulary), className="source")]),
        html.P(caveat, className="caveat") if caveat else None,
    ]
    return html.Div(
        [html.Div(line, className="footnotes"), _notes(context, view, opened=opened), *taken], className="panel-foot"
    )


def _marks(context: PageContext, view: ChartView) -> list[Any]:
    """Each mark with what it means in short; it leads to its note, also where links leave the frame.

    Before what is published elsewhere or worked out stands the fill that it has in series, and what an empty one means behind.
    """
    fills = view.series_fills
    parts: list[Any] = []
    for mark, number in view.note_of_mark.items():
        link = html.A([mark, " ", context.gettext(MARKS[mark])], href=f"#{_note_id(view, number)}", target="_self")
        elsewhere = mark == "§"
        fill = {"§": "solid", "†": "derived"}.get(mark)
        parts += [_fill("pale" if elsewhere else "derived") if fill in fills else None, link, " · "]
        if elsewhere and "hollow" in fills:
            parts += [_fill("outlined"), context.gettext(HOLLOW_SHORT), " · "]
    return parts


def _fill(name: str) -> Element:
    return Element("i", {"class": f"fill {name}", "aria-hidden": "true"})


def _notes(context: PageContext, view: ChartView, *, opened: bool = False) -> Any:
    """What explains the chart, folded away where it is not the subject of its page."""
    items = [html.Li(note, id=_note_id(view, number)) for number, note in enumerate(view.notes)]
    items.append(html.Li([html.B(context.gettext("Description")), " ", alt_text(view)], className="description"))
    return html.Details(
        [html.Summary(context.gettext("Notes")), html.Ul(items, className="notes")],
        className="notes-fold",
        open=True if opened else None,
    )


def _note_id(view: ChartView, number: int) -> str:
    return f"note-{view.chart.id}-{number}"


def figure_url(context: PageContext, chart: Chart, state: State) -> str:
    """Where the interactive chart's figure is, of the data version that is drawn; layout and theme go with it."""
    return urls.chart(context.language, chart, state, "figure.json", v=context.data.version)


def chart_body(context: PageContext, view: ChartView, taken: list[Any]) -> list[Any]:
    """What stands below the title and the controls in an embed.

    Args:
        context: the request.
        view: the chart in its state.
        taken: what can be taken away, and where else to go; it stands before the notes and the table.
    """
    marks, caveat = _marks(context, view)[:-1], view.first_caveat
    return [
        _drawing_box(context, view),
        chart_points(context, view),
        _explore_button(context, view),
        _events(view),
        html.P(marks, className="source marks-line") if marks else None,
        html.P(caveat, className="source caveat") if caveat else None,
        html.P(source_line(view, context.data.vocabulary), className="source"),
        *taken,
        html.Div([_notes(context, view), folded_table(context, view)], className="folds"),
    ]


def folded_table(context: PageContext, view: ChartView) -> Any:
    """Every value, behind a word."""
    return html.Details([html.Summary(context.gettext("Table")), _data_table(context, view)], className="data")


def _drawing_box(context: PageContext, view: ChartView) -> Any:
    """The drawing, which keys and pointers reach."""
    return html.Div(
        drawings(context, view, (PHONE, DESKTOP)),
        className="drawing",
        id=f"drawing-{view.chart.id}",
        tabIndex=0,
        role="group",
        **{"aria-labelledby": f"title-{view.chart.id}", "aria-describedby": KEYS_ID},
    )


def drawings(context: PageContext, view: ChartView, layouts: Iterable[Layout]) -> list[Any]:
    """The drawn chart for narrow and for wide places; where there are two, the style sheet shows one of them."""
    parts = []
    for layout in layouts:
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
    try:
        drawing, _ = context.data.fitted_drawing(chart, state, context.language, layout, context.on_layout)
    except TooManyRequests:  # the page is worth reading without it too
        return None
    drawn = context.get_drawing(drawing)
    return None if drawn is None else prefix_ids(drawn, f"{chart.id}-{layout.name}")


def _explore_button(context: PageContext, view: ChartView) -> Any:
    """Makes the chart interactive where it stands, and drawn again; without scripts it is not shown."""
    gettext, name = context.gettext("Explore this chart"), f"title-{view.chart.id}"
    return html.Button(gettext, type="button", **{"data-explore": view.chart.id, "aria-describedby": name})


def _events(view: ChartView) -> Any:
    """What the numbers on a narrow chart stand for; wide charts carry the words themselves."""
    if not view.annotations:
        return None
    return html.Ol([html.Li(event) for event in view.events], className="events")


def actions(context: PageContext, view: ChartView) -> list[Any]:
    """What can be done with the chart, in one quiet row: the picture comes at once, the rest stands on its page."""
    language, gettext = context.language, context.gettext
    page = urls.chart(language, view.chart, view.state)
    hidden = html.Span(f" – {view.title}", className="visually-hidden")

    def link(name: str, words: str, href: str, **attributes: str) -> Any:
        return html.Li(html.A([icon(name), html.Span(words), hidden], href=href, **attributes))

    links = [
        link("png", "PNG", urls.chart(language, view.chart, view.state, "png"), download="", **AS_SHOWN),
        link("data", gettext("Data"), f"{page}#data"),
        link("embed", gettext("Embed"), f"{page}#embed", **{"data-dialog": "embed"}),
        link("link", gettext("Link"), f"{page}#cite"),
    ]
    return [html.Ul(links, className="actions"), _explore_button(context, view)]


def _data_table(context: PageContext, view: ChartView) -> Any:
    """Every value of the chart with where it was read."""
    gettext = context.gettext
    several = any(row.series for row in view.rows)
    years = all(re.fullmatch(r"\d{4}", row.series) for row in view.rows)
    ends, valued = ENDS.get(view.info.ends or "", {}), not all(row.lasting for row in view.rows)
    head = [
        gettext("Year") if all(re.fullmatch(r"\d{4}", row.category) for row in view.rows) else gettext("What"),
        *([gettext("Year") if years else gettext("Series")] if several else []),
        *map(gettext, ends.values()),
        *([gettext("Value")] if valued else []),
        gettext("Where it was read"),
    ]
    body = []
    for row in view.rows:
        cells = [html.Th(row.label, scope="row")]
        if several:
            cells.append(html.Td(row.series_label))
        cells += [html.Td(row.ends[column].label if column in row.ends else None) for column in ends]
        value: Any = row.words(context.language)
        if row.publication and row.figure_id:  # all that print it stand on the figure's page
            value = html.A(value, href=urls.figure(context.language, row.figure_id))
        if valued:
            cells.append(html.Td([value, marks_element(row.marks, context.language)], className="number"))
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
    above = headings_above(vocabulary, row.source_id, row.source_line, language) if row.basis == "printed" else []
    link = html.A(text, href=urls.figure(language, row.figure_id)) if row.figure_id else text
    return [link, html.Br(), html.Span(above, className="metric")] if above else link
