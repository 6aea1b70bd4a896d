"""One operation of the explorer: what the report says of it, folded under its name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.catalogue import Chart
from dashboard.components.context import PageContext
from dashboard.components.figure_symbols import DISPUTED, figure_symbols
from dashboard.data.operation_facets import FacetedOperation
from dashboard.data.operations import AREAS
from dashboard.i18n import formatting
from dashboard.i18n.typography import NO_BREAK, bind_with_nbsp
from dashboard.pages.editions import edition_charts

Figure = dict[str, Any]
FiguresOf = dict[tuple[str, str], list[Figure]]


def panels(context: PageContext, operations: list[FacetedOperation], shown: Collection[str]) -> list[Any]:
    """Lays out operations, each folded; those that are not shown are hidden."""
    rows = [each.row for each in operations]
    alone, together = _figures(context, rows)
    keys = [(row["source_id"], row["subject"]) for row in rows]
    charts = edition_charts(context)
    query = f"SELECT number, title_{context.language.code} AS title FROM goals WHERE kind = 'goal'"
    goals = {goal["number"]: goal["title"] for goal in context.data.store.rows(query)}
    return [
        _panel(context, each.row, alone.get(key, []), together.get(key, []), goals, row_attributes(each, shown), charts)
        for key, each in zip(keys, operations, strict=True)
    ]


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
    attributes: dict[str, Any],
    charts: dict[str, Chart],
) -> Any:
    gettext, language = context.gettext, context.language
    facts = [html.Li(_figure_words(context, figure)) for figure in figures]
    count = language.ngettext("{number} figure", "{number} figures", len(figures) + len(together))
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
    details += [_names(context, gettext("Where:"), row, ("regions_printed", "countries_printed"))]
    details += [_names(context, gettext("With:"), row, ("partners",))]
    details.append(html.P(_source(context, row), className="source"))
    if row["subject"] in charts:
        editions = urls.chart(language, charts[row["subject"]])
        details.append(html.P(html.A(gettext("All editions of this operation"), href=editions)))
    sheet = urls.factsheet(language, "operations", f"{row['source_id']}-{row['subject']}")
    details.append(html.P(html.A(gettext("Factsheet (PDF)"), href=sheet, download="")))
    if row["news_url"]:
        details.append(
            html.P(html.A(gettext("News item at interpol.int (French)"), href=row["news_url"], rel="noopener"))
        )
    head = [
        html.Strong(html.Bdi(bind_with_nbsp(language.localize_digits(row["subject_name"])))),
        f" · {formatting.period(row['period_label'], language)} · ",
        html.Span(count.replace(" ", NO_BREAK), className="metric"),
    ]
    name = f"{row['source_id']}-{row['subject']}"
    opened = True if context.query.get("operation") == name else None
    return html.Details([html.Summary(head), *details], id=f"operation-{name}", open=opened, **attributes)


def _names(context: PageContext, label: str, row: Figure, columns: tuple[str, ...]) -> Any:
    """Places or partners in the page's language; what the report prints beside them where it differs."""
    vocabulary, language = context.data.vocabulary, context.language
    printed = [part for column in columns for part in (row[column] or "").split("; ") if part]
    if not printed:
        return None
    names = list(dict.fromkeys(vocabulary.printed_name(part, language) for part in printed))
    said: list[Any] = [label, " ", formatting.format_list(names, language)]
    if [name.replace("’", "'") for name in names] != printed:
        document = vocabulary.sources[row["source_id"]].language
        quoted = html.Span("; ".join(printed), lang=document, dir="ltr")
        said += [
            " ",
            html.Span([context.gettext("As printed in the French edition:"), " ", quoted], className="as-printed"),
        ]
    return html.P(said)


def _source(context: PageContext, row: Figure) -> str:
    language = context.language
    lines = row["source_lines"].split(";")
    return language.ngettext(
        "{document}, line {lines}",
        "{document}, lines {lines}",
        len(lines),
        document=context.data.vocabulary.source(row["source_id"], language),
        lines=formatting.format_list([language.localize_digits(line.strip()) for line in lines], language),
    )


def _figures(context: PageContext, rows: list[dict[str, Any]]) -> tuple[FiguresOf, FiguresOf]:
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


def _figure_words(context: PageContext, figure: dict[str, Any]) -> Any:
    language = context.language
    value = formatting.qualified(figure["value"], figure["unit"], figure["qualifier"], language)
    metric = context.data.vocabulary.metric(figure["metric"], language)
    link = html.A(
        context.gettext("line {line}", line=figure["source_line"]),
        href=urls.figure(language, figure["figure_id"]),
    )
    return [context.gettext("{name}: {value}", name=metric, value=value + figure_symbols(figure)), " (", link, ")"]
