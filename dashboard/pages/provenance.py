"""Where figures of a list come from: printed lines, derivation, caveat, disagreements, and the charts that use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dash import html

from dashboard import urls
from dashboard.charts.view import ChartView
from dashboard.components.chart_link import chart_link
from dashboard.components.context import PageContext
from dashboard.components.rich_text import (
    gettext_elements,
    headings_above,
    publication_link,
    quoted,
    quoted_elsewhere,
)
from dashboard.i18n.languages import N_

#: rule of a derivation → what it works out.
RULES = {
    "sum_of": N_("sum"),
    "difference": N_("difference"),
    "percent_change": N_("change in percent"),
    "share_of_total": N_("share of a total"),
    "percent_of_total": N_("percent of a total"),
    "before_change_percent": N_("value before a change in percent"),
    "before_change": N_("value before a change"),
    "per_million": N_("for each million"),
    "ratio": N_("ratio"),
}


#: how a publication's value stands to the figure's → what is said of it.
AGREEMENTS = {
    "same": N_("Published elsewhere: {printed}, {publication}"),
    "agrees": N_("Agrees with it: {printed}, {publication}"),
    "differs": N_("Differs from it: {printed}, {publication}"),
}
#: what bears out a label that the document's text lost → what is said of it.
LABELS = {
    "publication": N_("Its label is borne out by {publication}"),
    "check": N_("Its label is borne out by the document’s own arithmetic."),
}


@dataclass
class Provenance:
    """What stands behind one figure.

    Attributes:
        printings: line and token of each place that prints it.
        rule: a key of `RULES`, or the empty string where it is not worked out.
        inputs: ids of the figures that it is worked out from.
        publications: what else prints it: publication, token, its qualifier, and how it agrees.
        labels: what bears out its label: publications, or the empty string for the document's own arithmetic.
        disagreements: what the documents disagree on, in the language of the page.
        charts: those that show it.
    """

    printings: list[tuple[int, str]] = field(default_factory=list)
    rule: str = ""
    inputs: list[str] = field(default_factory=list)
    publications: list[tuple[str, str, str, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    charts: list[ChartView] = field(default_factory=list)


def provenance_of(context: PageContext, figure_ids: list[str], *, charts: bool = True) -> Mapping[str, Provenance]:
    """Finds what stands behind the figures of a page, in one query: a page of sixty must not cost two hundred.

    Args:
        context: the request.
        figure_ids: the figures of the page.
        charts: the charts that show them are found as well.

    Returns:
        The provenance of each.
    """
    found = {figure_id: Provenance() for figure_id in figure_ids}
    query = f"""
        WITH parts AS (
            SELECT figure_id, 'printing' AS part, position, source_line AS line, as_printed AS text, '' AS publication,
                   '' AS qualifier
            FROM figure_printings
            UNION ALL SELECT figure_id, rule, position, NULL, input_id, '', '' FROM figure_inputs
            UNION ALL SELECT figure_id, agreement, position, NULL, as_printed, publication_id, qualifier
            FROM figure_publications
            UNION ALL SELECT figure_id, 'label', 0, NULL, '', IF("by" = 'check', '', source), ''
            FROM label_confirmations
            UNION ALL SELECT figure_id, 'disagreement', row_number() OVER (ORDER BY id), NULL, disagreements.{context.language.code}, '',
                   ''
            FROM disagreements JOIN disagreement_figures USING (id)
        )
        SELECT * FROM parts WHERE figure_id IN (SELECT unnest($ids)) ORDER BY position
    """
    for row in context.data.store.rows(query, {"ids": figure_ids}):
        behind = found[row["figure_id"]]
        if row["part"] == "printing":
            behind.printings.append((row["line"], row["text"]))
        elif row["part"] == "label":
            behind.labels.append(row["publication"])
        elif row["publication"]:
            behind.publications.append((row["publication"], row["text"], row["qualifier"], row["part"]))
        elif row["part"] == "disagreement":
            behind.disagreements.append(row["text"])
        else:
            behind.rule = row["part"]
            behind.inputs.append(row["text"])
    if not charts:
        return found
    drawn = [chart for chart, shown in context.data.figures_by_chart.items() if not found.keys().isdisjoint(shown)]
    for view in context.data.default_charts(context.language, drawn):
        for name in {datum.figure_id for datum in view.rows if datum.figure_id} & found.keys():
            found[name].charts.append(view)
    return found


def provenance(context: PageContext, row: Mapping[str, Any], behind: Provenance) -> Any:
    """Lays out the provenance of a figure.

    Args:
        context: the request.
        row: of the table ``figures``.
        behind: its provenance.
    """
    gettext, language = context.gettext, context.language
    items: list[Any] = [html.Li(html.Code(row["figure_id"], dir="ltr"))]
    for line, token in behind.printings:
        slots = {"printed": quoted(context.data.vocabulary, row["source_id"], token)}
        items.append(html.Li(gettext_elements(language, "line {line}: “{printed}”", slots, line=line)))
        if above := headings_above(context.data.vocabulary, row["source_id"], line, language):
            items.append(html.Li(above))
    if behind.inputs:
        links = [[html.A(name, href=urls.figure(language, name), dir="ltr"), " "] for name in behind.inputs]
        items.append(html.Li([gettext("Worked out ({rule}) from:", rule=gettext(RULES[behind.rule])), " ", *links]))
    items += [html.Li(line) for line in printed_elsewhere(context, behind)]
    for key in behind.labels:
        text = LABELS["publication" if key else "check"]
        slots = {"publication": publication_link(context.data.vocabulary.publications[key], language)} if key else {}
        items.append(html.Li(gettext_elements(language, text, slots)))
    if row["note"]:
        items.append(html.Li(context.data.vocabulary.note(row["note"], language)))
    items += [html.Li(f"‡ {language.localize_digits(text)}") for text in behind.disagreements]
    for view in behind.charts:
        items.append(html.Li([gettext("Chart:"), " ", chart_link(view)]))
    return html.Ul(items, className="provenance")


def printed_elsewhere(context: PageContext, behind: Provenance) -> list[list[Any]]:
    """What else prints a figure, and how it agrees: a line for each publication."""
    lines = []
    for key, token, qualifier, agreement in behind.publications:
        publication = context.data.vocabulary.publications[key]
        slots = {
            "printed": html.Span(quoted_elsewhere(context.language, token, qualifier, publication.language)),
            "publication": publication_link(publication, context.language),
        }
        lines.append(gettext_elements(context.language, AGREEMENTS[agreement], slots))
    return lines


def read_where(context: PageContext, row: Mapping[str, Any]) -> list[Any]:
    """Where a figure is printed: document and line, how it was worked out, or who published it elsewhere.

    Args:
        context: the request.
        row: of the table ``figures``, with ``title``, ``address`` and ``publication_language`` of its publication.
    """
    gettext, language = context.gettext, context.language
    if row["basis"] == "reported":
        title = html.Span(html.Bdi(row["title"]), lang=row["publication_language"])
        return [gettext("published elsewhere:"), " ", html.A(title, href=row["address"], rel="noopener")]
    document = context.data.vocabulary.source(row["source_id"], language)
    if row["basis"] == "derived":
        return [gettext("worked out from {document}", document=document)]
    return [gettext("{document}, line {line}", document=document, line=row["source_line"])]
