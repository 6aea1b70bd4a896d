"""Membership by year, and the table of members with search."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.components.form_controls import chosen_option, filter_form, nothing_found, options_of, search, select
from dashboard.components.tables import scrolling, table_head
from dashboard.data.operations import REGIONS
from dashboard.i18n import formatting
from dashboard.pages.membership_slider import membership_slider
from dashboard.search.countries import find_members

ANCHOR = "members"
#: Names of the query string that are read here.
PARAMETERS = ("member", "region", "until")


def layout(context: PageContext) -> Any:
    """Lays out membership by year, and the members that fit the search, by name."""
    gettext = context.gettext
    regions = {key: gettext(text) for key, text in REGIONS.items()}
    region = chosen_option(context, "region", regions)
    rows = _find(context, region)
    fields = [
        search(context, "member", gettext("Country")),
        select("region", gettext("Region"), options_of(regions, gettext("all")), region),
    ]
    found = context.language.ngettext("{number} member found.", "{number} members found.", len(rows))
    table = html.Section(
        [
            html.H2(gettext("Which countries are members, and since when?"), id=ANCHOR),
            filter_form(context, fields, gettext("Search the members"), ANCHOR),
            html.P(found, className="found", role="status"),
            _table(context, rows, regions)
            if rows
            else nothing_found(context, gettext("No member fits this search."), ANCHOR),
        ],
        className="text",
    )
    return [membership_slider(context), table]


def _find(context: PageContext, region: str) -> list[dict[str, Any]]:
    code = context.language.code
    query = f"""
        SELECT name_{code} AS name, un_region, member_since, founding_member_1956 = '1' AS founder, confidence,
               current_spell_start AS readmitted, ended.year AS left, coalesce(ended.unknown, false) AS unknown
        FROM members LEFT JOIN (
            SELECT code, max(last_year_end) + 1 AS year, bool_or(from_year IS NULL) AS unknown
            FROM membership_spells WHERE last_year_end >= 1956 GROUP BY code
        ) ended ON ended.code = iso3
        WHERE ($region = '' OR un_region = $region)
          AND ($typed = '' OR iso3 IN (SELECT unnest($found)))
        ORDER BY name_{code} COLLATE {code}
    """
    store, typed = context.data.store, context.query.get("member", "").strip()
    return store.rows(query, {"region": region, "typed": typed, "found": sorted(find_members(store, typed))})


def _table(context: PageContext, rows: list[dict[str, Any]], regions: dict[str, str]) -> Any:
    gettext, language = context.gettext, context.language
    head = [gettext("Country"), gettext("Region"), gettext("Member since")]
    body = []
    for row in rows:
        since = formatting.period(row["member_since"], language)
        doubt = gettext("{date} (one source only)", date=since) if row["confidence"] == "B" else since
        cells = [
            html.Th(row["name"], scope="row"),
            html.Td(regions[row["un_region"]]),
            html.Td([doubt, *_circumstances(context, row)]),
        ]
        body.append(html.Tr(cells))
    caption = gettext("Members by date of accession to the present Organization. Names and regions: United Nations.")
    table = html.Table([html.Caption(caption), table_head(head), html.Tbody(body)])
    return scrolling(table, gettext("Which countries are members, and since when?"), tall=True)


def _circumstances(context: PageContext, row: dict[str, Any]) -> list[Any]:
    """Lines under a date of accession: a member of June 1956, and one that left and was readmitted."""
    gettext, language = context.gettext, context.language
    lines = [gettext("member when the present constitution came into force")] if row["founder"] else []
    if row["unknown"]:
        lines.append(gettext("readmitted; the start of its first membership is not known"))
    elif row["left"]:
        years = {name: formatting.period(str(row[name]), language) for name in ("left", "readmitted")}
        lines.append(gettext("left in {left}, readmitted in {readmitted}", **years))
    return [part for line in lines for part in (html.Br(), html.Span(line, className="metric"))]
