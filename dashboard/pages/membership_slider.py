"""Membership by year: a native slider over the curve, the number, and who joined or left; links do the same without scripts."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.components.form_controls import hidden_inputs
from dashboard.components.html import Element, Raw, json_script
from dashboard.data.membership import FORMER, MembershipYear, membership_years
from dashboard.design.assets import asset_url
from dashboard.errors import InvalidParameter
from dashboard.i18n import formatting
from dashboard.urls import digits_query

ANCHOR = "time"
#: Years with links of their own, beside the first and the last.
STOPS = (1960, 1970, 1980, 1990, 1993, 2000, 2010)
#: The curve's box; the slider lies over it.
WIDTH, HEIGHT = 1000, 160


def membership_slider(context: PageContext) -> Any:
    """Lays out the year that the address asks for, the latest by default.

    Raises:
        InvalidParameter: the number of members is not known for that year.
    """
    years = membership_years(context.data.store)
    names = _names(context)
    chosen = _chosen(context, years)
    gettext = context.gettext
    first, last = years[0].year, years[-1].year
    slider = {"type": "range", "name": "until", "min": first, "max": last, "value": chosen.year, "dir": "ltr",
              "aria-valuetext": _sentence(context, chosen)}  # fmt: skip
    form = html.Form(
        [
            html.Div(
                [Raw(_curve(years, chosen)), Element("label", {"class": "time-slider"}, [
                    Element("span", {"class": "visually-hidden"}, gettext("Year")), Element("input", slider)])],
                className="time-track",
            ),
            *hidden_inputs(context.language, ()),
            html.Button(gettext("Show"), type="submit"),
        ],
        method="get",
        action=f"{context.path}#{ANCHOR}",
    )  # fmt: skip
    words = {
        "years": {
            str(each.year): [_sentence(context, each), [names[code] for code in each.joined],
                             [names[code] for code in each.left]]
            for each in years
        },
        "counts": {str(each.year): each.count for each in years},
        "default": last,
    }  # fmt: skip
    return html.Section(
        [
            html.H2(gettext("How many members were there at the end of a year?")),
            html.P(_sentence(context, chosen), className="time-count", role="status",
                   **{"data-members-count": str(chosen.count)}),
            form,
            _stops(context, (first, *STOPS, last), chosen.year),
            _changes(gettext("Joined in this year"), chosen.joined, names, "data-joined"),
            _changes(gettext("Left in this year"), chosen.left, names, "data-left"),
            html.P(gettext("Names are today’s; former members are named as they were."), className="metric"),
            json_script(words),
            Element("script", {"src": asset_url("membership.js"), "defer": True}),
        ],
        id=ANCHOR,
    )  # fmt: skip


def _chosen(context: PageContext, years: list[MembershipYear]) -> MembershipYear:
    asked = context.query.get("until", "")
    if not asked:
        return years[-1]
    found = next((each for each in years if str(each.year) == asked), None)
    if found is None:
        raise InvalidParameter("until", asked, [f"{years[0].year}–{years[-1].year}"])
    return found


def _names(context: PageContext) -> dict[str, str]:
    rows = context.data.store.rows(f"SELECT iso3, name_{context.language.code} AS name FROM members")
    return {row["iso3"]: row["name"] for row in rows} | {code: context.gettext(name) for code, name in FORMER.items()}


def _sentence(context: PageContext, year: MembershipYear) -> str:
    return context.language.ngettext(
        "{number} member at the end of {year}", "{number} members at the end of {year}", year.count, year=year.year
    )


def _curve(years: list[MembershipYear], chosen: MembershipYear) -> str:
    """The number of members over the years, from zero, with a line at the year that is shown."""
    first, span, top = years[0].year, years[-1].year - years[0].year, max(each.count for each in years)
    points = [((each.year - first) / span * WIDTH, HEIGHT - each.count / top * HEIGHT) for each in years]
    line = " ".join(f"{x:.0f},{y:.1f}" for x, y in points)
    at = (chosen.year - first) / span * WIDTH
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f'<polygon points="0,{HEIGHT} {line} {WIDTH},{HEIGHT}"/>'
        f'<line x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="{HEIGHT}"/></svg>'
    )


def _stops(context: PageContext, years: tuple[int, ...], chosen: int) -> Any:
    links = []
    for year in years:
        query = "&".join(
            part for part in (f"until={year}" if year != years[-1] else "", digits_query(context.language)) if part
        )
        href = context.path + (f"?{query}" if query else "") + f"#{ANCHOR}"
        links.append(html.Li(html.A(formatting.period(str(year), context.language), href=href, className="option",
                                    **{"data-until": str(year), "aria-current": "true" if year == chosen else None})))  # fmt: skip
    label = context.gettext("Year")
    return html.Nav([html.Span(label), html.Ul(links)], className="options", **{"aria-label": label})


def _changes(heading: str, codes: tuple[str, ...], names: dict[str, str], hook: str) -> Any:
    """Who joined or left; hidden where nobody did."""
    items = [html.Li(names[code]) for code in codes]
    return html.Div([html.H3(heading), html.Ul(items)], className="time-changes", hidden=None if codes else True,
                    **{hook: ""})  # fmt: skip
