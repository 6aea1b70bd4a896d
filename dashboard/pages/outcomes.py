"""One outcome drawn over the operations that a board shows; unlike things are never added together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.components.figure_symbols import DISPUTED, figure_symbols
from dashboard.components.html import Raw
from dashboard.components.tables import scrolling
from dashboard.data.operation_facets import FacetedOperation
from dashboard.data.operations import OUTCOMES
from dashboard.data.store import Row
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_

#: Bars of a drawing: the largest.
MAX_BARS = 100
ORDERS = {"value": N_("largest first"), "name": N_("by name")}


def drawn_outcome(
    context: PageContext, operations: Sequence[FacetedOperation], shown: Collection[str], outcome: str, drawn: str
) -> Any:
    """Lays out the operations with a figure for an outcome as labelled bars.

    Args:
        context: the request.
        operations: those of the board; bars of those that are not shown are there and hidden.
        shown: keys of those that fit.
        outcome: a key of `OUTCOMES`.
        drawn: the outcome that is in sight.
    """
    gettext, language = context.gettext, context.language
    label, metric, unit = OUTCOMES[outcome]
    figures = _figures(context, operations, metric, unit)[:MAX_BARS]
    if (context.query.get("order") or "value") == "name":
        figures.sort(key=lambda row: row["place"])
    visible = [row for row in figures if not shown_keys(row).isdisjoint(shown)]
    top = max((row["value"] for row in visible), default=1.0)
    body = []
    for row in figures:
        value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language) + figure_symbols(row)
        name = context.data.vocabulary.name(row["subject"], language)
        cells = [
            html.Th(html.A(html.Bdi(name), href=urls.figure(language, row["figure_id"])), scope="row"),
            html.Td(formatting.period(row["period_label"], language)),
            html.Td(value, className="number"),
            html.Td(Raw(bar(row["value"] / top, rtl=language.rtl))),
        ]
        attributes = {"data-for": " ".join(sorted(shown_keys(row))), "data-amount": f"{row['value']:.15g}"}
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
        hidden=None if outcome == drawn else True,
        **{"data-outcome-drawn": outcome},
    )


def shown_keys(row: Row) -> set[str]:
    """The keys of the operations that a figure is printed for."""
    return set(row["operations"].split(" "))


def _figures(context: PageContext, operations: Sequence[FacetedOperation], metric: str, unit: str) -> list[Row]:
    """Figures of the operations, and those printed for several of them together, each once, the largest first.

    ``operations`` are the keys of those it is printed for; ``place`` is where the subject stands among the names of all.
    """
    code = context.language.code
    return context.data.store.rows(
        f"""WITH names AS (SELECT subject, row_number() OVER (ORDER BY {code} COLLATE {code}) AS place FROM subjects),
           wanted AS (
               SELECT f.figure_id, string_agg(DISTINCT f.source_id || '-' || coalesce(c.subject, f.subject), ' ') AS operations
               FROM figures f LEFT JOIN combined_subjects c ON c.combined = f.subject
               WHERE f.basis = 'printed' AND f.metric = $metric AND f.unit = $unit
                 AND f.source_id || '-' || coalesce(c.subject, f.subject) IN (SELECT unnest($keys))
               GROUP BY f.figure_id)
           SELECT f.*, {DISPUTED}, names.place, wanted.operations
           FROM wanted JOIN figures f USING (figure_id) JOIN names USING (subject)
           ORDER BY f.value DESC, f.figure_id""",
        {"metric": metric, "unit": unit, "keys": [each.key for each in operations]},
    )


def bar(share: float, *, rtl: bool) -> str:
    """A bar of a share of the width; the number stands beside it, so it is hidden from screen readers."""
    width = max(0.4, share * 100)
    start = 100 - width if rtl else 0
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect x="{start:.2f}" width="{width:.2f}" height="10" fill="var(--blue)"/></svg>'
    )
