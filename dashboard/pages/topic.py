"""A topic: its lead chart and facts in brief, its other charts, and where documents disagree."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Chart
from dashboard.components.chart_article import chart_article
from dashboard.components.chart_link import chart_link
from dashboard.components.chart_preview import chart_preview
from dashboard.components.context import Page, PageContext
from dashboard.components.coverage import coverage_sentence
from dashboard.components.pager import truncation_notice
from dashboard.components.panel_rows import SPANS, filled_rows, place_classes
from dashboard.components.tiles import brief
from dashboard.errors import NotFound
from dashboard.i18n.languages import N_
from dashboard.pages.page_parameters import topic_parameters
from dashboard.pages.topic_sections import EXTRAS, FIRST, LEADS, PREVIEWS, SUBJECTS

#: Disagreements that a topic spells out.
MAX_DISAGREEMENTS = 40
#: Tiles beside the lead chart: three rows of two.
MAX_BESIDE = 6
#: Items of a list that is open on first view.
MAX_OPEN = 4
INTRODUCTIONS = {
    "finances": N_("Where INTERPOL’s money comes from and what it is spent on, as printed in the annual reports."),
    "notices": N_(
        "Notices are requests and warnings that police forces send to each other through INTERPOL; "
        "each colour has its purpose."
    ),
    "members": N_("How INTERPOL grew from 57 members in 1956 to nearly every country of the world."),
    "operations": N_(
        "What operations coordinated by INTERPOL led to: arrests, victims rescued, "
        "seizures and more. Figures of different kinds are never added together."
    ),
    "databases": N_("What police forces ask of INTERPOL’s databases, and what the databases hold."),
    "people": N_(
        "Who works for INTERPOL, how police and other officials are trained, and how many virtual meetings are held."
    ),
    "goals": N_(
        "The seven goals that INTERPOL has set for policing worldwide, with the objectives and operations under each."
    ),
}


def layout(context: PageContext, topic: str) -> Page:
    """Lays out a topic's page.

    Raises:
        NotFound: there is no such topic.
    """
    vocabulary = context.data.vocabulary
    if topic not in vocabulary.topics:
        raise NotFound(topic, [*vocabulary.topics, *urls.FIXED_PAGES])
    name = vocabulary.topic(topic, context.language)
    introduction = context.gettext(INTRODUCTIONS[topic])
    every = context.data.catalogue.of_topic(topic)
    listed = [chart for chart in every if chart.definition.panel == "listed"]
    charts = [chart for chart in every if chart not in listed]
    extra = EXTRAS[topic](context) if topic in EXTRAS else None
    sheet = html.A(context.gettext("Factsheet (PDF)"), href=urls.factsheet(context.language, topic), download="")
    coverage = html.P([coverage_sentence(context, topic), " ", sheet], className="coverage")
    head = [html.H1(name), html.P(introduction), coverage]
    first = topic in FIRST
    body = [
        html.Div(head, className=f"page-head topic-{topic}"),
        html.Div(extra, className=f"first topic-{topic}") if first else None,
        html.Div(_panels(context, topic, charts), className="grid"),
        html.Div(
            [
                None if first else extra,
                disagreements(context, topic),
                _all_charts(context, [*charts, *listed]),
            ],
            className=f"after topic-{topic}",
        ),
    ]
    shown = (PREVIEWS[topic](context) if topic in PREVIEWS else {}) or _preview(context, topic)
    subject = SUBJECTS[topic](context) if topic in SUBJECTS else None
    if subject:
        title, description, query = subject
        shown |= {"title": f"{title} – {name}", "description": description, "query": query}
    return Page(**{"title": name, "description": introduction, **shown}, body=body, topic=topic)


def _preview(context: PageContext, topic: str) -> dict[str, Any]:
    """The lead chart in the state of the page, as a picture for other sites."""
    chart = context.data.catalogue.lead(topic)
    for view in context.data.default_charts(context.language, [chart] if chart else []):
        return chart_preview(context, view.chart)
    return {}


def _panels(context: PageContext, topic: str, charts: list[Chart]) -> list[Any]:
    """The lead chart beside the facts in brief, then the other charts in rows that fill the width."""
    charts = [chart for chart in charts if chart.definition.panel not in ("tile", "section")]
    tiles = context.data.tiles.of_topic(topic)
    if topic in LEADS and (section := LEADS[topic](context)):
        return [section, *_articles(context, [chart for chart in charts if chart.definition.panel != "lead"])]
    lead = next((chart for chart in charts if chart.definition.panel == "lead"), None)
    first: list[Any] = []
    if lead and topic in FIRST:  # what stands first draws the same
        charts.remove(lead)
        lead = None
    if lead and tiles:
        charts.remove(lead)
        first = [
            chart_article(context, lead, place="panel-lead span-8 mid-12"),
            html.Div(brief(context, tiles[:MAX_BESIDE]), className="span-4 mid-12"),
        ]
        if further := brief(context, tiles[MAX_BESIDE:], row=True):
            first.append(html.Div(further, className="span-12 mid-12"))
    elif tiles:
        first = [html.Div(brief(context, tiles, row=True), className="span-12 mid-12")]
    return [*first, *_articles(context, charts)]


def _articles(context: PageContext, charts: list[Chart]) -> list[Any]:
    """Charts in rows that fill the width."""
    places = place_classes(filled_rows(SPANS[chart.definition.panel] for chart in charts))
    return [chart_article(context, chart, place=place) for chart, place in zip(charts, places, strict=True)]


def _all_charts(context: PageContext, charts: list[Chart]) -> Any:
    """Every chart of the topic, those too whose figures are told in brief."""
    views = context.data.default_charts(context.language, charts)
    links = [html.Li(chart_link(view)) for view in views]
    words = context.gettext("All charts on this topic")
    return html.Nav(_folded(words, links), className="text more-charts", **{"aria-label": words})


def _folded(heading: str, items: list[Any]) -> Any:
    """A list below its heading, folded where it is long."""
    if len(items) <= MAX_OPEN:
        return html.Div([html.H2(heading), html.Ul(items)])
    return html.Details([html.Summary(html.H2(heading)), html.Ul(items)], className="fold")


def disagreements(context: PageContext, topic: str) -> Any:
    """What the documents say differently about this topic."""
    code = context.language.code
    rows = context.data.store.rows(
        f"SELECT id, disagreements.{code} AS text FROM disagreements WHERE topic = $topic ORDER BY id", {"topic": topic}
    )
    if not rows:
        return None
    total, rows = len(rows), rows[:MAX_DISAGREEMENTS]
    return html.Section(
        [
            _folded(
                context.gettext("Where the documents disagree"),
                [html.Li(f"‡ {context.language.localize_digits(row['text'])}") for row in rows],
            ),
            *truncation_notice(context, MAX_DISAGREEMENTS, total, topic=topic),
        ],
        className="text disagreements",
    )


dash.register_page(
    __name__, path_template="/<code>/<topic>", title="A topic", layout=layout, parameters=topic_parameters
)
