"""Every figure there is, with search and filters that work without scripts; each opens its provenance."""

from __future__ import annotations

import re
from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.context import Page, PageContext
from dashboard.components.figure_symbols import DISPUTED, figure_symbols
from dashboard.components.form_controls import chosen_option, filter_form, format_list, nothing_found, search, select
from dashboard.components.pager import page_number, pager
from dashboard.components.rich_text import gettext_elements, quoted
from dashboard.components.tables import scrolling, table_head
from dashboard.exports.data.columns import BASES
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp

#: rule of a derivation → what it works out.
RULES = {
    "sum_of": N_("sum"),
    "difference": N_("difference"),
    "percent_change": N_("change in percent"),
    "share_of_total": N_("share of a total"),
    "percent_of_total": N_("percent of a total"),
    "before_change_percent": N_("value before a change in percent"),
    "before_change": N_("value before a change"),
    "per_million": N_("for each million"),
    "ratio": N_("ratio"),
}
PAGE_ROWS = 60
#: Names of the query string that are read here.
PARAMETERS = ("q", "figure", "page", "topic", "year", "document", "basis")


def layout(context: PageContext) -> Page:
    """Lays out the list of figures that the address asks for.

    Raises:
        InvalidParameter: a filter does not offer the value.
    """
    gettext = context.gettext
    title = gettext("All figures")
    offered = choices(context)
    chosen = {name: chosen_option(context, name, options) for name, options in offered.items()}
    rows, page, total = _find(context, _query(context, chosen))
    lead = gettext(
        "Every figure, with the document and the line it was read on. Figures marked † are worked out; those marked * have an inferred label; on those marked ‡ the documents disagree."
    )
    body = [
        html.H1(title),
        html.P(lead, className="lead"),
        _form(context, offered, chosen),
        html.P(
            context.language.ngettext("{number} figure found.", "{number} figures found.", total),
            className="found",
            role="status",
        ),
        _list(context, rows) if total else nothing_found(context, gettext("No figure fits these filters.")),
        pager(context, page, total, PAGE_ROWS),
        _files(context),
    ]
    return Page(title=title, description=lead, body=body, topic="figures")


def choices(context: PageContext) -> dict[str, dict[str, str]]:
    """What each filter offers: value in the address → words."""
    vocabulary, language, store = context.data.vocabulary, context.language, context.data.store
    years = store.rows(
        "SELECT year(period_start) AS year FROM figures UNION SELECT year(period_end) FROM figures ORDER BY 1 DESC"
    )
    return {
        "topic": {name: vocabulary.topic(name, language) for name in vocabulary.topics},
        "year": {str(row["year"]): formatting.period(str(row["year"]), language) for row in years},
        "document": {key: vocabulary.source(key, language) for key in sorted(vocabulary.sources)},
        "basis": {key: context.gettext(text) for key, text in BASES.items()},
    }


def _query(context: PageContext, chosen: dict[str, str]) -> dict[str, str]:
    """What the address asks for, without what it leaves open."""
    criteria = {"q": _plain_number(context.query.get("q", "").strip()), "figure": context.query.get("figure", "")}
    return {name: value for name, value in {**chosen, **criteria}.items() if value}


def _find(context: PageContext, criteria: dict[str, str]) -> tuple[list[dict[str, Any]], int, int]:
    """The rows of the page that the address asks for, its number, and how many rows there are in all."""
    page = context.query.get("page", "1")
    skipped = (int(page) - 1) * PAGE_ROWS if page.isascii() and page.isdecimal() and len(page) < 9 else 0
    # One reading finds the ids of the page and counts; only the rows of the page are then read in full.
    ids = f"""
        SELECT f.figure_id, count(*) OVER () AS total {_fitting(context, criteria)}
        ORDER BY f.topic, f.source_id, f.source_line, f.figure_id LIMIT $rows OFFSET $skipped
    """
    found = context.data.store.rows(ids, {**criteria, "rows": PAGE_ROWS, "skipped": max(0, skipped)})
    total = found[0]["total"] if found else _count(context, criteria)
    number = page_number(context, total, PAGE_ROWS)
    code = context.language.code
    query = f"""
        SELECT f.*, s.{code} AS subject_name, m.{code} AS metric_name, {DISPUTED}
        FROM figures f JOIN subjects s USING (subject) JOIN metrics m USING (metric)
        WHERE f.figure_id IN (SELECT unnest($ids)) ORDER BY f.topic, f.source_id, f.source_line, f.figure_id
    """
    return context.data.store.rows(query, {"ids": [row["figure_id"] for row in found]}), number, total


def _count(context: PageContext, criteria: dict[str, str]) -> int:
    return int(context.data.store.rows(f"SELECT count(*) AS n {_fitting(context, criteria)}", criteria)[0]["n"])


def _fitting(context: PageContext, criteria: dict[str, str]) -> str:
    """The part of a query that finds what is asked for; what is left open costs nothing."""
    code = context.language.code
    conditions = {
        "topic": "f.topic = $topic",
        "year": "year(f.period_start) <= try_cast($year AS INTEGER) AND year(f.period_end) >= try_cast($year AS INTEGER)",
        "document": "f.source_id = $document",
        "basis": "f.basis = $basis",
        "figure": "f.figure_id = $figure",
        "q": f"""contains(strip_accents(lower(concat_ws(' ', s.{code}, m.{code}, s.fr, m.fr, f.figure_id,
                 f.as_printed, f.value::BIGINT))), strip_accents(lower($q)))""",
    }
    names = " JOIN subjects s USING (subject) JOIN metrics m USING (metric)" if "q" in criteria else ""
    return f"FROM figures f{names} WHERE {' AND '.join(conditions[name] for name in criteria) or 'true'}"


def _plain_number(text: str) -> str:
    """A number as the site prints it, without its separators; other texts as they are."""
    digits = re.sub(r"(?<=\d)[\s.,\u00a0\u202f](?=\d{3}\b)", "", text)
    return digits if digits.isdecimal() else text


LABELS = {
    "topic": N_("Topic"),
    "year": N_("Year"),
    "document": N_("Document"),
    "basis": N_("Basis"),
}


def _form(context: PageContext, choices: dict[str, dict[str, str]], chosen: dict[str, str]) -> Any:
    gettext = context.gettext
    fields = [search(context, "q", gettext("Search"))]
    fields += [
        select(name, gettext(LABELS[name]), format_list(options, gettext("all")), chosen[name])
        for name, options in choices.items()
    ]
    return filter_form(context, fields, gettext("Filter the figures"))


def _list(context: PageContext, rows: list[dict[str, Any]]) -> Any:
    gettext = context.gettext
    head = [
        gettext(word)
        for word in (
            N_("What"),
            N_("Period"),
            N_("Value"),
            N_("Document"),
            N_("Provenance"),
        )
    ]
    table = html.Table(
        [
            html.Caption(gettext("All figures"), className="visually-hidden"),
            table_head(head, [gettext("Value")]),
            html.Tbody([_row(context, row) for row in rows]),
        ],
        className="figures",
    )
    return scrolling(table, gettext("All figures"))


def _row(context: PageContext, row: dict[str, Any]) -> Any:
    language, vocabulary = context.language, context.data.vocabulary
    value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language)
    opened = context.query.get("figure") == row["figure_id"]
    details = html.Details(
        [html.Summary(context.gettext("Show")), provenance(context, row)], open=True if opened else None
    )
    return html.Tr(
        [
            html.Th(
                [
                    html.Bdi(language.localize_digits(row["subject_name"])),
                    html.Br(),
                    html.Span(row["metric_name"], className="metric"),
                ],
                scope="row",
            ),
            html.Td(formatting.period(row["period_label"], language)),
            html.Td(value + figure_symbols(row), className="number"),
            html.Td(vocabulary.source(row["source_id"], language)),
            html.Td(details),
        ],
        id=f"f-{row['figure_id']}",
    )


def provenance(context: PageContext, row: dict[str, Any]) -> Any:
    """Lines, derivation, caveat, disagreement, and the charts that use a figure."""
    store, words, code = context.data.store, context.gettext, context.language.code
    key = {"id": row["figure_id"]}
    items: list[Any] = [html.Li(html.Code(row["figure_id"], dir="ltr"))]
    for printing in store.rows("SELECT * FROM figure_printings WHERE figure_id = $id ORDER BY position", key):
        slots = {"printed": quoted(context.data.vocabulary, row["source_id"], printing["as_printed"])}
        text = gettext_elements(context.language, "line {line}: “{printed}”", slots, line=printing["source_line"])
        items.append(html.Li(text))
    inputs = store.rows("SELECT * FROM figure_inputs WHERE figure_id = $id ORDER BY position", key)
    if inputs:
        how = RULES[inputs[0]["rule"]]
        links = [
            [html.A(i["input_id"], href=urls.figure(context.language, i["input_id"]), dir="ltr"), " "] for i in inputs
        ]
        items.append(html.Li([words("Worked out ({rule}) from:", rule=words(how)), " ", *links]))
    if row["note"]:
        items.append(html.Li(context.data.vocabulary.note(row["note"], context.language)))
    disputed = store.rows(
        f"SELECT d.{code} AS text FROM disagreements d JOIN disagreement_figures USING (id) WHERE figure_id = $id",
        key,
    )
    items += [html.Li(f"‡ {context.language.localize_digits(found['text'])}") for found in disputed]
    charts = [
        html.A(bind_with_nbsp(view.title), href=urls.chart(context.language, view.chart))
        for view in context.data.default_charts(context.language)
        if any(datum.figure_id == row["figure_id"] for datum in view.rows)
    ]
    items += [html.Li([words("Chart:"), " ", link]) for link in charts]
    return html.Ul(items, className="provenance")


def _files(context: PageContext) -> Any:
    """All figures as files."""
    names = ("figures.csv", "figures.parquet", "figures.duckdb", "printings.csv", "operations.csv", "datapackage.json")
    links = html.Ul([html.Li(html.A(name, href=urls.file(name), dir="ltr")) for name in names], className="actions")
    return html.Section([html.H2(context.gettext("All figures as files")), links], className="text")
