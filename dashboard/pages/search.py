"""Answers to a question: figures first, then charts, operations, countries, goals and terms. Nothing is added up."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

import dash
from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Catalogue
from dashboard.components.chart_link import chart_link
from dashboard.components.chart_preview import chart_preview
from dashboard.components.context import Page, PageContext
from dashboard.components.figure_symbols import DISPUTED, figure_symbols, symbols_key
from dashboard.components.form_controls import filter_form, search
from dashboard.components.html import Element
from dashboard.components.rich_text import gettext_elements
from dashboard.data.coverage import coverage
from dashboard.data.notices import PURPOSES
from dashboard.data.offices import OFFICE_TYPES
from dashboard.data.operations import AREAS, OUTCOMES
from dashboard.data.year_pairs import year_pairs
from dashboard.exports.cards.card_export import CARD_SIZE_PX
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages.provenance import read_where
from dashboard.search.answer import Answer, find_answer

#: Shown of each kind; the list of all figures has the others.
MAX_FIGURES, MAX_OTHERS = 12, 6
#: Who asks what something is wants its meaning before its numbers.
DEFINITION = re.compile(
    r"^\W*(what (is|are|does)|qu[’']est-ce|que signifie|qué (es|son|significa)|ما (هو|هي|معنى))\b", re.I
)
#: Letters of a question in the title of its page.
MAX_TITLE = 80
#: What may be asked, for who has not asked yet.
EXAMPLES = (N_("arrests {year}"), N_("Red Notices {year}"), N_("budget"), N_("HAECHI money"), N_("who pays"))
Row = dict[str, Any]


def parameters(_: Catalogue) -> Collection[str]:
    """Names of the query string that are read here."""
    return ("q",)


def layout(context: PageContext) -> Page:
    """Lays out the answers to the question of the address."""
    gettext, question = context.gettext, context.query.get("q", "")
    title = gettext("Search")
    lead = gettext("Ask for a number, a year, an operation, a country or a subject. Figures are never added up.")
    names = [each.name for each in context.data.suggestions(context.language.code) if each.kind != "country"]
    datalist = Element("datalist", {"id": "search-names"}, [Element("option", {"value": name}) for name in names])
    body: list[Any] = [
        html.H1(title),
        html.P(lead, className="lead"),
        filter_form(
            context,
            [search(context, "q", gettext("What are you looking for?"), "search-names"), datalist],
            gettext("Search the figures"),
        ),
    ]
    preview: dict[str, Any] = {}
    if question:
        answer = find_answer(context.data.search_index, question, context.language.code)
        body += [html.Div(_status(context, question, answer), role="status"), *_found(context, question, answer)]
        preview = _preview(context, question, answer)
    if not question or not answer:
        body.append(_examples(context))
    noindex = Element("meta", {"name": "robots", "content": "noindex"})
    extra_head = [noindex] if question else []
    return Page(**{"title": title, "description": lead, **preview}, body=body, topic="search", extra_head=extra_head)


def _preview(context: PageContext, question: str, answer: Answer) -> dict[str, Any]:
    """What other sites show of the answers: the question, the first of them, and a picture of it."""
    query = urlencode({"q": question})
    if not answer:
        return {"query": query}
    shown: dict[str, Any] = {"title": question[:MAX_TITLE], "query": query}
    first = answer.figures[:1]
    for row in _figures(context, first).values():
        metric, subject = (context.data.vocabulary.metric(row["metric"], context.language),
                           context.data.vocabulary.name(row["subject"], context.language))  # fmt: skip
        value = formatting.qualified(row["value"], row["unit"], row["qualifier"], context.language)
        period = formatting.period(row["period_label"], context.language)
        shown["description"] = context.gettext(
            "{metric}, {subject}, {period}: {value}",
            metric=metric, subject=subject, period=period, value=value + figure_symbols(row),
        )  # fmt: skip
        shown |= {"image": urls.figure(context.language, row["figure_id"], "png"), "image_size": CARD_SIZE_PX}
        shown["image_alt"] = shown["description"]
    for name in () if first else answer.charts[:1]:
        shown |= chart_preview(context, context.data.catalogue.chart(name))
    return shown


def remarks(context: PageContext, question: str, answer: Answer) -> list[Any]:
    """Says what was taken for what, what nothing fits, and what no document prints."""
    gettext, language = context.gettext, context.language
    said: list[Any] = []
    for typed, word in answer.corrected.items():
        slots = {"typed": html.Bdi(typed), "word": html.Bdi(word)}
        said.append(html.P(gettext_elements(language, "“{typed}” is taken for “{word}”.", slots)))
    if not answer and not answer.failed:
        said.append(html.P(gettext("Please ask for more than that."), className="notice"))
    elif not answer.words:
        slots = {"question": html.Bdi(question)}
        said.append(html.P(gettext_elements(language, "Nothing fits “{question}”.", slots), className="notice"))
    elif answer.failed:
        words = [part for word in answer.failed for part in (", ", html.Strong(html.Bdi(word)))][1:]
        said.append(
            html.P(
                gettext_elements(
                    language, "Nothing fits {words} beside the rest. Without it there is this:", {"words": words}
                ),
                className="notice",
            )
        )
    if answer.failed and (answer.failed_years or not answer.words):
        said.append(html.P(_years_there_are(context, answer)))
    return said + [html.P(text, className="notice") for text in _refusals(context, answer)]


def _status(context: PageContext, question: str, answer: Answer) -> list[Any]:
    found = context.language.ngettext("{number} figure found.", "{number} figures found.", len(answer.figures))
    return [*remarks(context, question, answer), html.P(found, className="found") if answer.figures else None]


def _years_there_are(context: PageContext, answer: Answer) -> str:
    """The years of the figures that fit without the year, or of all there are."""
    language = context.language
    query = """SELECT DISTINCT year(period_end) AS year FROM figures
               WHERE figure_id IN (SELECT unnest($ids)) AND basis <> 'reported' ORDER BY year"""
    years = [str(row["year"]) for row in context.data.store.rows(query, {"ids": list(answer.figures)})]
    if not years:
        reports = "SELECT left(max(published), 4) AS latest FROM sources WHERE kind = 'document'"
        members = context.data.store.rows("SELECT min(year) AS first, max(year) AS last FROM members_by_year")[0]
        return context.gettext(
            "The figures of the annual reports read here are of {years}, the latest document is of {latest}; the number of members is known from {first} to {last}.",
            years=formatting.years([*context.data.coverage().periods], language),
            latest=language.localize_digits(context.data.store.rows(reports)[0]["latest"]),
            first=members["first"],
            last=members["last"],
        )
    if len(years) > MAX_FIGURES:
        return context.gettext("There are figures from {first} to {last}.", first=int(years[0]), last=int(years[-1]))
    listed = formatting.format_list([language.localize_digits(year) for year in years], language)
    return context.gettext("There are figures of {years}.", years=listed)


def _refusals(context: PageContext, answer: Answer) -> list[str]:
    query = f"SELECT search_refusals.{context.language.code} AS text FROM search_refusals WHERE refusal IN (SELECT unnest($keys)) ORDER BY refusal"
    rows = context.data.store.rows(query, {"keys": list(answer.refusals)}) if answer.refusals else []
    texts = [context.language.localize_digits(row["text"]) for row in rows]
    if answer.of_total and answer.compared and not texts:
        texts.append(context.gettext("No total is printed for this, and figures are never added up here."))
    return texts


def _found(context: PageContext, question: str, answer: Answer) -> list[Any]:
    first = answer.figures[:MAX_FIGURES]
    rows = _figures(context, {*first, *answer.compared})
    items = [_figure(context, rows[name], first=name == first[0]) for name in first]
    both = _both_years(context, [rows[name] for name in first])
    more = None
    if len(answer.figures) > MAX_FIGURES:
        text = context.language.ngettext("All {number} figures", "All {number} figures", len(answer.figures))
        more = html.P(html.A(text, href=urls.search_figures(context.language, question)))
    countries = _section(context, N_("Countries"), _countries(context, answer))
    terms = _section(context, N_("Terms"), _terms(context, answer))
    about_term = bool(DEFINITION.search(question))
    return [
        countries if answer.failed else None,
        terms if about_term else None,
        _section(context, N_("Offices"), _offices(context, answer)),
        _comparison(context, [rows[name] for name in answer.compared]),
        _then_and_now(context, both),
        html.Ol(items, className="answers") if items else None,
        symbols_key(context.language, [*rows.values(), *both]),
        more,
        _section(context, N_("Charts"), _charts(context, answer)),
        _section(context, N_("Operations"), _operations(context, answer)),
        None if answer.failed else countries,
        _section(context, N_("Goals"), _goals(context, answer)),
        None if about_term else terms,
    ]


def _figures(context: PageContext, ids: Collection[str]) -> dict[str, Row]:
    """Figures by their ids, with what is needed to say where each is printed."""
    query = f"""SELECT f.*, {DISPUTED}, p.title, p.address, p.language AS publication_language
                FROM figures f LEFT JOIN publications p USING (publication_id)
                WHERE figure_id IN (SELECT unnest($ids))"""
    rows = context.data.store.rows(query, {"ids": sorted(ids)}) if ids else []
    return {row["figure_id"]: row for row in rows}


def _figure(context: PageContext, row: Row, *, first: bool) -> Any:
    language, vocabulary = context.language, context.data.vocabulary
    value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language) + figure_symbols(row)
    what = [vocabulary.metric(row["metric"], language), " · "]
    what.append(html.Bdi(bind_with_nbsp(vocabulary.name(row["subject"], language))))
    return html.Li(
        [
            html.P(html.A(value, href=urls.figure(language, row["figure_id"])), className="answer-value"),
            html.P(what, className="answer-what"),
            html.P([formatting.period(row["period_label"], language), " · ", *read_where(context, row)],
                   className="answer-source"),
        ],
        className="answer first" if first else "answer",
        **{"data-figure": row["figure_id"]},
    )  # fmt: skip


def _comparison(context: PageContext, rows: list[Row]) -> Any:
    """What several operations have in common: how many figures, the smallest and the largest, and no sum."""
    if not rows:
        return None
    language = context.language
    rows = sorted(rows, key=lambda row: float(row["value"]))
    ends = [formatting.qualified(row["value"], row["unit"], row["qualifier"], language) for row in (rows[0], rows[-1])]
    metric = context.data.vocabulary.metric(rows[0]["metric"], language)
    text = context.language.ngettext(
        "{metric}: {number} figure, from {smallest} to {largest}; no total is printed.",
        "{metric}: {number} figures, from {smallest} to {largest}; no total is printed.",
        len(rows), metric=metric, smallest=ends[0], largest=ends[1],
    )  # fmt: skip
    said: list[Any] = [text]
    unit = rows[0]["unit"]
    drawn = next((key for key, (_, *about) in OUTCOMES.items() if about == [rows[0]["metric"], unit]), "")
    if drawn:
        address = urls.topic(language, "operations", draw=drawn)
        said += [" ", html.A(context.gettext("Compare the operations"), href=f"{address}#board")]
    return html.P(said, className="answer-comparison")


def _both_years(context: PageContext, rows: list[Row]) -> list[Row]:
    """What both reports say of the measure of the first answer, if both do."""
    wanted = {(row["subject"], row["metric"], row["unit"]) for row in rows[:1] if row["basis"] == "printed"}
    for pair in year_pairs(context.data.store) if wanted else ():
        if (pair.subject, pair.metric, pair.unit) in wanted and pair.earlier and pair.later:
            return [pair.earlier, pair.later]
    return []


def _then_and_now(context: PageContext, rows: list[Row]) -> Any:
    if not rows:
        return None
    language = context.language
    said: list[Any] = []
    for row in rows:
        value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language) + figure_symbols(row)
        link = html.A(value, href=urls.figure(language, row["figure_id"]))
        said += [formatting.period(row["period_label"], language), ": ", link, " · "]
    said.append(html.A(context.gettext("Then and now"), href=urls.topic(language, "changes")))
    return html.P(said, className="answer-comparison pair")


def _section(context: PageContext, heading: str, items: list[Any]) -> Any:
    if not items:
        return None
    return html.Section([html.H2(context.gettext(heading)), html.Ul(items)], className="text found-others")


def _charts(context: PageContext, answer: Answer) -> list[Any]:
    charts = [context.data.catalogue.chart(name) for name in answer.charts[:MAX_OTHERS]]
    return [
        html.Li([chart_link(view, alone=False), html.Br(),
                 html.Span(view.subtitle, className="metric")])
        for view in context.data.default_charts(context.language, charts)
    ]  # fmt: skip


def _operations(context: PageContext, answer: Answer) -> list[Any]:
    language = context.language
    names = answer.operations[:MAX_OTHERS]
    query = "SELECT source_id || '-' || subject AS key, * FROM operations WHERE key IN (SELECT unnest($names))"
    rows = {row["key"]: row for row in context.data.store.rows(query, {"names": list(names)})} if names else {}
    items = []
    for name in names:
        row = rows[name]
        address = urls.operation(language, row["source_id"], row["subject"], kind=row["kind"])
        shown = html.Bdi(bind_with_nbsp(context.data.vocabulary.name(row["subject"], language)))
        area = AREAS[row["crime_area"]]
        items.append(
            html.Li(
                [
                    html.A(shown, href=address),
                    f" · {formatting.period(row['period_label'], language)} · {context.gettext(area)}",
                ]
            )
        )
    return items


def _countries(context: PageContext, answer: Answer) -> list[Any]:
    language, code = context.language, context.language.code
    query = f"SELECT iso3, name_{code} AS name, member_since FROM members WHERE iso3 IN (SELECT unnest($keys)) ORDER BY name COLLATE {context.data.store.collation(code)}"
    rows = context.data.store.rows(query, {"keys": list(answer.countries[:MAX_OTHERS])}) if answer.countries else []
    return [
        html.Li([
            html.A(row["name"], href=urls.country(language, row["iso3"])), " · ",
            context.gettext("member since {date}", date=formatting.period(row["member_since"], language)),
        ])
        for row in rows
    ]  # fmt: skip


def _goals(context: PageContext, answer: Answer) -> list[Any]:
    language, code = context.language, context.language.code
    query = f"SELECT goal, title_{code} AS title, summary_{code} AS summary FROM goals WHERE goal IN (SELECT unnest($keys)) ORDER BY kind, number"
    rows = context.data.store.rows(query, {"keys": list(answer.goals[:MAX_OTHERS])}) if answer.goals else []
    return [
        html.Li([html.A(row["title"], href=urls.goal(language, row["goal"])), html.Br(), row["summary"]])
        for row in rows
    ]


def _terms(context: PageContext, answer: Answer) -> list[Any]:
    vocabulary, language = context.data.vocabulary, context.language
    return [
        html.Li([html.A(vocabulary.name(key, language), href=urls.topic(language, "notices")), html.Br(),
                 context.gettext(PURPOSES[key])])
        for key in answer.terms[:MAX_OTHERS]
    ]  # fmt: skip


def _offices(context: PageContext, answer: Answer) -> list[Any]:
    code, gettext = context.language.code, context.gettext
    query = f"""SELECT office, type, o.{code} AS city, name_{code} AS country FROM offices o
                LEFT JOIN members ON iso3 = country_iso3 WHERE office IN (SELECT unnest($keys))"""
    rows = {row["office"]: row for row in context.data.store.rows(query, {"keys": list(answer.offices)})}
    address = f"{urls.topic(context.language, 'goals')}#offices"
    items = []
    for key in answer.offices:
        row, kind = rows[key], OFFICE_TYPES[rows[key]["type"]]
        items.append(html.Li([html.A(row["city"], href=address), f", {row['country']} · {gettext(kind)}"]))
    return items


def _examples(context: PageContext) -> Any:
    year = formatting.period(coverage(context.data.store).periods[-1], context.language)
    texts = [context.gettext(text, year=year) for text in EXAMPLES]
    links = [html.Li(html.A(text, href=urls.search(context.language, text))) for text in texts]
    return html.Section([html.H2(context.gettext("For example")), html.Ul(links)], className="text examples")


dash.register_page(
    __name__,
    path_template="/<code>/search",
    title=N_("Answers to a question"),
    layout=layout,
    parameters=parameters,
)
