"""How the figures were read, what is worked out or inferred, where documents disagree, and the terms."""

from __future__ import annotations

import os
import re
from typing import Any

from dash import html

from dashboard.components.context import Page, PageContext
from dashboard.components.pager import rest
from dashboard.components.table_head import table_head
from dashboard.i18n import formatting
from dashboard.i18n.languages import message
from dashboard.i18n.typography import after_colon


def layout(context: PageContext) -> Page:
    """Lays out the page on method, sources and terms."""
    words = context.words
    title = words("About these figures")
    contact = os.environ.get("CONTACT", "")  # of the operator
    lead = words("How the figures were read, what is worked out, where the documents disagree, and how to cite them.")
    body = [
        html.H1(title),
        html.P(lead, className="lead"),
        _section(words("How the figures were read"), [html.P(words(text)) for text in METHOD]),
        _section(words("The marks"), _marks(context)),
        _section(words("The documents"), _sources(context)),
        _section(words("Where the documents disagree"), _disagreements(context)),
        _section(words("What is worked out"), _derived(context)),
        _section(words("What is inferred"), _inferred(context)),
        _section(words("What is missing"), [html.P(words(text)) for text in MISSING]),
        _section(words("Terms"), [html.P(words(text)) for text in TERMS]),
        _section(words("How to cite"), _citation(context)),
        *([_section(words("Contact"), _contact(context, contact))] if contact else []),
    ]
    return Page(title=title, description=lead, body=body, topic="about")


#: Rows of a list on this page; the list of all figures has the rest.
MOST_ROWS = 200
_LATIN_RUN = r"[A-Za-z][A-Za-zÀ-ÿ0-9 .:’-]*(?:\(\d+\)|[A-Za-zÀ-ÿ0-9])"
METHOD = [
    message(
        "Every figure in five INTERPOL documents, read in their French editions, was copied by hand, "
        "with the exact characters printed and its line number in the text of the document."
    ),
    message(
        "Each document was transcribed twice, independently. Every difference was settled by reading the line again."
    ),
    message(
        "A program then checks two things in the documents’ texts. Each number copied stands on the "
        "line it cites. Each number in the text is either copied or listed as not being a figure, with "
        "a reason."
    ),
    message("Printed totals must equal the sum of their printed parts. If they do not, nothing is published."),
]
MISSING = [
    message(
        "The reports print the revenue of 2019 and the expenditure of 2020 only as changes, and the revenue of 2020 by "
        "source only as shares. The amounts are worked out and marked."
    ),
    message("Notices of colours other than red and yellow have no yearly totals in the two reports."),
    message(
        "The child sexual exploitation block of the Annual Report 2021 names a daily average of victims but prints no number."
    ),
    message(
        "Membership before 13 June 1956 is left out: members were chiefs of police, not countries. Kiribati’s first "
        "membership has no known start, so the totals of 1984 to 1989 may be one too high."
    ),
]
TERMS = [
    message(
        "The figures are facts from the documents named above, which remain INTERPOL’s. The selection, the words and the "
        "charts of this site may be reused under the Creative Commons Attribution 4.0 licence. The code is under the MIT licence."
    ),
    message("This site is independent. It uses no emblem of INTERPOL and does not speak for it."),
    message("Country names and regions follow the United Nations."),
]


def _section(heading: str, content: Any) -> Any:
    return html.Section([html.H2(heading), *content], className="text")


def _marks(context: PageContext) -> list[Any]:
    marks = [
        ("†", message("Worked out from printed figures; none of the documents read prints it. Areas are hatched.")),
        ("*", message("The label is missing from the document’s text; it is inferred.")),
        ("‡", message("Printed figures disagree; all of them are kept.")),
    ]
    rows = [[html.Dt(mark), html.Dd(context.words(text))] for mark, text in marks]
    return [html.Dl([cell for row in rows for cell in row], className="marks")]


def _sources(context: PageContext) -> list[Any]:
    vocabulary, language = context.desk.vocabulary, context.language
    counts = {
        row["source_id"]: row["n"]
        for row in context.desk.store.rows("SELECT source_id, count(*) AS n FROM figures GROUP BY source_id")
    }
    items = []
    for source_id in sorted(vocabulary.sources, key=lambda key: vocabulary.sources[key].published):
        number = counts.get(source_id, 0)
        items.append(
            html.Li(
                [
                    html.Strong(vocabulary.source(source_id, language)),
                    " · ",
                    context.language.count_words("{number} figure", "{number} figures", number),
                    html.Br(),
                    *_cited(context, source_id),
                ]
            )
        )
    return [html.Ul(items, className="sources")]


def _cited(context: PageContext, source_id: str) -> list[Any]:
    """How to cite a document; what is quoted in the document's language is marked as such."""
    source, language = context.desk.vocabulary.sources[source_id], context.language
    text = context.desk.vocabulary.citation(source_id, language)
    quoted = [_LATIN_RUN] if language.rtl else [re.escape(part) for part in source.quoted]
    if not quoted or source.language == language.code:
        return [text]
    parts = re.split(f"({'|'.join(quoted)})", text)
    return [html.Span(part, lang=source.language, dir="ltr") if index % 2 else part for index, part in enumerate(parts)]


def _disagreements(context: PageContext) -> list[Any]:
    code = context.language.code
    total = _count(context, "disagreements")
    rows = context.desk.store.rows(f"SELECT id, {code} AS text FROM disagreements ORDER BY id LIMIT {MOST_ROWS}")
    return [
        html.Ul([html.Li(context.language.in_digits(row["text"]), id=f"disagreement-{row['id']}") for row in rows]),
        *rest(context, MOST_ROWS, total),
    ]


def _derived(context: PageContext) -> list[Any]:
    which = "figures WHERE basis = 'derived'"
    rows = context.desk.store.rows(f"SELECT * FROM {which} ORDER BY topic, figure_id LIMIT {MOST_ROWS}")
    table = _figures_table(context, rows, context.words("Figures that none of the documents read prints"))
    return [table, *rest(context, MOST_ROWS, _count(context, which), basis="derived")]


def _inferred(context: PageContext) -> list[Any]:
    which = "figures WHERE label_basis = 'inferred' AND basis = 'printed'"
    rows = context.desk.store.rows(f"SELECT * FROM {which} ORDER BY topic, source_id, source_line LIMIT {MOST_ROWS}")
    table = _figures_table(
        context, rows, context.words("Printed figures whose label is missing from the document’s text")
    )
    return [table, *rest(context, MOST_ROWS, _count(context, which))]


def _count(context: PageContext, which: str) -> int:
    return int(context.desk.store.rows(f"SELECT count(*) AS n FROM {which}")[0]["n"])


def _figures_table(context: PageContext, rows: list[dict[str, Any]], caption: str) -> Any:
    vocabulary, language = context.desk.vocabulary, context.language
    head = [context.words(word) for word in (message("What"), message("Period"), message("Value"), message("Why"))]
    body = [
        html.Tr(
            [
                html.Th(
                    context.words(
                        "{name}: {value}",
                        name=vocabulary.name(row["subject"], language),
                        value=after_colon(vocabulary.metric(row["metric"], language), language),
                    ),
                    scope="row",
                ),
                html.Td(formatting.period(row["period_label"], language)),
                html.Td(
                    formatting.qualified(row["value"], row["unit"], row["qualifier"], language), className="number"
                ),
                html.Td(vocabulary.note(row["note"], language) if row["note"] else ""),
            ]
        )
        for row in rows
    ]
    table = html.Table(
        [
            html.Caption(caption),
            table_head(head, [context.words("Value")]),
            html.Tbody(body),
        ]
    )
    return html.Div(table, className="table-scroll", tabIndex=0, role="region", **{"aria-label": caption})


def _contact(context: PageContext, address: str) -> list[Any]:
    """Where to report an error."""
    text = context.words("Found an error? Write to {contact} and name the figure’s identifier.", contact=address)
    return [html.P(text)]


def _citation(context: PageContext) -> list[Any]:
    text = context.words(
        "INTERPOL in figures, data version {version}, {address}. From INTERPOL’s published reports.",
        version=context.desk.version,
        address=f"{context.origin}/{context.language.code}/",
    )
    return [html.P(text, className="citation")]
