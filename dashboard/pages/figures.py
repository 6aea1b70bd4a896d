"""Every figure there is, with search and filters that work without scripts; each opens its provenance."""

from __future__ import annotations

import re
from typing import Any

from dash import html

from dashboard import addresses, formatting
from dashboard.errors import BadState
from dashboard.languages import message
from dashboard.pages import filters
from dashboard.pages.context import Page, PageContext

BASES = {"printed": message("printed"), "derived": message("worked out"), "reference": message("reference")}
PAGE_ROWS = 60


def layout(context: PageContext) -> Page:
    """Lays out the list of figures that the address asks for.

    Raises:
        BadState: a filter does not offer the value.
    """
    words = context.words
    title = words("All figures")
    choices = _choices(context)
    chosen = {name: filters.chosen(context, name, options) for name, options in choices.items()}
    found = _find(context, chosen)
    page = _page_number(context, len(found))
    lead = words("Every figure, as printed, with the document and the line it was read on.")
    body = [
        html.H1(title),
        html.P(lead, className="lead"),
        _form(context, choices, chosen),
        html.P(
            context.language.count_words("{number} figure found.", "{number} figures found.", len(found)),
            className="found",
            role="status",
        ),
        _list(context, found[(page - 1) * PAGE_ROWS : page * PAGE_ROWS])
        if found
        else filters.nothing(context, words("No figure fits these filters.")),
        _pager(context, page, len(found)),
        _files(context),
    ]
    return Page(title=title, description=lead, body=body, topic="figures")


def _choices(context: PageContext) -> dict[str, dict[str, str]]:
    vocabulary, language, store = context.desk.vocabulary, context.language, context.desk.store
    years = store.rows(
        "SELECT year(period_start) AS year FROM figures UNION SELECT year(period_end) FROM figures ORDER BY 1 DESC"
    )
    return {
        "topic": {name: vocabulary.topic(name, language) for name in vocabulary.topics},
        "year": {str(row["year"]): str(row["year"]) for row in years},
        "document": {key: vocabulary.source(key, language) for key in sorted(vocabulary.sources)},
        "basis": {key: context.words(text) for key, text in BASES.items()},
    }


def _find(context: PageContext, chosen: dict[str, str]) -> list[dict[str, Any]]:
    code = context.language.code
    query = f"""
        SELECT f.*, s.{code} AS subject_name, m.{code} AS metric_name
        FROM figures f JOIN subjects s USING (subject) JOIN metrics m USING (metric)
        WHERE ($topic = '' OR topic = $topic)
          AND ($year = '' OR (year(period_start) <= try_cast($year AS INTEGER)
                              AND year(period_end) >= try_cast($year AS INTEGER)))
          AND ($document = '' OR source_id = $document)
          AND ($basis = '' OR basis = $basis)
          AND ($figure = '' OR figure_id = $figure)
          AND ($q = '' OR contains(strip_accents(lower(concat_ws(' ', s.{code}, m.{code}, s.fr, m.fr, figure_id,
               as_printed, value::BIGINT))), strip_accents(lower($q))))
        ORDER BY topic, source_id, source_line, figure_id
    """
    asked = {"q": _plain_number(context.asked.get("q", "").strip()), "figure": context.asked.get("figure", "")}
    return context.desk.store.rows(query, {**chosen, **asked})


def _plain_number(text: str) -> str:
    """A number as the site prints it, without its separators; other texts as they are."""
    digits = re.sub(r"(?<=\d)[\s.,\u00a0\u202f](?=\d{3}\b)", "", text)
    return digits if digits.isdecimal() else text


def _page_number(context: PageContext, total: int) -> int:
    last = max(1, -(-total // PAGE_ROWS))
    asked = context.asked.get("page", "1")
    if not asked.isdecimal() or not 1 <= int(asked) <= last:
        raise BadState("page", asked, [f"1–{last}"])
    return int(asked)


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
                html.Thead(html.Tr([html.Th(cell, scope="col") for cell in head])),
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
    mark = {"derived": "\u00a0†"}.get(row["basis"], "") + ("\u00a0*" if row["label_basis"] == "inferred" else "")
    opened = context.asked.get("figure") == row["figure_id"]
    details = html.Details(
        [html.Summary(context.words("Show")), provenance(context, row)], open=True if opened else None
    )
    return html.Tr(
        [
            html.Th(
                [row["subject_name"], html.Br(), html.Span(row["metric_name"], className="metric")],
                scope="row",
            ),
            html.Td(formatting.period(row["period_label"], language)),
            html.Td(value + mark, className="number"),
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
        text = words("line {line}: “{printed}”", line=printing["source_line"], printed=printing["as_printed"])
        items.append(html.Li(text))
    inputs = store.rows("SELECT * FROM figure_inputs WHERE figure_id = $id ORDER BY position", key)
    if inputs:
        links = [[html.A(i["input_id"], href=addresses.figure(code, i["input_id"]), dir="ltr"), " "] for i in inputs]
        items.append(html.Li([words("Worked out ({rule}) from:", rule=inputs[0]["rule"]), " ", *links]))
    if row["note"]:
        items.append(html.Li(context.desk.vocabulary.note(row["note"], context.language)))
    disputed = store.rows(
        f"SELECT d.{code} AS text FROM disagreements d JOIN disagreement_figures USING (id) WHERE figure_id = $id",
        key,
    )
    items += [html.Li(f"‡ {found['text']}") for found in disputed]
    charts = [
        html.A(view.title, href=addresses.chart(code, view.chart))
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


def _pager(context: PageContext, page: int, total: int) -> Any:
    last = -(-total // PAGE_ROWS)
    if last < 2:
        return None
    links = []
    for number in range(1, last + 1):
        query = "&".join(f"{k}={v}" for k, v in {**context.asked, "page": str(number)}.items())
        current = "page" if number == page else None
        links.append(html.Li(html.A(str(number), href=f"{context.path}?{query}", **{"aria-current": current})))
    return html.Nav(html.Ul(links), className="pager", **{"aria-label": context.words("Pages")})
