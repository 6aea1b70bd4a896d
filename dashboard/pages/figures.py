"""Every figure there is, with search and filters that work without scripts; each opens its provenance."""

from __future__ import annotations

import re
from typing import Any

from dash import html

from dashboard import urls
from dashboard.components import filters
from dashboard.components.context import Page, PageContext
from dashboard.components.figure_symbols import DISPUTED, figure_marks
from dashboard.components.pager import page_number, pager
from dashboard.components.rich_text import printed, sentence
from dashboard.components.table_head import table_head
from dashboard.i18n import formatting
from dashboard.i18n.languages import message
from dashboard.i18n.typography import held_together

BASES = {"printed": message("printed"), "derived": message("worked out"), "reference": message("reference")}
#: rule of a derivation → what it works out.
RULES = {
    "sum_of": message("sum"),
    "difference": message("difference"),
    "percent_change": message("change in percent"),
    "share_of_total": message("share of a total"),
    "percent_of_total": message("percent of a total"),
    "before_change_percent": message("value before a change in percent"),
    "before_change": message("value before a change"),
    "per_million": message("for each million"),
    "ratio": message("ratio"),
}
PAGE_ROWS = 60
#: Names of the query string that are read here.
PARAMETERS = ("q", "figure", "page", "topic", "year", "document", "basis")


def layout(context: PageContext) -> Page:
    """Lays out the list of figures that the address asks for.

    Raises:
        BadState: a filter does not offer the value.
    """
    words = context.words
    title = words("All figures")
    offered = choices(context)
    chosen = {name: filters.chosen(context, name, options) for name, options in offered.items()}
    rows, page, total = _find(context, _asked(context, chosen))
    lead = words(
        "Every figure, with the document and the line it was read on. Figures marked † are worked out; those marked * have an inferred label; on those marked ‡ the documents disagree."
    )
    body = [
        html.H1(title),
        html.P(lead, className="lead"),
        _form(context, offered, chosen),
        html.P(
            context.language.count_words("{number} figure found.", "{number} figures found.", total),
            className="found",
            role="status",
        ),
        _list(context, rows) if total else filters.nothing(context, words("No figure fits these filters.")),
        pager(context, page, total, PAGE_ROWS),
        _files(context),
    ]
    return Page(title=title, description=lead, body=body, topic="figures")


def choices(context: PageContext) -> dict[str, dict[str, str]]:
    """What each filter offers: value in the address → words."""
    vocabulary, language, store = context.desk.vocabulary, context.language, context.desk.store
    years = store.rows(
        "SELECT year(period_start) AS year FROM figures UNION SELECT year(period_end) FROM figures ORDER BY 1 DESC"
    )
    return {
        "topic": {name: vocabulary.topic(name, language) for name in vocabulary.topics},
        "year": {str(row["year"]): formatting.period(str(row["year"]), language) for row in years},
        "document": {key: vocabulary.source(key, language) for key in sorted(vocabulary.sources)},
        "basis": {key: context.words(text) for key, text in BASES.items()},
    }


def _asked(context: PageContext, chosen: dict[str, str]) -> dict[str, str]:
    """What the address asks for, without what it leaves open."""
    asked = {"q": _plain_number(context.asked.get("q", "").strip()), "figure": context.asked.get("figure", "")}
    return {name: value for name, value in {**chosen, **asked}.items() if value}


def _find(context: PageContext, asked: dict[str, str]) -> tuple[list[dict[str, Any]], int, int]:
    """The rows of the page that the address asks for, its number, and how many rows there are in all."""
    page = context.asked.get("page", "1")
    skipped = (int(page) - 1) * PAGE_ROWS if page.isascii() and page.isdecimal() and len(page) < 9 else 0
    # One reading finds the ids of the page and counts; only the rows of the page are then read in full.
    ids = f"""
        SELECT f.figure_id, count(*) OVER () AS total {_fitting(context, asked)}
        ORDER BY f.topic, f.source_id, f.source_line, f.figure_id LIMIT $rows OFFSET $skipped
    """
    found = context.desk.store.rows(ids, {**asked, "rows": PAGE_ROWS, "skipped": max(0, skipped)})
    total = found[0]["total"] if found else _count(context, asked)
    number = page_number(context, total, PAGE_ROWS)
    code = context.language.code
    query = f"""
        SELECT f.*, s.{code} AS subject_name, m.{code} AS metric_name, {DISPUTED}
        FROM figures f JOIN subjects s USING (subject) JOIN metrics m USING (metric)
        WHERE f.figure_id IN (SELECT unnest($ids)) ORDER BY f.topic, f.source_id, f.source_line, f.figure_id
    """
    return context.desk.store.rows(query, {"ids": [row["figure_id"] for row in found]}), number, total


def _count(context: PageContext, asked: dict[str, str]) -> int:
    return int(context.desk.store.rows(f"SELECT count(*) AS n {_fitting(context, asked)}", asked)[0]["n"])


def _fitting(context: PageContext, asked: dict[str, str]) -> str:
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
    names = " JOIN subjects s USING (subject) JOIN metrics m USING (metric)" if "q" in asked else ""
    return f"FROM figures f{names} WHERE {' AND '.join(conditions[name] for name in asked) or 'true'}"


def _plain_number(text: str) -> str:
    """A number as the site prints it, without its separators; other texts as they are."""
    digits = re.sub(r"(?<=\d)[\s.,\u00a0\u202f](?=\d{3}\b)", "", text)
    return digits if digits.isdecimal() else text


LABELS = {
    "topic": message("Topic"),
    "year": message("Year"),
    "document": message("Document"),
    "basis": message("Basis"),
}


def _form(context: PageContext, choices: dict[str, dict[str, str]], chosen: dict[str, str]) -> Any:
    words = context.words
    fields = [filters.search(context, "q", words("Search"))]
    fields += [
        filters.select(context, name, words(LABELS[name]), options, chosen[name]) for name, options in choices.items()
    ]
    return filters.form(context, fields, words("Filter the figures"))


def _list(context: PageContext, rows: list[dict[str, Any]]) -> Any:
    words = context.words
    head = [
        words(word)
        for word in (
            message("What"),
            message("Period"),
            message("Value"),
            message("Document"),
            message("Provenance"),
        )
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(words("All figures"), className="visually-hidden"),
                table_head(head, [words("Value")]),
                html.Tbody([_row(context, row) for row in rows]),
            ],
            className="figures",
        ),
        className="table-scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": words("All figures")},
    )


def _row(context: PageContext, row: dict[str, Any]) -> Any:
    language, vocabulary = context.language, context.desk.vocabulary
    value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language)
    opened = context.asked.get("figure") == row["figure_id"]
    details = html.Details(
        [html.Summary(context.words("Show")), provenance(context, row)], open=True if opened else None
    )
    return html.Tr(
        [
            html.Th(
                [
                    html.Bdi(language.in_digits(row["subject_name"])),
                    html.Br(),
                    html.Span(row["metric_name"], className="metric"),
                ],
                scope="row",
            ),
            html.Td(formatting.period(row["period_label"], language)),
            html.Td(value + figure_marks(row), className="number"),
            html.Td(vocabulary.source(row["source_id"], language)),
            html.Td(details),
        ],
        id=f"f-{row['figure_id']}",
    )


def provenance(context: PageContext, row: dict[str, Any]) -> Any:
    """Lines, derivation, caveat, disagreement, and the charts that use a figure."""
    store, words, code = context.desk.store, context.words, context.language.code
    key = {"id": row["figure_id"]}
    items: list[Any] = [html.Li(html.Code(row["figure_id"], dir="ltr"))]
    for printing in store.rows("SELECT * FROM figure_printings WHERE figure_id = $id ORDER BY position", key):
        quoted = {"printed": printed(context.desk.vocabulary, row["source_id"], printing["as_printed"])}
        text = sentence(context.language, "line {line}: “{printed}”", quoted, line=printing["source_line"])
        items.append(html.Li(text))
    inputs = store.rows("SELECT * FROM figure_inputs WHERE figure_id = $id ORDER BY position", key)
    if inputs:
        how = RULES[inputs[0]["rule"]]
        links = [
            [html.A(i["input_id"], href=urls.figure(context.language, i["input_id"]), dir="ltr"), " "] for i in inputs
        ]
        items.append(html.Li([words("Worked out ({rule}) from:", rule=words(how)), " ", *links]))
    if row["note"]:
        items.append(html.Li(context.desk.vocabulary.note(row["note"], context.language)))
    disputed = store.rows(
        f"SELECT d.{code} AS text FROM disagreements d JOIN disagreement_figures USING (id) WHERE figure_id = $id",
        key,
    )
    items += [html.Li(f"‡ {context.language.in_digits(found['text'])}") for found in disputed]
    charts = [
        html.A(held_together(view.title), href=urls.chart(context.language, view.chart))
        for view in context.desk.default_views(context.language)
        if any(datum.figure_id == row["figure_id"] for datum in view.rows)
    ]
    items += [html.Li([words("Chart:"), " ", link]) for link in charts]
    return html.Ul(items, className="provenance")


def _files(context: PageContext) -> Any:
    """All figures as files."""
    names = ("figures.csv", "figures.parquet", "figures.duckdb", "printings.csv", "operations.csv", "datapackage.json")
    links = html.Ul([html.Li(html.A(name, href=f"/{name}", dir="ltr")) for name in names], className="actions")
    return html.Section([html.H2(context.words("All figures as files")), links], className="text")
