"""Membership by year in the place of the lead chart, and the table of members with search."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.components.form_controls import chosen_option, filter_form, nothing_found, options_of, search, select
from dashboard.components.tables import scrolling, table_head
from dashboard.data.membership import member_rows
from dashboard.data.operations import REGIONS
from dashboard.pages import membership_slider
from dashboard.pages.membership_country import accession_words, circumstances, country_lines, country_names
from dashboard.search.countries import find_members

ANCHOR = "members"
#: Names of the query string that are read here.
PARAMETERS = ("member", "region", *membership_slider.PARAMETERS)


def lead(context: PageContext) -> Any:
    """Lays out membership by year."""
    return membership_slider.membership_slider(context)


def subject(context: PageContext) -> tuple[str, str, str] | None:
    """The country that is followed, with its dates."""
    country = context.query.get("country", "")
    if not country:
        return None
    return country_names(context)[country], " · ".join(country_lines(context)[country]), f"country={country}"


def preview(context: PageContext) -> dict[str, Any]:
    """How many members there were at the end of the year that the address asks for."""
    return {"description": membership_slider.members_sentence(context)} if context.query.get("until") else {}


def layout(context: PageContext) -> Any:
    """Lays out the members that fit the search, by name."""
    gettext = context.gettext
    regions = {key: gettext(text) for key, text in REGIONS.items()}
    region = chosen_option(context, "region", regions)
    store, typed = context.data.store, context.query.get("member", "").strip()
    rows = member_rows(store, context.language.code, region, find_members(store, typed) if typed else None)
    fields = [
        search(context, "member", gettext("Country")),
        select("region", gettext("Region"), options_of(regions, gettext("all")), region),
    ]
    found = context.language.ngettext("{number} member found.", "{number} members found.", len(rows))
    return html.Section(
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


def _table(context: PageContext, rows: list[dict[str, Any]], regions: dict[str, str]) -> Any:
    gettext = context.gettext
    head = [gettext("Country"), gettext("Region"), gettext("Member since")]
    body = []
    for row in rows:
        further = [
            part for line in circumstances(context, row) for part in (html.Br(), html.Span(line, className="metric"))
        ]
        follow = membership_slider.time_address(context, country=row["iso3"])
        cells = [
            html.Th(html.A(row["name"], href=follow, **{"data-country": row["iso3"]}), scope="row"),
            html.Td(regions[row["un_region"]]),
            html.Td([accession_words(context, row), *further]),
        ]
        body.append(html.Tr(cells))
    caption = gettext("Members by date of accession to the present Organization. Names and regions: United Nations.")
    table = html.Table([html.Caption(caption), table_head(head), html.Tbody(body)])
    return scrolling(table, gettext("Which countries are members, and since when?"), tall=True)
