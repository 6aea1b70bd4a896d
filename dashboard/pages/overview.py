"""The first page: the membership as map and curve, figures in brief, and one finding for each topic."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Chart
from dashboard.components.chart_article import drawings, first_caveat, kicker
from dashboard.components.context import Page, PageContext
from dashboard.components.coverage import coverage_sentence
from dashboard.components.site_header import SITE_NAME
from dashboard.components.tiles import brief
from dashboard.design.style import PHONE
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp

#: The charts of the first picture: who the members are, and how many there have been.
HERO = ("members-map", "members-over-time")
#: The figure that is read out beside it: the latest number of members.
MEMBERS = "SELECT * FROM figures WHERE metric = 'members' AND basis = 'reference' ORDER BY period_end DESC LIMIT 1"
#: What a newsroom comes for: where it is, its name, and what is there.
DOORS = (
    ("data", N_("Any chart as a picture"), N_("One click gives a PNG for an article; six sizes, light or dark, four languages.")),
    ("figures", N_("All the data"), N_("Every figure as CSV, Parquet or DuckDB, each with its document and line.")),
    ("about", N_("Where the documents disagree"), N_("Contradictions between or within the documents; both figures are kept.")),
)  # fmt: skip


def layout(context: PageContext) -> Page:
    """Lays out the overview."""
    data = context.data
    title = context.gettext(SITE_NAME)
    lead = context.gettext(
        "What INTERPOL’s publications say in figures: money, notices, operations, databases and people. "
        "Membership is compiled from other sources. Every figure names the source it was taken from."
    )
    hero_topic = next((data.catalogue.chart(chart).topic for chart in HERO if chart in _ids(context)), "")
    cards = [
        _card(context, chart)
        for topic in data.vocabulary.topics
        if topic != hero_topic and (chart := data.catalogue.lead(topic))
    ]
    head = [html.H1(title), html.P(coverage_sentence(context), className="coverage")]
    body = [
        html.Div(head, className="page-head small"),
        html.Div(
            [
                _hero(context),
                html.Div(
                    brief(context, data.tiles.of_overview(), named=True),
                    className="span-4 mid-12",
                ),
            ],
            className="grid",
        ),
        html.H2(context.gettext("Topic by topic"), className="rubric"),
        html.Div(cards, className="grid"),
        html.H2(context.gettext("For newsrooms"), className="rubric"),
        _doors(context),
        html.P(lead, className="intro"),
    ]
    return Page(title=title, description=lead, body=body, topic="overview")


def _ids(context: PageContext) -> set[str]:
    return {chart.id for chart in context.data.catalogue}


def _hero(context: PageContext) -> Any:
    """The map and the curve of the membership with the number of members: a picture before anything is read."""
    charts = [context.data.catalogue.chart(chart) for chart in HERO if chart in _ids(context)]
    views = context.data.default_charts(context.language, charts)
    if not views:
        return None
    curve = views[-1]
    figure = context.data.store.rows(MEMBERS)
    pictures = [html.Div(drawings(context, view, (PHONE,)), className="drawing") for view in views]
    heading = html.H2(
        html.A(bind_with_nbsp(curve.title), href=urls.topic(context.language, "members")),
        className="chart-title",
        id=f"title-{curve.chart.id}",
    )
    # The other drawing is named too, for who does not see it.
    names = [
        html.P(view.title, id=f"title-{view.chart.id}", className="visually-hidden") for view in views if view != curve
    ]
    return html.Section(
        [
            kicker(context, curve, named=True),
            heading,
            *names,
            *(_readout(context, row) for row in figure),
            *pictures,
            html.P(first_caveat(context, views[0]), className="caveat"),
        ],
        className="panel hero panel-lead span-8 mid-12 topic-members",
    )


def _readout(context: PageContext, figure: dict[str, Any]) -> Any:
    number = formatting.number(figure["value"], context.language)
    period = formatting.period(figure["period_label"], context.language)
    words = context.gettext("{name}, {period}", name=context.gettext("Member countries"), period=period)
    return html.P([html.B(number), " ", html.Span(words)], className="readout")


def _card(context: PageContext, chart: Chart) -> Any:
    """A topic with one finding and one drawing, and nothing to press but the way to more."""
    language, data = context.language, context.data
    views = data.default_charts(language, [chart])
    if not views:
        return None
    view = views[0]
    charts = len(data.catalogue.of_topic(chart.topic))
    more = language.ngettext("{number} chart", "{number} charts", charts)
    sources = [data.vocabulary.source(source, language) for source in sorted(view.source_ids)]
    return html.Section(
        [
            kicker(context, view, named=True),
            html.H3(
                html.A(bind_with_nbsp(view.title), href=urls.chart(language, chart)),
                className="chart-title",
                id=f"title-{chart.id}",
            ),
            html.Div(drawings(context, view, (PHONE,)), className="drawing"),
            html.Div(
                [
                    html.P(formatting.format_list(sources, language), className="footnotes"),
                    html.A(
                        [
                            more,
                            html.Span(f": {data.vocabulary.topic(chart.topic, language)}", className="visually-hidden"),
                        ],
                        href=urls.topic(language, chart.topic),
                    ),
                ],
                className="panel-foot",
            ),
        ],
        className=f"panel card span-4 mid-6 topic-{chart.topic}",
    )


def _doors(context: PageContext) -> Any:
    items = [
        html.Li(
            [html.A(context.gettext(name), href=urls.topic(context.language, where)), html.P(context.gettext(text))]
        )
        for where, name, text in DOORS
    ]
    return html.Ul(items, className="panel doors")


dash.register_page(__name__, path_template="/<code>/", title=N_("The overview"), layout=layout)
