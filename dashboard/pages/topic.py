"""A topic: its charts in reading order under questions, and where documents disagree."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.chart_article import chart_article
from dashboard.components.context import Page, PageContext
from dashboard.components.pager import rest
from dashboard.errors import UnknownAddress
from dashboard.i18n.languages import message
from dashboard.pages.topic_sections import EXTRAS

#: Disagreements that a topic spells out.
MOST_DISAGREEMENTS = 40
INTRODUCTIONS = {
    "finances": message("Where INTERPOL’s money comes from and what it is spent on, as printed in the annual reports."),
    "notices": message(
        "Notices are requests and warnings that police forces send to each other through INTERPOL; "
        "each colour has its purpose."
    ),
    "members": message("How INTERPOL grew from 57 members in 1956 to nearly every country of the world."),
    "operations": message(
        "What operations coordinated by INTERPOL led to in 2020 and 2021: arrests, victims rescued, "
        "seizures and more. Figures of different kinds are never added together."
    ),
    "databases": message("What police forces ask of INTERPOL’s databases, and what the databases hold."),
    "people": message(
        "Who works for INTERPOL, how police and other officials are trained, and how many virtual meetings are held."
    ),
    "goals": message(
        "The seven goals that INTERPOL has set for policing worldwide, with the objectives and operations under each."
    ),
}


def layout(context: PageContext, topic: str) -> Page:
    """Lays out a topic's page.

    Raises:
        UnknownAddress: there is no such topic.
    """
    vocabulary = context.desk.vocabulary
    if topic not in vocabulary.topics:
        raise UnknownAddress(topic, [*vocabulary.topics, *urls.FIXED_PAGES])
    name = vocabulary.topic(topic, context.language)
    introduction = context.words(INTRODUCTIONS[topic])
    charts = context.desk.catalogue.of_topic(topic)
    sections = [
        html.Section([html.H2(context.words(question)), *[chart_article(context, chart) for chart in group]])
        for question, group in groupby(charts, key=lambda chart: chart.definition.question)
    ]
    extra = EXTRAS[topic](context) if topic in EXTRAS else None
    body = [
        html.H1(name),
        html.P(introduction, className="lead"),
        html.Div(sections, className="sections"),
        extra,
        disagreements(context, topic),
    ]
    return Page(title=name, description=introduction, body=body, topic=topic)


def disagreements(context: PageContext, topic: str) -> Any:
    """What the documents say differently about this topic."""
    code = context.language.code
    rows = context.desk.store.rows(
        f"SELECT id, {code} AS text FROM disagreements WHERE topic = $topic ORDER BY id", {"topic": topic}
    )
    if not rows:
        return None
    total, rows = len(rows), rows[:MOST_DISAGREEMENTS]
    return html.Section(
        [
            html.H2(context.words("Where the documents disagree")),
            html.Ul([html.Li(f"‡ {context.language.in_digits(row['text'])}") for row in rows]),
            *rest(context, MOST_DISAGREEMENTS, total, topic=topic),
        ],
        className="disagreements",
    )
