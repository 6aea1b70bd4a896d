"""Then and now: every measure of the two latest annual reports, side by side, with the change that is printed or worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

import dash
from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Catalogue, Chart
from dashboard.components.context import Page, PageContext
from dashboard.components.figure_symbols import figure_symbols, symbols_key
from dashboard.components.form_controls import chosen_option
from dashboard.components.html import Raw
from dashboard.components.tables import scrolling
from dashboard.data.store import Row
from dashboard.data.year_pairs import YearPair, report_years, year_pairs
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages.provenance import Provenance, printed_elsewhere, provenance_of, read_where

#: value of ``show`` → words, directions of the measures that are shown. The first is the default.
SHOWN = {
    "both": (N_("In both years"), ("rose", "fell", "same")),
    "rose": (N_("Larger in {later}"), ("rose",)),
    "fell": (N_("Smaller in {later}"), ("fell",)),
    "same": (N_("The same"), ("same",)),
    "only-later": (N_("Only in {later}"), ("only-later",)),
    "only-earlier": (N_("Only in {earlier}"), ("only-earlier",)),
}
#: The same measures as a chart, with its own page, picture and embed.
CHART = "then-and-now"
ORDERS = {"topic": N_("by topic"), "change": N_("largest change in percent first"), "name": N_("by name")}


def parameters(_: Catalogue) -> Collection[str]:
    """Names of the query string that are read here."""
    return "show", "order"


def layout(context: PageContext) -> Page:
    """Lays out the measures that the address asks for.

    Raises:
        InvalidParameter: there is no such selection or order.
    """
    gettext = context.gettext
    earlier, later = report_years(context.data.store)
    title = gettext("Then and now: {earlier} and {later}", earlier=int(earlier), later=int(later))
    lead = gettext(
        "Every measure of the annual reports of {earlier} and {later}, side by side. A change stands here only where it is printed or worked out.",
        earlier=int(earlier),
        later=int(later),
    )
    pairs = year_pairs(context.data.store)
    show, order = choices(context)
    shown = select_pairs(context, pairs, show, order)
    ids = [row["figure_id"] for pair in shown for row in (pair.earlier, pair.later) if row]
    behind, elsewhere = provenance_of(context, ids, charts=False), _charts_of_series(context)
    count = context.language.ngettext("{number} measure", "{number} measures", len(shown))
    query = urlencode({name: context.query[name] for name in ("show", "order") if name in context.query})
    file = urls.file_in_language(context.language, "changes.csv") + (f"?{query}" if query else "")
    body = [
        html.H1(title),
        html.P(lead, className="lead"),
        _links(context, gettext("Show"), "show", {name: _words(context, name, pairs) for name in SHOWN}, show),
        _links(context, gettext("Order"), "order", {name: gettext(text) for name, text in ORDERS.items()}, order),
        html.P(count, className="found", role="status"),
        _table(context, shown, behind, elsewhere, earlier, later),
        symbols_key(
            context.language,
            [row for pair in shown for row in (pair.earlier, pair.later, *pair.changes) if row],
            "§" if any(each.publications for each in behind.values()) or not elsewhere.keys().isdisjoint(ids) else "",
        ),
        html.Ul(
            [html.Li(html.A(gettext("This table as CSV"), href=file)), *_chart_links(context, show)],
            className="actions",
        ),
    ]
    words = gettext(SHOWN[show][0], earlier=int(earlier), later=int(later))
    status = gettext("{counted}: {chosen}", counted=count, chosen=words)
    return Page(title=title, description=lead, body=body, topic="changes", status=status, query=query)


def _chart_links(context: PageContext, show: str) -> list[Any]:
    """The chart of the measures that are shown, its picture and its embed; nothing for those that one report alone has."""
    chart = next((each for each in context.data.catalogue if each.id == CHART), None)
    if chart is None or show not in chart.definition.controls["show"].options:
        return []
    state, language = chart.state({"show": show}), context.language
    page = urls.chart(language, chart, state)
    links = {
        context.gettext("Chart"): page,
        "PNG": urls.chart(language, chart, state, "png"),
        context.gettext("Embed"): f"{page}#embed",
    }
    return [html.Li(html.A(words, href=address)) for words, address in links.items()]


def choices(context: PageContext) -> tuple[str, str]:
    """What the address asks to show, and in which order.

    Raises:
        InvalidParameter: there is no such selection or order.
    """
    show = chosen_option(context, "show", dict.fromkeys(SHOWN, ""))
    return show or next(iter(SHOWN)), chosen_option(context, "order", ORDERS) or next(iter(ORDERS))


def select_pairs(context: PageContext, pairs: list[YearPair], show: str, order: str) -> list[YearPair]:
    """The measures that are shown, in their order."""
    found = [pair for pair in pairs if pair.direction in SHOWN[show][1]]
    if order == "change":
        return sorted(found, key=lambda pair: -pair.percent)
    if order == "name":
        code, store = context.language.code, context.data.store
        rows = store.rows(
            f"SELECT metric, row_number() OVER (ORDER BY metrics.{code} COLLATE {store.collation(code)}) AS place FROM metrics"
        )
        place = {row["metric"]: row["place"] for row in rows}
        return sorted(found, key=lambda pair: place[pair.metric])
    return found


def _words(context: PageContext, name: str, pairs: list[YearPair]) -> str:
    earlier, later = report_years(context.data.store)
    text, directions = SHOWN[name]
    number = sum(pair.direction in directions for pair in pairs)
    words = context.gettext(text, earlier=int(earlier), later=int(later))
    return f"{words} ({formatting.number(number, context.language)})"


def _links(context: PageContext, label: str, name: str, options: Mapping[str, str], chosen: str) -> Any:
    """Choices as links; the address of the default does not name it."""
    default = next(iter(options))
    items = []
    for value, words in options.items():
        query = {**context.query, name: value} if value != default else {
            key: kept for key, kept in context.query.items() if key != name
        }  # fmt: skip
        address = context.path + (f"?{urlencode(query)}" if query else "")
        current = "true" if value == chosen else None
        items.append(html.Li(html.A(words, href=address, className="option", **{"aria-current": current})))
    return html.Nav([html.Span(label), html.Ul(items)], className="options", **{"aria-label": label})


def _table(
    context: PageContext,
    pairs: list[YearPair],
    behind: Mapping[str, Provenance],
    charts: Mapping[str, Chart],
    earlier: str,
    later: str,
) -> Any:
    gettext, language = context.gettext, context.language
    years = [language.localize_digits(year) for year in (earlier, later)]
    head = [(gettext("Measure"), None), (years[0], "number"), (years[1], "number"), (gettext("Change"), "number")]
    caption = gettext("Then and now: {earlier} and {later}", earlier=int(earlier), later=int(later))
    body: list[Any] = []
    for pair in pairs:
        drawn = [_bars(context, pair), _other_years(context, pair, charts)]
        body.append(html.Tr([_measure(context, pair, behind), *(_side(context, row) for row in (pair.earlier, pair.later)),
                             html.Td(_changes(context, pair), className="number"), html.Td(drawn)]))  # fmt: skip
    table = html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(html.Tr([*(html.Th(words, scope="col", className=kind) for words, kind in head), html.Td()])),
            html.Tbody(body),
        ],
        className="changes",
    )
    return html.Div(scrolling(table, caption), className="panel")


def _charts_of_series(context: PageContext) -> dict[str, Chart]:
    """Figure → the chart that has it in a series with what was published of other years."""
    shown = context.data.figures_by_chart.items()
    return {figure: chart for chart, figures in shown if chart.definition.series for figure in figures}


def _measure(context: PageContext, pair: YearPair, behind: Mapping[str, Provenance]) -> Any:
    """What is measured; under it, behind a word, where both values are printed, and what else prints them."""
    vocabulary, language = context.data.vocabulary, context.language
    name = vocabulary.metric(pair.metric, language)
    subject = html.Bdi(bind_with_nbsp(vocabulary.name(pair.subject, language)))
    items = []
    for row in filter(None, (pair.earlier, pair.later)):
        period = formatting.period(row["period_label"], language)
        items.append(html.Li([period, " · ", *read_where(context, row)]))
        items += [html.Li(line) for line in printed_elsewhere(context, behind[row["figure_id"]])]
    sources = html.Details([html.Summary(context.gettext("Sources")), html.Ul(items, className="provenance")])
    return html.Th([name, html.Br(), html.Span(subject, className="metric"), sources], scope="row")


def _other_years(context: PageContext, pair: YearPair, charts: Mapping[str, Chart]) -> Any:
    """The way to the other years of a measure, where publications print them."""
    found = [charts[row["figure_id"]] for row in (pair.later, pair.earlier) if row and row["figure_id"] in charts]
    if not found:
        return None
    vocabulary, language = context.data.vocabulary, context.language
    measure = f" – {vocabulary.metric(pair.metric, language)}, {vocabulary.name(pair.subject, language)}"
    words = [context.gettext("In other years"), " §", html.Span(measure, className="visually-hidden")]
    return html.A(words, href=urls.chart(language, found[0]), className="metric")


def _side(context: PageContext, row: Row | None) -> Any:
    if row is None:
        return html.Td(context.gettext("not printed"), className="number absent")
    value = formatting.qualified(row["value"], row["unit"], row["qualifier"], context.language) + figure_symbols(row)
    return html.Td(html.A(value, href=urls.figure(context.language, row["figure_id"])), className="number")


def _changes(context: PageContext, pair: YearPair) -> list[Any]:
    """The changes that are printed or worked out, each a link to its figure."""
    found: list[Any] = []
    for row in pair.changes:
        value = formatting.qualified(abs(row["value"]), row["unit"], row["qualifier"], context.language)
        falls = row["value"] < 0 or row["metric"].endswith("_decrease")
        arrow = "" if row["value"] == 0 else "↓ " if falls else "↑ "
        spoken = context.gettext("down") if falls else context.gettext("up")
        link = html.A(
            [html.Span(arrow, **{"aria-hidden": "true"}), html.Span(spoken, className="visually-hidden"), " ",
             value + figure_symbols(row)],
            href=urls.figure(context.language, row["figure_id"]),
        )  # fmt: skip
        found += [html.Br(), link] if found else [link]
    return found or ["–"]


def _bars(context: PageContext, pair: YearPair) -> Any:
    """Both values from zero, as long as the larger one of the row says."""
    if pair.earlier is None or pair.later is None or max(pair.earlier["value"], pair.later["value"]) <= 0:
        return None
    top = max(pair.earlier["value"], pair.later["value"])
    parts = []
    for number, row in enumerate((pair.earlier, pair.later)):
        width = max(0.4, row["value"] / top * 100)
        start = 100 - width if context.language.rtl else 0
        colour = "var(--blue)" if number else "var(--slate)"
        parts.append(f'<rect x="{start:.2f}" y="{number * 11}" width="{width:.2f}" height="9" fill="{colour}"/>')
    drawn = (
        f'<svg class="bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">{"".join(parts)}</svg>'
    )
    return Raw(drawn)


dash.register_page(
    __name__, path_template="/<code>/changes", title=N_("Then and now"), layout=layout, parameters=parameters
)
