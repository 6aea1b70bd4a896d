"""The first page: the membership as map and curve, figures in brief, and one finding for each topic."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import dash
from dash import html

from dashboard import urls
from dashboard.charts.datum import Datum
from dashboard.charts.view import ChartView
from dashboard.components.chart_article import drawings, kicker
from dashboard.components.chart_link import chart_link
from dashboard.components.context import Page, PageContext
from dashboard.components.coverage import coverage_sentence
from dashboard.components.site_header import SITE_NAME
from dashboard.components.tiles import brief
from dashboard.design.style import CARD, HERO
from dashboard.errors import ChartFileError
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Language
from dashboard.i18n.typography import NO_BREAK, bind_with_nbsp
from dashboard.pages.membership_curve import membership_curve
from dashboard.pages.membership_slider import time_address

log = logging.getLogger("figures")
#: The first picture is made of two charts of a topic: who the members are, and how many there have been.
HERO_TOPIC, MAP, CURVE = "members", "members-map", "members-over-time"
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
    hero = _hero(context)
    leads = [
        chart
        for topic in data.vocabulary.topics
        if (topic != HERO_TOPIC or not hero) and (chart := data.catalogue.lead(topic))
    ]
    cards = _cards(context, data.default_charts(context.language, leads))
    head = [html.H1(title), html.P(coverage_sentence(context), className="coverage")]
    body = [
        html.Div(head, className="page-head small"),
        html.Div(
            [
                hero,
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


def _cards(context: PageContext, views: Iterable[ChartView]) -> list[Any]:
    """A card for each chart that can be drawn; one that its values do not fit is left out and said in the log."""
    found = []
    for view in views:
        try:
            _, left_out = context.data.fitted_drawing(view.chart, view.state, context.language, CARD)
            found.append(_card(context, view, left_out))
        except ChartFileError as error:
            log.error("left out of the overview: %s", error)
    return found


def _hero(context: PageContext) -> Any:
    """The map and the curve of the membership with the number of members: a picture before anything is read."""
    known = {chart.id for chart in context.data.catalogue}
    charts = [context.data.catalogue.chart(chart) for chart in (MAP, CURVE) if chart in known]
    views = context.data.default_charts(context.language, charts)
    if len(views) < 2:
        return None
    world, curve = views
    heading = html.H2(
        html.A(bind_with_nbsp(curve.title), href=time_address(context)),
        className="chart-title",
        id=f"title-{CURVE}",
    )
    return html.Section(
        [
            kicker(context, curve, named=True),
            heading,
            _readout(context, curve.rows[-1]),
            html.P(world.title, id=f"title-{MAP}", className="visually-hidden"),
            html.Div(drawings(context, world, (CARD, HERO)), className="drawing"),
            membership_curve(
                context,
                [(int(row.category[:4]), row.value) for row in curve.rows],
                f'role="img" aria-labelledby="title-{CURVE}"',
            ),
            html.P(html.A(context.gettext("See it year by year"), href=time_address(context)), className="more"),
            html.P(world.first_caveat, className="caveat"),
        ],
        className="panel hero panel-lead span-8 mid-12 topic-members",
    )


def _readout(context: PageContext, row: Datum) -> Any:
    """The latest number of members, large."""
    period = formatting.period(row.period_label, context.language)
    words = context.gettext("{name}, {period}", name=context.gettext("Member countries"), period=period)
    return html.P([html.B(formatting.number(row.value, context.language)), " ", html.Span(words)], className="readout")


def _card(context: PageContext, view: ChartView, left_out: int) -> Any:
    """A topic with one finding and one drawing, and nothing to press but the way to more."""
    chart, language, data = view.chart, context.language, context.data
    charts = len(data.catalogue.of_topic(chart.topic))
    more = language.ngettext("{number} chart", "{number} charts", charts)
    sources = [data.vocabulary.source(source, language) for source in sorted(view.source_ids)]
    return html.Section(
        [
            kicker(context, view, named=True),
            html.H3(
                chart_link(view),
                className="chart-title",
                id=f"title-{chart.id}",
            ),
            html.Div(drawings(context, view, (CARD,)), className="drawing"),
            html.Div(
                [
                    html.P(_foot(language, sources, left_out), className="footnotes"),
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


def _foot(language: Language, sources: list[str], left_out: int) -> str:
    """Where the values are from, and how many are not drawn."""
    parts = [formatting.format_list(sources, language)]
    if left_out:
        rest = language.ngettext("{number} more not drawn", "{number} more not drawn", left_out)
        parts.append(rest.replace(" ", NO_BREAK))
    return " · ".join(parts)


def _doors(context: PageContext) -> Any:
    items = [
        html.Li(
            [
                html.A(context.gettext(name), href=urls.topic(context.language, where)),
                html.P(context.gettext(text)),
            ]
        )
        for where, name, text in DOORS
    ]
    return html.Ul(items, className="panel doors")


dash.register_page(__name__, path_template="/<code>/", title=N_("The overview"), layout=layout)
