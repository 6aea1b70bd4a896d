"""The explorer: every operation of the reports, by year, crime area, region and goal, with its figures."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components import filters
from dashboard.components.context import PageContext
from dashboard.components.pager import page_number, pager
from dashboard.i18n import formatting
from dashboard.i18n.languages import message
from dashboard.pages.operation_panel import AREAS, panels
from dashboard.pages.outcomes import ORDERS, OUTCOMES, comparison
from dashboard.pages.topic_sections.members import REGIONS

ANCHOR = "explorer"
#: Names of the query string that are read here.
PARAMETERS = ("kind", "year", "area", "region", "goal", "outcome", "order", "page", "operation")
KINDS = {
    "operation": message("operations"),
    "project": message("projects"),
    "programme": message("programmes"),
    "campaign": message("campaigns"),
    "initiative": message("initiatives"),
}
#: Operations laid out on one page of the list.
PAGE_ROWS = 120


def layout(context: PageContext) -> Any:
    """Lays out the operations that fit the filters, the latest first."""
    words = context.words
    offered = options(context)
    asked = {name: filters.chosen(context, name, values) for name, values in offered.items() if name != "year"}
    year = context.asked.get("year", "")
    asked["year"] = "" if year == "all" else filters.chosen(context, "year", offered["year"])
    asked["kind"] = asked["kind"] or "operation"
    rows = _find(context, asked)
    page = _page(context, rows)
    order = (
        words("The latest year comes first; within a year, names are in alphabetical order.") if len(rows) > 1 else ""
    )
    found = [context.language.count_words("{number} entry found.", "{number} entries found.", len(rows)), " ", order]
    return html.Section(
        [
            html.H2(words("What did each operation achieve?"), id=ANCHOR),
            html.P(
                words(
                    "Open an operation to see every figure that a report prints for it. Region and goal are our own classification."
                )
            ),
            filters.form(context, _fields(context, offered, asked), words("Filter the operations"), ANCHOR),
            html.P(found, className="found", role="status"),
            comparison(context, rows, asked["outcome"], asked["order"] or "value")
            if rows and asked["outcome"]
            else None,
            html.Div(panels(context, rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]), className="panels")
            if rows
            else filters.nothing(context, words("No operation fits these filters."), ANCHOR),
            pager(context, page, len(rows), PAGE_ROWS, ANCHOR),
        ]
    )


def _fields(context: PageContext, offered: dict[str, dict[str, str]], asked: dict[str, str]) -> list[Any]:
    words = context.words
    labels = {
        "kind": words("Kind"),
        "year": words("Year"),
        "area": words("Crime area"),
        "region": words("Region"),
        "goal": words("Policing goal"),
        "outcome": words("Compare"),
        "order": words("Order"),
    }
    if not asked["outcome"]:  # what is not compared has one order, which is said above the list
        del labels["order"]
    none = {"kind": "", "order": "", "outcome": words("nothing")}
    return [
        filters.select(context, name, labels[name], offered[name], asked[name], none=none.get(name)) for name in labels
    ]


def options(context: PageContext) -> dict[str, dict[str, str]]:
    """What each filter offers: value in the address → words."""
    words, code, store = context.words, context.language.code, context.desk.store
    years = store.rows("SELECT DISTINCT left(period_label, 4) AS year FROM operations ORDER BY year")
    areas = {row["area"] for row in store.rows("SELECT DISTINCT crime_area AS area FROM operations")}
    goals = store.rows(f"SELECT number, title_{code} AS title FROM goals WHERE kind = 'goal' ORDER BY number")
    return {
        "kind": {key: words(text) for key, text in KINDS.items()},
        "year": {row["year"]: formatting.period(row["year"], context.language) for row in years},
        "area": {key: words(text) for key, text in AREAS.items() if key in areas},
        "region": {key: words(text) for key, text in REGIONS.items()},
        "outcome": {key: words(label) for key, (label, _, _) in OUTCOMES.items()},
        "order": {key: words(label) for key, label in ORDERS.items()},
        "goal": {str(row["number"]): context.language.in_digits(f"{row['number']}. {row['title']}") for row in goals},
    }


def _find(context: PageContext, asked: dict[str, str]) -> list[dict[str, Any]]:
    code = context.language.code
    query = f"""
        WITH places AS (
            SELECT o.source_id, o.subject, string_agg(DISTINCT p.un_regions, '; ') AS regions
            FROM operations o JOIN printed_places p
              ON list_contains(string_split(o.regions_printed || '; ' || o.countries_printed, '; '), p.printed)
            GROUP BY ALL
        )
        SELECT o.*, s.{code} AS subject_name, places.regions
        FROM operations o JOIN subjects s USING (subject) LEFT JOIN places USING (source_id, subject)
        WHERE o.kind = $kind
          AND ($year = '' OR starts_with(o.period_label, $year))
          AND ($area = '' OR crime_area = $area)
          AND ($goal = '' OR goal = try_cast($goal AS INTEGER))
          AND ($region = '' OR contains(coalesce(places.regions, ''), $region))
        ORDER BY left(o.period_label, 4) DESC, subject_name COLLATE {code}
    """
    parameters = {name: asked[name] for name in ("kind", "year", "area", "goal", "region")}
    return context.desk.store.rows(query, parameters)


def _page(context: PageContext, rows: list[dict[str, Any]]) -> int:
    """The page that is asked for; that of an operation where only the operation is named."""
    named = context.asked.get("operation", "")
    if named and "page" not in context.asked:
        names = [f"{row['source_id']}-{row['subject']}" for row in rows]
        return names.index(named) // PAGE_ROWS + 1 if named in names else 1
    return page_number(context, len(rows), PAGE_ROWS)
