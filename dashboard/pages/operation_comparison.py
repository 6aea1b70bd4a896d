"""Two or three operations side by side: what is printed for each, and nothing beside it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.figure_symbols import figure_symbols, symbols_key
from dashboard.components.html import Raw
from dashboard.components.tables import scrolling
from dashboard.data.operation_facets import compared_figures
from dashboard.data.operations import AREAS
from dashboard.i18n import formatting
from dashboard.pages.operation_board import COMPARE_ANCHOR, Board
from dashboard.pages.operation_panel import PLACES, Figure, names_of, operation_name, source_of
from dashboard.pages.outcomes import bar


def comparison(board: Board) -> Any:
    """Lays the chosen operations side by side; of one alone it says how to choose another."""
    if not board.compared:
        return None
    context = board.context
    gettext = context.gettext
    rows = _rows(board)
    clear = html.A(gettext("Compare nothing"), href=board.without_comparison(), className="chip clear")
    heading = html.H3(gettext("Side by side"))
    if len(rows) == 1:
        say = gettext("One operation is chosen. Press “Compare” on one or two others.")
        body = [html.P([operation_name(context, rows[0]), " · ", say])]
    else:
        body = [_table(board, rows)]
    return html.Section([heading, *body, _files(board), html.P(clear)], id=COMPARE_ANCHOR, className="side-by-side")


def _files(board: Board) -> Any:
    gettext = board.context.gettext
    files = {".png": "PNG", ".csv": gettext("Data"), ".xlsx": gettext("Data for Excel"),
             "/embed": gettext("Embed"), "": gettext("Link")}  # fmt: skip
    links = [html.Li(html.A(words, href=board.comparison_file(form))) for form, words in files.items()]
    return html.Ul(links, className="actions")


def _rows(board: Board) -> list[Figure]:
    code = board.context.language.code
    query = f"""SELECT o.*, s.{code} AS subject_name, source_id || '-' || subject AS key
                FROM operations o JOIN subjects s USING (subject) WHERE key IN (SELECT unnest($keys))"""
    found = {row["key"]: row for row in board.context.data.store.rows(query, {"keys": list(board.compared)})}
    return [found[key] for key in board.compared]


def _table(board: Board, rows: list[Figure]) -> Any:
    context = board.context
    gettext, language = context.gettext, context.language
    figures = compared_figures(context.data.store, board.compared)
    heads = [html.Th(_head(board, row), scope="col") for row in rows]
    body = []
    for (metric, _), group in groupby(figures, lambda figure: (figure["metric"], figure["unit"])):
        measured = list(group)
        cells = [[figure for figure in measured if row["key"] in figure["operations"]] for row in rows]
        top = max(figure["value"] for cell in cells for figure in cell)
        drawn = sum(bool(cell) for cell in cells) > 1 and top > 0
        name = context.data.vocabulary.metric(metric, language)
        values = [
            html.Td(_values(board, row, cell, top if drawn else 0)) for row, cell in zip(rows, cells, strict=True)
        ]
        body.append(html.Tr([html.Th(name, scope="row"), *values]))
    areas = [AREAS[row["crime_area"]] for row in rows]
    facts = [
        (gettext("Period"), [formatting.period(row["period_label"], language) for row in rows]),
        (gettext("Crime area"), [gettext(area) for area in areas]),
        (gettext("Policing goal"), [formatting.number(row["goal"], language) for row in rows]),
        (gettext("Place named"), [_listed(board, row, PLACES) for row in rows]),
        (gettext("Partners"), [_listed(board, row, ("partners",)) for row in rows]),
        (gettext("Sources"), [source_of(context, row) for row in rows]),
    ]
    body += [html.Tr([html.Th(name, scope="row"), *(html.Td(text) for text in texts)]) for name, texts in facts]
    caption = gettext("What the reports print for each; nothing is added up")
    table = html.Table([html.Caption(caption), html.Thead(html.Tr([html.Td(), *heads])), html.Tbody(body)])
    return [scrolling(table, caption), symbols_key(language, figures)]


def _head(board: Board, row: Figure) -> list[Any]:
    name = operation_name(board.context, row)
    words = html.Span([board.context.gettext("Without {choice}", choice=""), name], className="visually-hidden")
    away = html.A([html.Span("×", **{"aria-hidden": "true"}), words], href=board.compared_address(row["key"]))
    return [html.A(name, href=board.operation_address(row["key"])), " ", away]


def _values(board: Board, row: Figure, figures: list[Figure], top: float) -> Any:
    context = board.context
    gettext, language = context.gettext, context.language
    if not figures:
        return html.Span(gettext("not printed"), className="metric")
    said: list[Any] = []
    for figure in figures:
        value = formatting.qualified(figure["value"], figure["unit"], figure["qualifier"], language)
        said.append(html.A(value + figure_symbols(figure), href=urls.figure(language, figure["figure_id"])))
        if figure["subject"] != row["subject"]:
            names = context.data.vocabulary.name(figure["subject"], language)
            said.append(
                html.Span([" ", gettext("Printed for {operations} together", operations=names)], className="metric")
            )
        said.append(Raw(bar(figure["value"] / top, rtl=language.rtl)) if top else html.Br())
    return said


def _listed(board: Board, row: Figure, columns: tuple[str, ...]) -> str:
    names = list(dict.fromkeys(names_of(board.context, row, columns)))
    return formatting.format_list(names, board.context.language) if names else board.context.gettext("not printed")
