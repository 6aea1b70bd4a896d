"""One operation of the board: a card with its first figures, and below it all that the report says of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Chart
from dashboard.components.context import PageContext
from dashboard.components.figure_symbols import DISPUTED, figure_symbols
from dashboard.data.operation_facets import FacetedOperation
from dashboard.data.operations import AREAS, OUTCOMES
from dashboard.i18n import formatting
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages.editions import edition_charts
from dashboard.pages.operation_board import Board

Figure = dict[str, Any]
#: Figures on a card; columns of the table ``operations`` that name places.
KEY_FIGURES = 4
PLACES = ("regions_printed", "countries_printed")
FiguresOf = dict[tuple[str, str], list[Figure]]


def panels(board: Board, operations: list[FacetedOperation], shown: Collection[str]) -> list[Any]:
    """Lays out operations as cards, each with all that is known folded below; those that are not shown are hidden."""
    context = board.context
    rows = [each.row for each in operations]
    alone, together = figures_of(context, rows)
    charts = edition_charts(context)
    query = f"SELECT number, title_{context.language.code} AS title FROM goals WHERE kind = 'goal'"
    goals = {goal["number"]: goal["title"] for goal in context.data.store.rows(query)}
    found = []
    for each in operations:
        key = (each.row["source_id"], each.row["subject"])
        panel = _panel(context, each.row, alone.get(key, []), together.get(key, []), goals, charts)
        found.append(html.Div([panel, _compare(board, each)], className="operation", **row_attributes(each, shown)))
    return found


def _compare(board: Board, operation: FacetedOperation) -> Any:
    """Lays an operation beside others, or takes it away again; where there are as many as can be, nothing is offered."""
    chosen, context = operation.key in board.compared, board.context
    words = context.gettext("Compared") if chosen else context.gettext("Compare")
    name = html.Span([": ", operation_name(context, operation.row)], className="visually-hidden")
    sign = html.Span(" ×", **{"aria-hidden": "true"}) if chosen else None
    link = html.A([words, name, sign], href=board.compared_address(operation.key), className="option",
                  **{"data-compare": operation.key, "aria-current": "true" if chosen else None})  # fmt: skip
    return html.P(link, className="compare", hidden=True if board.all_compared and not chosen else None)


def operation_name(context: PageContext, row: Figure) -> Any:
    """The name of an operation, apart from the words around it."""
    return html.Bdi(bind_with_nbsp(context.language.localize_digits(row["subject_name"])))


def row_attributes(operation: FacetedOperation, shown: Collection[str]) -> dict[str, Any]:
    """What scripts read of an operation, and whether it is hidden."""
    facets = {f"data-{facet}": " ".join(values) for facet, values in operation.facets.items()}
    return {"data-operation": operation.key, **facets, "hidden": True if operation.key not in shown else None}


def _panel(
    context: PageContext,
    row: Figure,
    figures: list[Figure],
    together: list[Figure],
    goals: dict[int, str],
    charts: dict[str, Chart],
) -> Any:
    gettext, language = context.gettext, context.language
    facts = [html.Li(_figure_words(context, figure)) for figure in figures]
    details: list[Any] = [html.Ul(facts)] if facts else []
    if together:
        names = context.data.vocabulary.name(together[0]["subject"], language)
        details.append(html.P(gettext("Printed for {operations} together:", operations=names)))
        details.append(html.Ul([html.Li(_figure_words(context, figure)) for figure in together]))
    if not figures and not together:
        details.append(html.P(gettext("The document prints no figure for it.")))
    goal = gettext("Policing goal {number}: {title}", number=row["goal"], title=goals[row["goal"]])
    area = AREAS[row["crime_area"]]
    details.append(html.P([gettext(area), " · ", goal]))
    details += [_names(context, gettext("Where:"), row, PLACES)]
    details += [_names(context, gettext("With:"), row, ("partners",))]
    details.append(html.P(source_of(context, row), className="source"))
    if row["subject"] in charts:
        editions = urls.chart(language, charts[row["subject"]])
        details.append(html.P(html.A(gettext("All editions of this operation"), href=editions)))
    sheet = urls.factsheet(language, "operations", f"{row['source_id']}-{row['subject']}")
    details.append(html.P(html.A(gettext("Factsheet (PDF)"), href=sheet, download="")))
    if row["news_url"]:  # https://www.interpol.int/fr/…
        written_in = str(language.locale.languages[row["news_url"].split("/")[3]])
        news = gettext("News item at interpol.int ({language})", language=written_in)
        details.append(html.P(html.A(news, href=row["news_url"], rel="noopener")))
    name = f"{row['source_id']}-{row['subject']}"
    own = urls.topic(language, "operations", operation=name) + f"#operation-{name}"
    details.append(html.P(html.A(gettext("Link to this operation"), href=own), className="actions"))
    where = formatting.format_list([*dict.fromkeys(names_of(context, row, PLACES))], context.language)
    head = [
        html.H3(operation_name(context, row)),
        html.Span(formatting.period(row["period_label"], language), className="operation-period"),
        html.Span([gettext(area), f" · {where}" if where else ""], className="operation-about"),
        *(_key_figure(context, figure) for figure in key_figures(figures or together)[:1]),
    ]
    opened = True if context.query.get("operation") == name else None
    return html.Details([html.Summary(head), *details], id=f"operation-{name}", open=opened)


def key_figures(figures: list[Figure]) -> list[Figure]:
    """The figures that a card shows: those of the outcomes that are drawn before the others."""
    order = [metric for _, metric, _ in OUTCOMES.values()]
    return sorted(figures, key=lambda f: order.index(f["metric"]) if f["metric"] in order else len(order))[:KEY_FIGURES]


def _key_figure(context: PageContext, figure: Figure) -> Any:
    value = formatting.qualified(figure["value"], figure["unit"], figure["qualifier"], context.language, short=True)
    metric = context.data.vocabulary.metric(figure["metric"], context.language)
    return html.Span([html.B(value + figure_symbols(figure)), " ", metric], className="key-figure")


def names_of(context: PageContext, row: Figure, columns: tuple[str, ...]) -> list[str]:
    """Places or partners of an operation in the page's language."""
    printed = [part for column in columns for part in (row[column] or "").split("; ") if part]
    return [context.data.vocabulary.printed_name(part, context.language) for part in printed]


def _names(context: PageContext, label: str, row: Figure, columns: tuple[str, ...]) -> Any:
    """Places or partners in the page's language; what the report prints beside them where it differs."""
    vocabulary, language = context.data.vocabulary, context.language
    printed = [part for column in columns for part in (row[column] or "").split("; ") if part]
    if not printed:
        return None
    names = list(dict.fromkeys(names_of(context, row, columns)))
    said: list[Any] = [label, " ", formatting.format_list(names, language)]
    if [name.replace("’", "'") for name in names] != printed:
        document = vocabulary.sources[row["source_id"]].language
        quoted = html.Span("; ".join(printed), lang=document, dir="ltr")
        said += [
            " ",
            html.Span([context.gettext("As printed in the document:"), " ", quoted], className="as-printed"),
        ]
    return html.P(said)


def source_of(context: PageContext, row: Figure) -> str:
    """Where the documents tell of an operation."""
    language = context.language
    lines = row["source_lines"].split(";")
    return language.ngettext(
        "{document}, line {lines}",
        "{document}, lines {lines}",
        len(lines),
        document=context.data.vocabulary.source(row["source_id"], language),
        lines=formatting.format_list([language.localize_digits(line.strip()) for line in lines], language),
    )


def figures_of(context: PageContext, rows: list[dict[str, Any]]) -> tuple[FiguresOf, FiguresOf]:
    """The figures of each operation alone, and those printed for it together with others; by document and subject."""
    query = {"subjects": [row["subject"] for row in rows]}
    alone = context.data.store.rows(
        f"""SELECT *, subject AS operation, {DISPUTED} FROM figures
           WHERE basis <> 'reported' AND subject IN (SELECT unnest($subjects)) ORDER BY source_line""",
        query,
    )
    together = context.data.store.rows(
        f"""SELECT f.*, c.subject AS operation, {DISPUTED} FROM figures f JOIN combined_subjects c ON c.combined = f.subject
           WHERE f.basis <> 'reported' AND c.subject IN (SELECT unnest($subjects)) ORDER BY f.source_line""",
        query,
    )
    return _by_operation(alone), _by_operation(together)


def _by_operation(figures: list[dict[str, Any]]) -> FiguresOf:
    found: FiguresOf = {}
    for figure in figures:
        found.setdefault((figure["source_id"], figure["operation"]), []).append(figure)
    return found


def figure_in_words(context: PageContext, figure: Figure) -> str:
    """What was counted, and how much."""
    value = formatting.qualified(figure["value"], figure["unit"], figure["qualifier"], context.language)
    metric = context.data.vocabulary.metric(figure["metric"], context.language)
    return context.gettext("{name}: {value}", name=metric, value=value + figure_symbols(figure))


def _figure_words(context: PageContext, figure: Figure) -> Any:
    language = context.language
    link = html.A(
        context.gettext("line {line}", line=figure["source_line"]),
        href=urls.figure(language, figure["figure_id"]),
    )
    return [figure_in_words(context, figure), " (", link, ")"]
