"""One outcome compared over the operations that the filters leave; unlike things are never added together."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.context import PageContext
from dashboard.components.html import Raw
from dashboard.components.tables import scrolling
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_

#: value in the address → words, metric, unit. Money is compared within one currency.
OUTCOMES = {
    "arrests": (N_("Arrests"), "arrests", "count"),
    "countries": (N_("Countries taking part"), "countries", "count"),
    "victims": (N_("Victims rescued"), "victims_rescued", "count"),
    "checks": (N_("Checks of the databases"), "checks", "count"),
    "money-usd": (N_("Money seized, in US dollars"), "money_seized", "usd"),
    "money-eur": (N_("Money seized, in euros"), "money_seized", "eur"),
}
#: Bars of a comparison: the largest.
MAX_BARS = 100
ORDERS = {"value": N_("largest first"), "name": N_("by name")}


def comparison(context: PageContext, operations: list[dict[str, Any]], outcome: str, order: str) -> Any:
    """Lays out the operations with a figure for the outcome as labelled bars, and names those without one.

    Args:
        context: the request.
        operations: rows of the table ``operations``.
        outcome: a key of `OUTCOMES`.
        order: a key of `ORDERS`.
    """
    gettext, vocabulary, language = context.gettext, context.data.vocabulary, context.language
    label, metric, unit = OUTCOMES[outcome]
    figures = _figures(context, operations, metric, unit)
    if not figures:
        return html.P(gettext("No report prints this outcome for these operations."), className="notice")
    found = len(figures)
    figures = figures[:MAX_BARS]
    names = {row["figure_id"]: vocabulary.name(row["subject"], language) for row in figures}
    if order == "name":
        figures.sort(key=lambda row: row["place"])
    top = max(row["value"] for row in figures)
    body = []
    for row in figures:
        value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language)
        mark = "\u00a0*" if row["label_basis"] == "inferred" else ""
        link = html.A(names[row["figure_id"]], href=urls.figure(language, row["figure_id"]))
        year = formatting.period(row["period_label"], language)
        bar = Raw(_bar(row["value"] / top, rtl=language.rtl))
        cells = [html.Th(link, scope="row"), html.Td(year), html.Td(value + mark, className="number"), html.Td(bar)]
        body.append(html.Tr(cells))
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
    if found > MAX_BARS:
        numbers = {name: formatting.number(value, language) for name, value in (("shown", MAX_BARS), ("number", found))}
        table = html.Div([html.P(gettext("The {shown} largest of {number} are shown.", **numbers)), table])
    return scrolling(table, caption)


def _figures(context: PageContext, operations: list[dict[str, Any]], metric: str, unit: str) -> list[dict[str, Any]]:
    """Figures of the operations, and those printed for several of them together, each once, the largest first.

    ``place`` is where a subject stands among the names of all.
    """
    code = context.language.code
    return context.data.store.rows(
        f"""WITH names AS (SELECT subject, row_number() OVER (ORDER BY {code} COLLATE {code}) AS place FROM subjects)
           SELECT DISTINCT f.*, names.place FROM figures f JOIN names USING (subject)
           LEFT JOIN combined_subjects c ON c.combined = f.subject
           WHERE f.metric = $metric AND f.unit = $unit
             AND (f.source_id || f.subject IN (SELECT unnest($subjects))
                  OR f.source_id || c.subject IN (SELECT unnest($subjects)))
           ORDER BY f.value DESC, f.figure_id""",
        {"metric": metric, "unit": unit, "subjects": [row["source_id"] + row["subject"] for row in operations]},
    )


def _bar(share: float, *, rtl: bool) -> str:
    """A bar of a share of the width; the number stands beside it, so it is hidden from screen readers."""
    width = max(0.4, share * 100)
    start = 100 - width if rtl else 0
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect x="{start:.2f}" width="{width:.2f}" height="10" fill="var(--blue)"/></svg>'
    )
