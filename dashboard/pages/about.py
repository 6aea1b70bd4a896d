"""How the figures were read, what is worked out or inferred, where documents disagree, and the terms."""

from __future__ import annotations

import re
from typing import Any

import dash
from dash import html

from dashboard import urls
from dashboard.charts.datum import INFERRED, REPORTED
from dashboard.components.context import Page, PageContext
from dashboard.components.pager import truncation_notice
from dashboard.components.tables import scrolling, table_head
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import lowercase_after_colon
from dashboard.settings import settings


def layout(context: PageContext) -> Page:
    """Lays out the page on method, sources and terms."""
    gettext = context.gettext
    title = gettext("About these figures")
    contact = settings().contact  # of the operator
    lead = gettext("How the figures were read, what is worked out, where the documents disagree, and how to cite them.")
    body = [
        html.H1(title),
        html.P(lead, className="intro"),
        _section(
            gettext("How the figures were read"), [*(html.P(gettext(text)) for text in METHOD), *_read_once(context)]
        ),
        _section(gettext("The marks"), _symbols(context)),
        _section(gettext("The documents"), _sources(context)),
        _section(gettext("Where the documents disagree"), _disagreements(context)),
        _section(gettext("What is worked out"), _derived(context)),
        _section(gettext("What is inferred"), _inferred(context)),
        _section(gettext("What was published elsewhere"), _published_elsewhere(context)),
        _section(gettext("What is missing"), [html.P(gettext(text)) for text in MISSING]),
        _section(gettext("Terms"), [html.P(gettext(text)) for text in TERMS]),
        _section(gettext("How to cite"), _citation(context)),
        *([_section(gettext("Contact"), _contact(context, contact))] if contact else []),
    ]
    return Page(title=title, description=lead, body=body, topic="about")


#: Rows of a list on this page; the list of all figures has the rest.
MAX_ROWS = 200
#: How many figures have no second reading.
READ_ONCE = "SELECT count(*) AS number FROM figure_checks WHERE checked = 'once'"
_LATIN_RUN = r"[A-Za-z][A-Za-zÀ-ÿ0-9 .:’-]*(?:\(\d+\)|[A-Za-zÀ-ÿ0-9])"
METHOD = [
    N_(
        "Every figure in the INTERPOL documents named below was copied, with the exact characters printed and "
        "its line number in the text of the document."
    ),
    N_("Figures are read twice, independently. Every difference is settled by reading the line again."),
    N_(
        "A program then checks two things in the documents’ texts. Each number copied stands on the "
        "line it cites. Each number in the text is either copied or listed as not being a figure, with "
        "a reason."
    ),
    N_("Printed totals must equal the sum of their printed parts. If they do not, nothing is published."),
]
MISSING = [
    N_(
        "The reports print the revenue of 2019 and the expenditure of 2020 only as changes, and the revenue of 2020 by "
        "source only as shares. The amounts are worked out and marked."
    ),
    N_("Notices of colours other than red and yellow have no yearly totals in the Annual Reports."),
    N_(
        "The child sexual exploitation block of the Annual Report 2021 names a daily average of victims but prints no number."
    ),
    N_(
        "Membership before 13 June 1956 is left out: members were chiefs of police, not countries. Kiribati’s first "
        "membership has no known start, so the totals of 1984 to 1989 may be one too high."
    ),
]
TERMS = [
    N_(
        "The figures are facts from the documents named above, which remain INTERPOL’s. The selection, the words and the "
        "charts of this site may be reused under the Creative Commons Attribution 4.0 licence. The code is under the MIT licence."
    ),
    N_("This site is independent. It uses no emblem of INTERPOL and does not speak for it."),
    N_("Country names and regions follow the United Nations."),
]


def _section(heading: str, content: Any) -> Any:
    return html.Section([html.H2(heading), *content], className="text")


def _read_once(context: PageContext) -> list[Any]:
    """How many figures still wait for their second reading, if any."""
    number = context.data.store.rows(READ_ONCE)[0]["number"]
    told = context.language.ngettext(
        "{number} figure has been read only once so far.", "{number} figures have been read only once so far.", number
    )
    return [html.P(told)] if number else []


def _symbols(context: PageContext) -> list[Any]:
    marks = [
        ("†", N_("Worked out from printed figures; none of the documents read prints it. Areas are hatched.")),
        ("*", INFERRED),
        ("‡", N_("Printed figures disagree; all of them are kept.")),
        ("§", REPORTED),
    ]
    rows = [[html.Dt(mark), html.Dd(context.gettext(text))] for mark, text in marks]
    return [html.Dl([cell for row in rows for cell in row], className="marks")]


def _sources(context: PageContext) -> list[Any]:
    vocabulary, language = context.data.vocabulary, context.language
    counts = {
        row["source_id"]: row["n"]
        for row in context.data.store.rows("SELECT source_id, count(*) AS n FROM figures GROUP BY source_id")
    }
    items = []
    for source_id in sorted(vocabulary.sources, key=lambda key: vocabulary.sources[key].published):
        number = counts.get(source_id, 0)
        items.append(
            html.Li(
                [
                    html.Strong(vocabulary.source(source_id, language)),
                    " · ",
                    context.language.ngettext("{number} figure", "{number} figures", number),
                    html.Br(),
                    *_cited(context, source_id),
                ]
            )
        )
    return [html.Ul(items, className="sources")]


def _cited(context: PageContext, source_id: str) -> list[Any]:
    """How to cite a document; what is quoted in the document's language is marked as such."""
    source, language = context.data.vocabulary.sources[source_id], context.language
    text = context.data.vocabulary.citation(source_id, language)
    quoted = [_LATIN_RUN] if language.rtl else [re.escape(part) for part in source.quoted]
    if not quoted or source.language == language.code:
        return [text]
    parts = re.split(f"({'|'.join(quoted)})", text)
    return [html.Span(part, lang=source.language, dir="ltr") if index % 2 else part for index, part in enumerate(parts)]


ELSEWHERE = [
    N_(
        "The reports that were read cover few years. For other years and other editions of operations, pages of INTERPOL’s, "
        "official papers and newspapers print figures; each was seen at its address. They are marked §, stand in charts as "
        "outlines and are never counted among the figures of the documents."
    ),
    N_(
        "An outline is filled with a pale colour where INTERPOL’s own text, an official paper or two independent sources print "
        "the value. It is empty, for “not confirmed”, where none of these is known to print it, or where its date or digits are "
        "in doubt. Where no usable figure was found, the baseline is dashed; where a definition changes, a dashed line keeps the values apart. "
        "Once a report prints such a figure, the report’s takes its place."
    ),
]


def _published_elsewhere(context: PageContext) -> list[Any]:
    language, number = context.language, _count(context, "figures WHERE basis = 'reported'")
    found = language.ngettext("{number} figure published elsewhere", "{number} figures published elsewhere", number)
    link = html.A(found, href=urls.topic(language, "figures", basis="reported"))
    files = [html.A(name, href=urls.file(name), dir="ltr") for name in ("reported.csv", "publications.csv")]
    return [*(html.P(context.gettext(text)) for text in ELSEWHERE), html.P([link, " · ", files[0], " · ", files[1]])]


def _disagreements(context: PageContext) -> list[Any]:
    code = context.language.code
    total = _count(context, "disagreements")
    rows = context.data.store.rows(
        f"SELECT id, disagreements.{code} AS text FROM disagreements ORDER BY id LIMIT {MAX_ROWS}"
    )
    return [
        html.Ul(
            [html.Li(context.language.localize_digits(row["text"]), id=f"disagreement-{row['id']}") for row in rows]
        ),
        *truncation_notice(context, MAX_ROWS, total),
    ]


def _derived(context: PageContext) -> list[Any]:
    which = "figures WHERE basis = 'derived'"
    rows = context.data.store.rows(f"SELECT * FROM {which} ORDER BY topic, figure_id LIMIT {MAX_ROWS}")
    table = _figures_table(context, rows, context.gettext("Figures that none of the documents read prints"))
    return [table, *truncation_notice(context, MAX_ROWS, _count(context, which), basis="derived")]


def _inferred(context: PageContext) -> list[Any]:
    which = "figures WHERE label_basis = 'inferred' AND basis = 'printed'"
    rows = context.data.store.rows(f"SELECT * FROM {which} ORDER BY topic, source_id, source_line LIMIT {MAX_ROWS}")
    table = _figures_table(
        context, rows, context.gettext("Printed figures whose label is missing from the document’s text")
    )
    return [table, *truncation_notice(context, MAX_ROWS, _count(context, which))]


def _count(context: PageContext, which: str) -> int:
    return int(context.data.store.rows(f"SELECT count(*) AS n FROM {which}")[0]["n"])


def _figures_table(context: PageContext, rows: list[dict[str, Any]], caption: str) -> Any:
    vocabulary, language = context.data.vocabulary, context.language
    head = [context.gettext(word) for word in (N_("What"), N_("Period"), N_("Value"), N_("Why"))]
    body = [
        html.Tr(
            [
                html.Th(
                    context.gettext(
                        "{name}: {value}",
                        name=vocabulary.name(row["subject"], language),
                        value=lowercase_after_colon(vocabulary.metric(row["metric"], language), language),
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
    table = html.Table([html.Caption(caption), table_head(head, [context.gettext("Value")]), html.Tbody(body)])
    return scrolling(table, caption)


def _contact(context: PageContext, address: str) -> list[Any]:
    """Where to report an error."""
    text = context.gettext("Found an error? Write to {contact} and name the figure’s identifier.", contact=address)
    return [html.P(text)]


def _citation(context: PageContext) -> list[Any]:
    text = context.gettext(
        "INTERPOL in figures, data version {version}, {address}. From INTERPOL’s published reports.",
        version=context.data.version,
        address=context.origin + urls.overview(context.language.code),
    )
    return [html.P(text, className="citation")]


dash.register_page(__name__, path_template="/<code>/about", title=N_("How the figures were read"), layout=layout)
