"""The seven goals and five themes, what belongs to each, and where INTERPOL has offices."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.components.tables import scrolling, table_head
from dashboard.data.offices import OFFICE_TYPES
from dashboard.i18n import formatting
from dashboard.i18n.formatting import NO_BREAK
from dashboard.i18n.typography import bind_with_nbsp

#: Operations named under a goal; the explorer has the rest.
MAX_NAMED = 40


def layout(context: PageContext) -> Any:
    """Lays out goals, themes and offices."""
    code = context.language.code
    rows = context.data.store.rows(
        f"SELECT *, title_{code} AS title, summary_{code} AS summary FROM goals ORDER BY kind, number"
    )
    goals = [row for row in rows if row["kind"] == "goal"]
    themes = [row for row in rows if row["kind"] == "theme"]
    gettext = context.gettext
    return html.Div(
        [
            html.Section(
                [html.H2(gettext("What does each goal ask for?")), html.Ol([_goal(context, row) for row in goals])],
                className="text goals",
            ),
            html.Section(
                [
                    html.H2(gettext("Which themes cut across the goals?")),
                    html.Ol([_theme(context, row) for row in themes]),
                ],
                className="text goals",
            ),
            _offices(context),
        ]
    )


def _theme(context: PageContext, row: dict[str, Any]) -> Any:
    return html.Li([html.H3(row["title"]), html.P([row["summary"], f" ({_objectives(context, row)})"])], id=row["goal"])


def _goal(context: PageContext, row: dict[str, Any]) -> Any:
    code = context.language.code
    store = context.data.store
    operations = store.rows(
        f"""SELECT DISTINCT s.{code} AS name, o.subject, o.source_id FROM operations o JOIN subjects s USING (subject)
            WHERE o.goal = $goal AND o.kind = 'operation'
            ORDER BY s.{code} COLLATE {store.collation(code)}, o.source_id""",
        {"goal": row["number"]},
    )
    total = len({(found["source_id"], found["subject"]) for found in operations})
    links = [
        html.A(
            html.Bdi(bind_with_nbsp(context.language.localize_digits(found["name"])), className="whole"),
            href=urls.operation(context.language, found["source_id"], found["subject"]),
        )
        for found in operations[:MAX_NAMED]
    ]
    if total > MAX_NAMED:
        every = context.language.ngettext("all {number} operation", "all {number} operations", total)
        address = urls.topic(context.language, "operations", goal=str(row["number"]))
        links.append(html.A(every, href=f"{address}#board"))
    listed = [part for link in links for part in (link, f"{NO_BREAK}· ")][:-1]
    return html.Li(
        [
            html.H3(row["title"]),
            html.P([row["summary"], f" ({_objectives(context, row)})"]),
            html.P([context.gettext("Operations we assign to it:"), " ", *listed]) if listed else None,
        ],
        id=row["goal"],
    )


def _objectives(context: PageContext, row: dict[str, Any]) -> str:
    """How many there are; the number is not parted from its noun."""
    number = row["objectives_count"]
    return context.language.ngettext("{number} objective", "{number} objectives", number).replace(" ", NO_BREAK)


def _offices(context: PageContext) -> Any:
    gettext, code, language = context.gettext, context.language.code, context.language
    store = context.data.store
    rows = store.rows(
        f"""SELECT o.{code} AS city, o.type, o.printed_on, o.source_id, o.source_line, m.name_{code} AS country
            FROM offices o LEFT JOIN members m ON m.iso3 = o.country_iso3 ORDER BY o.{code} COLLATE {store.collation(code)}"""
    )
    order = list(OFFICE_TYPES)
    rows.sort(key=lambda row: order.index(row["type"]))
    head = [gettext("Office"), gettext("City"), gettext("Country")]
    body = []
    for row in rows:
        kind = OFFICE_TYPES[row["type"]]
        cells = [html.Th(gettext(kind), scope="row"), html.Td(row["city"]), html.Td(row["country"])]
        body.append(html.Tr(cells))
    lines = sorted({(row["source_id"], row["source_line"]) for row in rows})
    read = [
        gettext("{document}, line {line}", document=context.data.vocabulary.source(source, language), line=line)
        for source, line in lines
    ]
    date = formatting.period(rows[0]["printed_on"], language)
    title = gettext("Where are the offices?")
    note = gettext("As printed in {date}. The brochure names countries; some cities are added by us.", date=date)
    where = gettext("{name}: {value}", name=gettext("Where it was read"), value=formatting.format_list(read, language))
    table = html.Table([html.Caption(f"{note} {where}."), table_head(head), html.Tbody(body)])
    link = html.A(gettext("All figures on this topic"), href=urls.topic(language, "figures", topic="goals"))
    return html.Section([html.H2(title), scrolling(table, title), html.P(link)], className="text", id="offices")
