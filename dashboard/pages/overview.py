"""The first page: key figures, and the chart that leads each topic."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from dashboard import urls
from dashboard.charts.datum import DERIVED, INFERRED
from dashboard.components.chart_article import chart_article
from dashboard.components.context import Page, PageContext
from dashboard.components.site_header import SITE_NAME
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import NO_BREAK
from dashboard.pages.page_parameters import overview_parameters

#: Figures of the strip: the figure, what it is, and the derived figure that tells its change.
STAFF = "ar2021.interpol.staff.2021"
KEY_FIGURES = [
    ("membership.interpol.members.2024-12-31", N_("member countries"), None),
    ("ar2021.interpol.revenue.2021", N_("revenue of the General Secretariat"), "ar2021.interpol.revenue_change.2021"),
    ("ar2021.red-notices.notices_in_circulation.2021-12-31", N_("Red Notices in circulation"),
     "derived.red-notices.notices_in_circulation_change.2021"),
    ("ar2021.interpol-databases.searches.2021", N_("searches of the databases"),
     "derived.interpol-databases.searches_change.2021"),
    (STAFF, N_("people on the staff"), None),
]  # fmt: skip


def layout(context: PageContext) -> Page:
    """Lays out the overview."""
    data, language = context.data, context.language
    sections: list[Any] = []
    for topic in data.vocabulary.topics:
        chart = data.catalogue.lead(topic)
        if chart is None:
            continue
        name = data.vocabulary.topic(topic, language)
        more = context.gettext("All charts: {topic}", topic=name)
        sections.append(
            html.Section(
                [
                    html.H2(name, id=f"topic-{topic}"),
                    chart_article(context, chart),
                    html.P(html.A(more, href=urls.topic(language, topic)), className="more"),
                ],
                **{"aria-labelledby": f"topic-{topic}"},
            )
        )
    lead = context.gettext(
        "What INTERPOL’s publications say in figures: money, notices, operations, databases and people. "
        "Membership is compiled from other sources. Every figure names the source it was taken from."
    )
    body = [
        html.H1(context.gettext(SITE_NAME)),
        html.P(lead, className="lead"),
        key_figures(context),
        html.Div(sections, className="sections"),
        _news(context),
    ]
    return Page(title=context.gettext(SITE_NAME), description=lead, body=body)


NEWS = [
    N_("The Annual Report 2021 stands beside that of 2020, so that most charts compare two years."),
    N_("Every operation of the two reports can be explored by year, crime area, region and policing goal."),
    N_("A world map and a table show since when each country has been a member."),
]


def _news(context: PageContext) -> Any:
    """What came in with this data version."""
    items = [html.Li(context.gettext(text)) for text in NEWS]
    version = html.P(context.gettext("Data version {version}", version=context.data.version), className="metric")
    return html.Section([html.H2(context.gettext("What is new")), html.Ul(items), version], className="text")


def key_figures(context: PageContext) -> Any:
    """A strip of large numbers, each with what it is, its year and its change where one is known."""
    cells = []
    for figure_id, words, change_id in KEY_FIGURES:
        figure = _figure(context, figure_id)
        value = formatting.qualified(
            figure["value"], figure["unit"], figure["qualifier"], context.language, short=False
        ).replace(NO_BREAK, " ")
        mark = f"{NO_BREAK}*" if figure["label_basis"] == "inferred" else ""
        detail = formatting.period(figure["period_label"], context.language)
        if figure_id == STAFF:
            detail = context.gettext("{period}, no earlier figure in the documents read", period=detail)
        if change_id:
            detail = context.gettext("{period}, {change}", period=detail, change=change_words(context, change_id))
        cells.append(
            html.Li(
                [
                    html.A(value + mark, href=urls.figure(context.language, figure_id), className="key-value"),
                    html.Span(context.gettext(words), className="key-name"),
                    html.Span(detail, className="key-detail"),
                ]
            )
        )
    marks = [f"† {context.gettext(DERIVED)}", f"* {context.gettext(INFERRED)}"]
    notes = html.Ul([html.Li(mark) for mark in marks], className="notes")
    return html.Div([html.Ul(cells, className="key-figures"), notes])


def change_words(context: PageContext, figure_id: str) -> str:
    """The words of a change in percent: up 4.4 % on the year before; with a dagger when worked out."""
    figure = _figure(context, figure_id)
    value = formatting.amount(abs(figure["value"]), "percent", context.language)
    mark = f"{NO_BREAK}†" if figure["basis"] == "derived" else ""
    mark += f"{NO_BREAK}*" if figure["label_basis"] == "inferred" else ""
    if figure["value"] > 0:
        return context.gettext("up {value} on the year before", value=value) + mark
    if figure["value"] < 0:
        return context.gettext("down {value} on the year before", value=value) + mark
    return context.gettext("unchanged on the year before") + mark


def _figure(context: PageContext, figure_id: str) -> dict[str, Any]:
    return context.data.store.rows("SELECT * FROM figures WHERE figure_id = $id", {"id": figure_id})[0]


dash.register_page(
    __name__, path_template="/<code>/", title=N_("The overview"), layout=layout, parameters=overview_parameters
)
