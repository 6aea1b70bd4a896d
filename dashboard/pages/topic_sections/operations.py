"""The explorer: every operation of the reports, by year, crime area, region and goal, with its figures."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.components.form_controls import chosen_option, filter_form, nothing_found, options_of, select
from dashboard.components.pager import page_number, pager
from dashboard.data.operations import AREAS, REGIONS
from dashboard.errors import InvalidParameter
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.pages.operation_panel import panels
from dashboard.pages.outcomes import ORDERS, OUTCOMES, comparison

ANCHOR = "explorer"
#: Names of the query string that are read here.
PARAMETERS = ("kind", "year", "area", "region", "goal", "outcome", "order", "page", "operation")
KINDS = {
    "operation": N_("operations"),
    "project": N_("projects"),
    "programme": N_("programmes"),
    "campaign": N_("campaigns"),
    "initiative": N_("initiatives"),
}
#: Operations laid out on one page of the list.
PAGE_ROWS = 120


def layout(context: PageContext) -> Any:
    """Lays out the operations that fit the filters, the latest first."""
    gettext = context.gettext
    offered = options(context)
    criteria = {name: chosen_option(context, name, values) for name, values in offered.items() if name != "year"}
    year = context.query.get("year", "")
    criteria["year"] = "" if year == "all" else chosen_option(context, "year", offered["year"])
    criteria["kind"] = criteria["kind"] or "operation"
    rows = _find(context, criteria)
    page = _page(context, rows)
    order = (
        gettext("The latest year comes first; within a year, names are in alphabetical order.") if len(rows) > 1 else ""
    )
    found = [context.language.ngettext("{number} entry found.", "{number} entries found.", len(rows)), " ", order]
    return html.Section(
        [
            html.H2(gettext("What did each operation achieve?"), id=ANCHOR),
            html.P(
                gettext(
                    "Open an operation to see every figure that a report prints for it. Region and goal are our own classification."
                )
            ),
            filter_form(context, _fields(context, offered, criteria), gettext("Filter the operations"), ANCHOR),
            html.P(found, className="found", role="status"),
            comparison(context, rows, criteria["outcome"], criteria["order"] or "value")
            if rows and criteria["outcome"]
            else None,
            html.Div(panels(context, rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]), className="panels")
            if rows
            else nothing_found(context, gettext("No operation fits these filters."), ANCHOR),
            pager(context, page, len(rows), PAGE_ROWS, ANCHOR),
        ]
    )


def _fields(context: PageContext, offered: dict[str, dict[str, str]], criteria: dict[str, str]) -> list[Any]:
    gettext = context.gettext
    labels = {
        "kind": gettext("Kind"),
        "year": gettext("Year"),
        "area": gettext("Crime area"),
        "region": gettext("Region"),
        "goal": gettext("Policing goal"),
        "outcome": gettext("Compare"),
        "order": gettext("Order"),
    }
    if not criteria["outcome"]:  # what is not compared has one order, which is said above the list
        del labels["order"]
    none = {"kind": "", "order": "", "outcome": gettext("nothing")}
    return [
        select(name, label, options_of(offered[name], none.get(name, gettext("all"))), criteria[name])
        for name, label in labels.items()
    ]


def options(context: PageContext) -> dict[str, dict[str, str]]:
    """What each filter offers: value in the address → words."""
    gettext, code, store = context.gettext, context.language.code, context.data.store
    years = store.rows("SELECT DISTINCT left(period_label, 4) AS year FROM operations ORDER BY year")
    areas = {row["area"] for row in store.rows("SELECT DISTINCT crime_area AS area FROM operations")}
    goals = store.rows(f"SELECT number, title_{code} AS title FROM goals WHERE kind = 'goal' ORDER BY number")
    return {
        "kind": {key: gettext(text) for key, text in KINDS.items()},
        "year": {row["year"]: formatting.period(row["year"], context.language) for row in years},
        "area": {key: gettext(text) for key, text in AREAS.items() if key in areas},
        "region": {key: gettext(text) for key, text in REGIONS.items()},
        "outcome": {key: gettext(label) for key, (label, _, _) in OUTCOMES.items()},
        "order": {key: gettext(label) for key, label in ORDERS.items()},
        "goal": {
            str(row["number"]): context.language.localize_digits(f"{row['number']}. {row['title']}") for row in goals
        },
    }


def _find(context: PageContext, criteria: dict[str, str]) -> list[dict[str, Any]]:
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
    parameters = {name: criteria[name] for name in ("kind", "year", "area", "goal", "region")}
    return context.data.store.rows(query, parameters)


def _page(context: PageContext, rows: list[dict[str, Any]]) -> int:
    """The page that is asked for; that of an operation where only the operation is named.

    Raises:
        InvalidParameter: there is no such operation, or no such page.
    """
    named = context.query.get("operation", "")
    if named:
        known = context.data.store.rows("SELECT source_id || '-' || subject AS name FROM operations ORDER BY name")
        if named not in {row["name"] for row in known}:
            raise InvalidParameter("operation", named, [row["name"] for row in known])
    if named and "page" not in context.query:
        names = [f"{row['source_id']}-{row['subject']}" for row in rows]
        return names.index(named) // PAGE_ROWS + 1 if named in names else 1
    return page_number(context, len(rows), PAGE_ROWS)
