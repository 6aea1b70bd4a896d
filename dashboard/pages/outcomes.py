"""One outcome drawn over the operations that a board shows; unlike things are never added together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.figure_symbols import figure_symbols
from dashboard.components.html import Raw
from dashboard.components.tables import scrolling
from dashboard.data.operation_facets import FacetedOperation, outcome_figures
from dashboard.data.operations import OUTCOMES
from dashboard.data.store import Row
from dashboard.i18n import formatting
from dashboard.pages.operation_board import Board

HIDDEN = {"aria-hidden": "true"}
#: Bars of a drawing: the largest.
MAX_BARS = 100


def drawn_outcome(board: Board, operations: Sequence[FacetedOperation], shown: Collection[str], outcome: str) -> Any:
    """Lays out the operations with a figure for an outcome as labelled bars; names and bars open the operation.

    Args:
        board: the state.
        operations: those of the board; bars of those that are not shown are there and hidden.
        shown: keys of those that fit.
        outcome: a key of `OUTCOMES`.
    """
    context = board.context
    gettext, language = context.gettext, context.language
    label, metric, unit = OUTCOMES[outcome]
    figures = outcome_figures(context.data.store, context.language.code, operations, metric, unit)[:MAX_BARS]
    if board.others.get("order") == "name":
        figures.sort(key=lambda row: row["place"])
    visible = [row for row in figures if not shown_keys(row).isdisjoint(shown)]
    top = max((row["value"] for row in visible), default=1.0)
    body = []
    for row in figures:
        value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language) + figure_symbols(row)
        name = context.data.vocabulary.name(row["subject"], language)
        keys = sorted(shown_keys(row))
        opens = {"href": board.operation_address(keys[0]), "data-opens": keys[0]}
        cells = [
            html.Th(html.A(html.Bdi(name), **opens), scope="row"),
            html.Td(formatting.period(row["period_label"], language)),
            html.Td(html.A(value, href=urls.figure(language, row["figure_id"])), className="number"),
            # The name before it leads to the same place.
            html.Td(html.A(Raw(bar(row["value"] / top, rtl=language.rtl)), tabIndex=-1, **opens, **HIDDEN)),
        ]
        attributes = {"data-for": " ".join(keys), "data-amount": f"{row['value']:.15g}"}
        body.append(html.Tr(cells, hidden=None if row in visible else True, **attributes))
    caption = gettext("{outcome}, as each report prints them; * marks an inferred label", outcome=gettext(label))
    head = [gettext("Operation"), gettext("Period"), gettext(label), ""]
    table = html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr([html.Th(cell, scope="col") if cell else html.Td() for cell in head])),
            html.Tbody(body),
        ],
        className="outcomes",
    )
    nothing = gettext("No report prints this outcome for these operations.")
    return html.Div(
        [
            html.P(nothing, className="notice", hidden=True if visible else None),
            html.Div(scrolling(table, caption), hidden=None if visible else True),
        ],
        hidden=None if outcome == board.drawn else True,
        **{"data-outcome-drawn": outcome},
    )


def finding(board: Board) -> str:
    """The largest figure of the outcome that is drawn, after what is chosen; the question where there is none."""
    context = board.context
    label, metric, unit = OUTCOMES[board.drawn]
    figures = outcome_figures(context.data.store, context.language.code, board.shown, metric, unit)
    if not figures:
        return context.gettext("What did each operation achieve?")
    row = max(figures, key=lambda figure: figure["value"])
    value = formatting.qualified(row["value"], row["unit"], row["qualifier"], context.language) + figure_symbols(row)
    return finding_words(board).format(
        outcome=context.gettext(label), value=value, period=formatting.period(row["period_label"], context.language),
        operation=context.data.vocabulary.name(row["subject"], context.language),
    )  # fmt: skip


def finding_words(board: Board) -> str:
    """The words of a finding, with their places; the name of an operation is apart from the words around it."""
    places = {name: f"{{{name}}}" for name in ("outcome", "value", "operation", "period")}
    if board.context.language.rtl:
        places["operation"] = "\u2068{operation}\u2069"
    return board.context.gettext("{outcome}: {value} in {operation} ({period}), the highest figure printed", **places)


def shown_keys(row: Row) -> set[str]:
    """The keys of the operations that a figure is printed for."""
    return set(row["operations"].split(" "))


def bar(share: float, *, rtl: bool) -> str:
    """A bar of a share of the width; the number stands beside it, so it is hidden from screen readers."""
    width = max(0.4, share * 100)
    start = f'x="{100 - width:.2f}" ' if rtl else ""
    return (
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect {start}width="{width:.2f}" height="1"/></svg>'
    )
