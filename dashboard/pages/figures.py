"""Every figure there is, with search and filters that work without scripts; each opens its provenance."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import dash
from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Catalogue
from dashboard.components.context import Page, PageContext
from dashboard.components.figure_symbols import figure_symbols
from dashboard.components.form_controls import chosen_option, filter_form, nothing_found, options_of, search, select
from dashboard.components.html import Raw, write
from dashboard.components.pager import page_number, pager
from dashboard.components.rich_text import publication_link
from dashboard.components.tables import scrolling, table_head
from dashboard.errors import InvalidParameter
from dashboard.exports.data.columns import BASES
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.pages.provenance import Provenance, provenance, provenance_of
from dashboard.pages.search import remarks
from dashboard.search.answer import Answer, find_answer

PAGE_ROWS = 60
#: Rows that are kept as HTML, a kilobyte each.
MAX_KEPT_ROWS = 8192


def parameters(_: Catalogue) -> Collection[str]:
    """Names of the query string that are read here."""
    return "q", "figure", "page", "topic", "year", "document", "basis"


def layout(context: PageContext) -> Page:
    """Lays out the list of figures that the address asks for.

    Raises:
        InvalidParameter: a filter does not offer the value, or there is no such figure.
    """
    gettext = context.gettext
    title = gettext("All figures")
    offered = choices(context)
    chosen = {name: chosen_option(context, name, options) for name, options in offered.items()}
    question = context.query.get("q", "")
    answer = find_answer(context.data.search_index, question, context.language.code) if question else None
    found, page, total = _find(context, _query(context, chosen, answer))
    lead = gettext(
        "Every figure, with the document and the line it was read on. Figures marked † are worked out; of those marked * it is inferred what they count; on those marked ‡ sources contradict each other or themselves."
    )
    counted = context.language.ngettext("{number} figure found.", "{number} figures found.", total)
    body = [
        html.H1(title),
        html.P(lead, className="intro"),
        html.P(html.A(gettext("Then and now"), href=urls.topic(context.language, "changes"))),
        _form(context, offered, chosen),
        html.Div(
            [
                *(remarks(context, question, answer) if answer else ()),
                html.P(counted, className="found"),
            ],
            role="status",
        ),
        _list(context, found) if total else nothing_found(context, gettext("No figure fits these filters.")),
        pager(context, page, total, PAGE_ROWS),
        _files(context),
    ]
    return Page(title=title, description=lead, body=body, topic="figures", status=counted)


def choices(context: PageContext) -> dict[str, dict[str, str]]:
    """What each filter offers: value in the address → words."""
    vocabulary, language = context.data.vocabulary, context.language
    return {
        "topic": {name: vocabulary.topic(name, language) for name in vocabulary.topics},
        "year": {year: formatting.period(year, language) for year in vocabulary.years},
        "document": {key: vocabulary.source(key, language) for key in sorted(vocabulary.sources)},
        "basis": {key: context.gettext(text) for key, text in BASES.items()},
    }


def _query(context: PageContext, chosen: dict[str, str], answer: Answer | None) -> dict[str, Any]:
    """What the address asks for, without what it leaves open."""
    figure = context.query.get("figure", "")
    if figure and not context.data.store.rows("SELECT 1 FROM figures WHERE figure_id = $id", {"id": figure}):
        raise InvalidParameter("figure", figure)
    criteria: dict[str, Any] = {name: value for name, value in {**chosen, "figure": figure}.items() if value}
    return criteria | ({"q": list(answer.figures)} if answer is not None else {})


def _find(context: PageContext, criteria: dict[str, Any]) -> tuple[list[str], int, int]:
    """The figures of the page that the address asks for, its number, and how many figures there are in all."""
    page = context.query.get("page", "1")
    skipped = (int(page) - 1) * PAGE_ROWS if page.isascii() and page.isdecimal() and len(page) < 9 else 0
    # One reading finds the ids of the page and counts; only rows that are not laid out yet are then read in full.
    ids = f"""
        SELECT f.figure_id, count(*) OVER () AS total {_fitting(criteria)}
        ORDER BY f.topic, f.source_id, f.source_line, f.figure_id LIMIT $rows OFFSET $skipped
    """
    found = context.data.store.rows(ids, {**criteria, "rows": PAGE_ROWS, "skipped": max(0, skipped)})
    total = found[0]["total"] if found else _count(context, criteria) if skipped else 0
    return [row["figure_id"] for row in found], page_number(context, total, PAGE_ROWS), total


def _count(context: PageContext, criteria: dict[str, Any]) -> int:
    return int(context.data.store.rows(f"SELECT count(*) AS n {_fitting(criteria)}", criteria)[0]["n"])


def _fitting(criteria: Mapping[str, Any]) -> str:
    """The part of a query that finds what is asked for; what is left open costs nothing."""
    conditions = {
        "topic": "f.topic = $topic",
        "year": "year(f.period_start) <= try_cast($year AS INTEGER) AND year(f.period_end) >= try_cast($year AS INTEGER)",
        "document": "f.source_id = $document",
        "basis": "f.basis = $basis",
        "figure": "f.figure_id = $figure",
        "q": "f.figure_id IN (SELECT unnest($q))",
    }
    # What was published elsewhere is found where it is asked for, and never counted among the others.
    own = [] if criteria.get("basis") == "reported" or "figure" in criteria else ["f.basis <> 'reported'"]
    wanted = [*own, *(conditions[name] for name in criteria)] or ["true"]
    return f"FROM figures f WHERE {' AND '.join(wanted)}"


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
        select(name, gettext(LABELS[name]), options_of(options, gettext("all")), chosen[name])
        for name, options in choices.items()
    ]
    return filter_form(context, fields, gettext("Filter the figures"))


def _list(context: PageContext, figure_ids: list[str]) -> Any:
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
            html.Tbody(_rows(context, figure_ids)),
        ],
        className="figures",
    )
    return scrolling(table, gettext("All figures"))


def _rows(context: PageContext, figure_ids: list[str]) -> list[Raw]:
    """The rows of a page as HTML, laid out once for each figure and language: most of the cost of a search is here."""
    kept = context.data.figure_rows
    rows = {figure_id: kept.get((figure_id, context.language)) for figure_id in figure_ids}
    opened = context.query.get("figure", "")
    missing = [figure_id for figure_id, row in rows.items() if row is None or figure_id == opened]
    if missing:
        behind = provenance_of(context, missing)
        query = "SELECT * FROM figures WHERE figure_id IN (SELECT unnest($ids))"
        for row in context.data.store.rows(query, {"ids": missing}):
            figure_id = row["figure_id"]
            written = rows[figure_id] = write(_row(context, row, behind[figure_id], opened=figure_id == opened))
            if figure_id != opened:
                kept[figure_id, context.language] = written
        if len(kept) > MAX_KEPT_ROWS:
            kept.clear()
    return [Raw(rows[figure_id] or "") for figure_id in figure_ids]


def _row(context: PageContext, row: dict[str, Any], behind: Provenance, *, opened: bool) -> Any:
    language, vocabulary = context.language, context.data.vocabulary
    value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language)
    summary = html.Summary(context.gettext("Show"))
    details = html.Details([summary, provenance(context, row, behind)], open=True if opened else None)
    marked = {**row, "disputed": bool(behind.disagreements)}
    return html.Tr(
        [
            html.Th(
                [
                    html.Bdi(vocabulary.name(row["subject"], language)),
                    html.Br(),
                    html.Span(vocabulary.metric(row["metric"], language), className="metric"),
                ],
                scope="row",
            ),
            html.Td(formatting.period(row["period_label"], language)),
            html.Td(value + figure_symbols(marked), className="number"),
            html.Td(_read_in(context, row)),
            html.Td(details),
        ],
        id=f"f-{row['figure_id']}",
    )


def _read_in(context: PageContext, row: dict[str, Any]) -> Any:
    """The document, or the publication and its address."""
    vocabulary, language = context.data.vocabulary, context.language
    if row["basis"] == "reported":
        return publication_link(vocabulary.publications[row["publication_id"]], language)
    return vocabulary.source(row["source_id"], language)


def _files(context: PageContext) -> Any:
    """All figures as files."""
    names = ("figures.csv", "figures.parquet", "figures.duckdb", "printings.csv", "publications.csv", "reported.csv",
             "operations.csv", "datapackage.json")  # fmt: skip
    links = html.Ul([html.Li(html.A(name, href=urls.file(name), dir="ltr")) for name in names], className="actions")
    return html.Section([html.H2(context.gettext("All figures as files")), links], className="text")


dash.register_page(
    __name__,
    path_template="/<code>/figures",
    title=N_("All figures, with search"),
    layout=layout,
    parameters=parameters,
)
