"""Membership by year: a native slider over the curve, the map and the number of that year, and who joined or left.

Every state has an address that the server draws as well; ``assets/membership.js`` answers the same links at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.chart_article import actions, chart_frame, folded_table, kicker, panel_foot
from dashboard.components.context import PageContext
from dashboard.components.form_controls import hidden_inputs
from dashboard.components.html import Element, Raw, json_script
from dashboard.data.membership import FORMER, Membership, MembershipYear, membership
from dashboard.data.operations import REGIONS
from dashboard.design.assets import asset_url
from dashboard.errors import InvalidParameter
from dashboard.i18n import formatting
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages.membership_country import country_lines, country_names
from dashboard.pages.membership_curve import chosen_year, confirmed_years, followed_spells, membership_curve
from dashboard.pages.membership_map import membership_map
from dashboard.pages.membership_steps import guided_steps

ANCHOR = "time"
#: Names of the query string that are read here.
PARAMETERS = ("until", "country")
#: The charts that the section shows: who the members are, and how many there have been.
MAP, CURVE = "members-map", "members-over-time"
#: The chart that is taken away: the map of the year that is shown.
OF_YEAR = "members-in-year"
#: Countries that an unknown one is answered with.
MAX_NEAR = 5
#: Letters of it that are compared.
MAX_ASKED = 40


def time_address(context: PageContext, until: str = "", country: str = "") -> str:
    """The address of a year and a country; what is the default is not named."""
    query = {"until": until, "country": country, **dict(parse_qsl(urls.digits_query(context.language)))}
    text = urlencode({name: value for name, value in query.items() if value})
    return f"/{context.language.code}/members" + (f"?{text}" if text else "") + f"#{ANCHOR}"


@dataclass(frozen=True)
class _Shown:
    """What the section shows.

    Attributes:
        names: code → name.
        lines: code → lines on its membership.
        country: code of the country that is followed, or the empty string.
    """

    context: PageContext
    known: Membership
    names: dict[str, str]
    lines: dict[str, list[str]]
    year: MembershipYear
    country: str

    def address(self, year: int | None = None, country: str | None = None) -> str:
        """Of another year or another country."""
        until = self.year.year if year is None else year
        written = "" if until == self.known.last else str(until)
        return time_address(self.context, written, self.country if country is None else country)

    def sorted(self, codes: tuple[str, ...]) -> list[str]:
        """Codes in the order of their names."""
        return [code for code in self.names if code in codes]


def membership_slider(context: PageContext) -> Any:
    """Lays out the year and the country that the address asks for; by default the latest year and no country.

    Returns:
        None where one of the two charts cannot be shown.

    Raises:
        InvalidParameter: the number of members is not known for that year, or there is no such country.
    """
    known, names = membership(context.data.store), country_names(context)
    year, country = _chosen_year(context, known), _chosen_country(context, names)
    shown = _Shown(context, known, names, country_lines(context), year, country)
    ids = {chart.id for chart in context.data.catalogue}
    charts = [context.data.catalogue.chart(chart) for chart in (MAP, CURVE) if chart in ids]
    views = context.data.default_charts(context.language, charts)
    if len(views) < 2:
        return None
    world, curve = views
    title = html.A(bind_with_nbsp(curve.title), href=urls.chart(context.language, curve.chart))
    head = [
        kicker(context, curve, named=False),
        html.H2(title, className="chart-title", id=f"title-{CURVE}"),
        html.P(world.title, id=f"title-{MAP}", className="visually-hidden"),
    ]
    picture = html.Div(membership_map(context, world, known, year.year, country), className="panel-picture")
    steps = guided_steps(context, known, names, year.year, shown.address)
    main = [html.Div([_readout(shown), picture], className="time-picture"), _key(shown), _form(shown)]
    side = [steps, _followed(shown), _regions(shown), *_changes(shown)]
    body = [
        html.Div(head, className="panel-head"),
        html.Div(main, className="time-main"),
        html.Div(side, className="time-side"),
        panel_foot(context, world, [actions(context, _taken_away(shown, world))[0], folded_table(context, world)]),
        _script_data(shown, world),
        Element("script", {"src": asset_url("membership.js"), "defer": True}),
    ]
    article = chart_frame(context, world, body, "panel panel-lead topic-members time")
    return html.Section(article, id=ANCHOR, className="span-12 mid-12", **{"aria-labelledby": f"title-{CURVE}"})


def _taken_away(shown: _Shown, world: ChartView) -> ChartView:
    """What picture, data and embed are of: the map of the year that is shown."""
    data, language = shown.context.data, shown.context.language
    charts = [chart for chart in data.catalogue if chart.id == OF_YEAR]
    until = {} if shown.year.year == shown.known.last else {"until": str(shown.year.year)}
    return next((data.view(chart, chart.state(until), language) for chart in charts), world)


def members_sentence(context: PageContext) -> str:
    """How many members there were at the end of the year that the address asks for."""
    year = _chosen_year(context, membership(context.data.store))
    return f"{formatting.number(year.count, context.language)} {_words(context, year)}"


def _chosen_year(context: PageContext, known: Membership) -> MembershipYear:
    return known.in_year(context.query.get("until") or str(known.last))


def _chosen_country(context: PageContext, names: dict[str, str]) -> str:
    asked = context.query.get("country", "")
    if asked and asked not in names:
        words = {word.casefold(): code for code, name in names.items() for word in (name, code)}
        near = get_close_matches(asked[:MAX_ASKED].casefold(), words, MAX_NEAR, cutoff=0)
        raise InvalidParameter("country", asked, {words[word]: names[words[word]] for word in near})
    return asked


def _readout(shown: _Shown) -> Any:
    """The number of members, large."""
    count = shown.year.count
    number = html.B(formatting.number(count, shown.context.language))
    words = html.Span(_words(shown.context, shown.year))
    return html.P([number, " ", words], className="readout", **{"data-members-count": str(count)})


def _words(context: PageContext, year: MembershipYear) -> str:
    """What follows the number."""
    period = formatting.period(str(year.year), context.language)
    return context.language.ngettext("member at the end of {year}", "members at the end of {year}", year.count, year=period)  # fmt: skip


def _form(shown: _Shown) -> Any:
    """The slider over the curve, the years beside it, and the country to follow."""
    gettext, known, year = shown.context.gettext, shown.known, shown.year
    points = [(each.year, each.count) for each in known.years]
    drawn = (
        chosen_year(points, year.year)
        + confirmed_years(points, [each.year for each in known.years if each.confirmed])
        + followed_spells(known.spells.get(shown.country, ()), known.first, known.last)
    )
    count = formatting.number(year.count, shown.context.language)
    slider = {"type": "range", "name": "until", "min": known.first, "max": known.last, "value": year.year,
              "aria-label": gettext("Year"), "aria-valuetext": f"{count} {_words(shown.context, year)}"}  # fmt: skip
    curve = membership_curve(shown.context, points, 'aria-hidden="true"', drawn, Element("input", slider))
    options = {
        code: Element("option", {"value": code, "selected": code == shown.country}, name)
        for code, name in shown.names.items()
    }
    former = Element(
        "optgroup",
        {"label": gettext("Former members, none of today’s countries")},
        [option for code, option in options.items() if code in FORMER],
    )
    today = [option for code, option in options.items() if code not in FORMER]
    countries = [Element("option", {"value": ""}, gettext("no country")), *today, former]
    choice = Element("label", {"class": "field"}, [
        gettext("Follow a country"), Element("select", {"name": "country"}, countries)])  # fmt: skip
    play = html.Button(
        gettext("Play"), type="button", hidden=True, className="play", **{"data-pause": gettext("Pause")}
    )
    controls = [
        play,
        _step(shown, -1, "‹", gettext("The year before")),
        _step(shown, 1, "›", gettext("The year after")),
        choice,
        *hidden_inputs(shown.context.language, ()),
        html.Button(gettext("Show"), type="submit"),
    ]
    action = f"{shown.context.path}#{ANCHOR}"
    return html.Form([curve, html.Div(controls, className="time-controls")], method="get", action=action)


def _step(shown: _Shown, step: int, sign: str, words: str) -> Any:
    """A link to the year beside; at either end it leads to the year that is shown."""
    year = min(max(shown.year.year + step, shown.known.first), shown.known.last)
    parts = [html.Span(sign, **{"aria-hidden": "true"}), html.Span(words, className="visually-hidden")]
    there = {"data-step": str(step), "aria-disabled": "true" if year == shown.year.year else None}
    return html.A(parts, href=shown.address(year), className="option", **there)


def _key(shown: _Shown) -> Any:
    """What the shapes of a year mean, and who is not drawn: the borders are those of today."""
    gettext = shown.context.gettext
    swatch = '<svg viewBox="0 0 14 14" aria-hidden="true"><path class="{}" d="M1 1H13V13H1z"/></svg>'
    dot = '<svg viewBox="0 0 14 14" aria-hidden="true"><circle cx="7" cy="7" r="4"/></svg>'
    entries = [
        (swatch.format("joined"), gettext("joined in this year")),
        (swatch.format("left"), gettext("had left by then")),
        (swatch.format("doubtful"), gettext("a date is doubtful")),
        (dot, gettext("another source gives the same total")),
    ]
    then = {code: shown.known.is_member(code, shown.year.year) for code in FORMER}
    undrawn = [
        html.Li(shown.names[code], hidden=None if member else True, **{"data-undrawn": code})
        for code, member in then.items()
    ]
    words = gettext("Members then, and none of today’s countries, so not drawn:")
    return [
        html.Ul(
            [
                *(html.Li([Raw(sign), text]) for sign, text in entries),
                html.Li(gettext("The map is drawn with today’s borders.")),
            ],
            className="time-key",
        ),
        html.Div([html.Span(words), html.Ul(undrawn)], className="caveat undrawn",
                 hidden=None if any(then.values()) else True),
    ]  # fmt: skip


def _regions(shown: _Shown) -> Any:
    """Members by region at the end of the year."""
    counts = shown.known.by_region(shown.year.year)
    top = max(shown.known.by_region(shown.known.last).values())
    rows = []
    for key, words in _region_names(shown.context).items():
        count = counts.get(key, 0)
        length = Element("i", {"style": f"--share:{count / top:.4f}"})
        number = html.B(formatting.number(count, shown.context.language))
        parts = [html.Span(words, className="bar-label"), html.Span([length, number], className="bar-length")]
        rows.append(html.Li(parts, className="bar-row", **{"data-members-region": key, "data-count": str(count)}))
    return html.Div([html.H3(shown.context.gettext("Members by region")), html.Ul(rows, className="bars")])


def _region_names(context: PageContext) -> dict[str, str]:
    named = {key: context.gettext(words) for key, words in REGIONS.items()}
    return named | {"": context.gettext("None of today’s countries")}


def _changes(shown: _Shown) -> list[Any]:
    """Who joined or left; a heading is hidden where nobody did."""
    gettext, year = shown.context.gettext, shown.year
    founders = gettext("Members when the present constitution came into force, in June {year}", year=shown.known.first)
    joined = founders if year.year == shown.known.first else gettext("Joined in this year")
    none = gettext("No country joined or left in this year.")
    return [
        _change(shown, joined, year.joined, "data-joined"),
        _change(shown, gettext("Left in this year"), year.left, "data-left"),
        html.P(none, hidden=True if year.joined or year.left else None, **{"data-unchanged": ""}),
        html.P(gettext("Names are today’s; former members are named as they were."), className="metric"),
    ]


def _change(shown: _Shown, heading: str, codes: tuple[str, ...], hook: str) -> Any:
    items = [
        html.Li(html.A(shown.names[code], href=shown.address(country=code), **{"data-country": code}))
        for code in shown.sorted(codes)
    ]
    return html.Div([html.H3(heading), html.Ul(items)], className="time-changes",
                    hidden=None if codes else True, **{hook: ""})  # fmt: skip


def _followed(shown: _Shown) -> Any:
    """The country that is followed: its dates, and what is doubtful of them."""
    lines = [html.Li(line) for line in shown.lines.get(shown.country, [])]
    release = html.A(shown.context.gettext("No longer follow"), href=shown.address(country=""), **{"data-country": ""})
    return html.Div(
        [html.H3(shown.names.get(shown.country, "")), html.Ul(lines), release],
        className="time-followed",
        hidden=None if shown.country else True,
        **{"data-followed": shown.country},
    )


def _script_data(shown: _Shown, world: ChartView) -> Raw:
    """What the script shows of other years and countries; the names stand in the list of countries."""
    known, language = shown.known, shown.context.language
    regions = list(_region_names(shown.context))
    years = []
    for each in known.years:
        counts = known.by_region(each.year)
        changes = [shown.sorted(each.joined), shown.sorted(each.left)]
        years.append([each.count, _words(shown.context, each), *changes, [counts.get(key, 0) for key in regions]])
    most = max(each.count for each in known.years)
    gettext = shown.context.gettext
    return json_script(
        {
            "years": years,
            "numbers": [formatting.number(count, language) for count in range(most + 1)],
            "spells": known.spells,
            "lines": shown.lines,
            "shapes": [row.category for row in world.rows],
            "doubtful": sorted(known.doubtful),
            "joined": gettext("Joined in this year"),
            "founders": gettext(
                "Members when the present constitution came into force, in June {year}", year=known.first
            ),
        },
        id="time-data",
    )
