"""One figure: its value, what it counts, where it is printed, what contradicts it, and where it is charted."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from dashboard import urls
from dashboard.charts.datum import DERIVED, INFERRED, REPORTED
from dashboard.components.card_article import card_code
from dashboard.components.context import Page, PageContext
from dashboard.components.copy_field import copy_field
from dashboard.components.figure_symbols import DISPUTED, figure_symbols
from dashboard.components.html import Element
from dashboard.components.rich_text import quoted_elsewhere
from dashboard.components.tables import scrolling, table_head
from dashboard.data.store import Row
from dashboard.exports.cards.card import STYLE_NAMES, card_styles, make_card
from dashboard.exports.cards.card_export import CARD_FORMATS, CARD_SIZE_PX
from dashboard.exports.data.figure_json import required_figure
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_
from dashboard.i18n.typography import bind_with_nbsp
from dashboard.pages.provenance import provenance, provenance_of, read_where

#: basis of a figure → what it means.
BASES = {
    "printed": N_("Printed in a document."),
    "derived": DERIVED,
    "reference": N_("From reference data on membership; no document of the Organization prints it."),
    "reported": REPORTED,
}
LABEL_BASES = {
    "inferred": INFERRED,
    "confirmed": N_("The label is missing from the document’s text; it is inferred, and borne out by another source."),
}
#: Figures of the same kind that are listed.
MAX_RELATED = 40


def layout(context: PageContext, figure_id: str) -> Page:
    """Lays out the page of one figure.

    Raises:
        NotFound: there is no such figure.
    """
    language, vocabulary, gettext = context.language, context.data.vocabulary, context.gettext
    row = required_figure(context.data.store, figure_id)
    value = formatting.qualified(row["value"], row["unit"], row["qualifier"], language) + figure_symbols(row)
    metric, subject = vocabulary.metric(row["metric"], language), vocabulary.name(row["subject"], language)
    period = formatting.period(row["period_label"], language)
    title = gettext("{name}: {value}", name=metric, value=subject)
    sentence = gettext(
        "{metric}, {subject}, {period}: {value}", metric=metric, subject=subject, period=period, value=value
    )
    facts = [
        (gettext("Period"), period),
        (gettext("Basis"), _basis(context, row)),
        (gettext("Where it was read"), read_where(context, row)),
    ]
    json_address = urls.figure(language, figure_id, "json")
    body = [
        html.P(html.A(vocabulary.topic(row["topic"], language), href=urls.topic(language, row["topic"])),
               className="breadcrumb"),
        html.H1([metric, html.Br(), html.Small(html.Bdi(bind_with_nbsp(subject)))]),
        html.P(value, className="figure-value"),
        html.Dl([part for name, text in facts for part in (html.Dt(name), html.Dd(text))], className="figure-facts"),
        provenance(context, row, provenance_of(context, [figure_id])[figure_id]),
        _publications(context, row),
        _card(context, row),
        html.P([html.A("JSON", href=json_address), " · ",
                html.A(gettext("All figures on this topic"), href=urls.topic(language, "figures", topic=row["topic"]))]),
        _related(context, row),
    ]  # fmt: skip
    link = {"rel": "alternate", "type": "application/json", "href": context.origin + json_address}
    return Page(title=title, description=sentence, body=html.Article(body, **{"data-figure": figure_id}),
                topic=row["topic"], image=urls.figure(language, figure_id, "png"), image_alt=sentence,
                image_size=CARD_SIZE_PX, extra_head=[Element("link", link)])  # fmt: skip


def _basis(context: PageContext, row: Row) -> str:
    texts = [BASES[row["basis"]], LABEL_BASES.get(row["label_basis"], "")]
    return " ".join(context.gettext(text) for text in texts if text)


def _publications(context: PageContext, row: Row) -> Any:
    """Who else publishes the figure, and what they print for it."""
    query = """SELECT fp.as_printed, fp.qualifier, p.* FROM figure_publications fp JOIN publications p USING (publication_id)
               WHERE figure_id = $id ORDER BY position"""
    rows = context.data.store.rows(query, {"id": row["figure_id"]})
    if not rows:
        return None
    items = []
    for found in rows:
        printed = quoted_elsewhere(context.language, found["as_printed"], found["qualifier"], found["language"])
        title = html.Span(html.Bdi(found["title"]), lang=found["language"])
        published = f", {formatting.period(found['published'], context.language)}" if found["published"] else ""
        items.append(html.Li([html.A(title, href=found["address"], rel="noopener"), published, ": ", *printed]))
    return html.Section(
        [html.H2(context.gettext("Published elsewhere")), html.Ul(items)], className="text publications"
    )


def _card(context: PageContext, row: Row) -> Any:
    """The figure as a picture in each style that the data allow, and the code that embeds it."""
    language, gettext, figure_id = context.language, context.gettext, row["figure_id"]
    styles = card_styles(context.data, row)

    def chosen(style: str) -> dict[str, str]:
        return {} if style == styles[0] else {"style": style}

    items = []
    for style in styles:
        links = [html.A(form.upper(), href=urls.figure(language, figure_id, form, **chosen(style)), download="")
                 for form in CARD_FORMATS]  # fmt: skip
        items.append(html.Li([f"{gettext(STYLE_NAMES[style])}: ", *[part for link in links for part in (link, " ")]]))
    width, height = CARD_SIZE_PX
    address, alternative = urls.figure(language, figure_id, "svg"), gettext("The figure as a picture")
    picture = Element("img", {"src": address, "alt": alternative, "width": str(width), "height": str(height),
                              "loading": "lazy", "class": "card-picture"})  # fmt: skip
    frame = gettext("Frame")
    codes = [
        copy_field(context, f"embed-{style}", f"{frame} – {gettext(STYLE_NAMES[style])}",
                   card_code(make_card(context.data, row, style, language), context.origin, chosen(style)), code=True)
        for style in styles
    ]  # fmt: skip
    return html.Section(
        [
            html.H2(gettext("Take this figure with you")),
            picture,
            html.Ul(items, className="formats"),
            html.Details([html.Summary(gettext("Embed")), *codes]),
        ],
        className="text",
    )


def _related(context: PageContext, row: Row) -> Any:
    """The same measure of the same subject in other years, whoever prints it."""
    language = context.language
    query = f"""SELECT *, {DISPUTED} FROM figures WHERE subject = $subject AND metric = $metric AND unit = $unit
                AND figure_id <> $id ORDER BY period_start DESC, figure_id LIMIT {MAX_RELATED}"""
    wanted = {name: row[name] for name in ("subject", "metric", "unit")}
    rows = context.data.store.rows(query, {**wanted, "id": row["figure_id"]})
    if not rows:
        return None
    body = []
    for found in rows:
        value = formatting.qualified(found["value"], found["unit"], found["qualifier"], language)
        link = html.A(
            formatting.period(found["period_label"], language), href=urls.figure(language, found["figure_id"])
        )
        body.append(html.Tr([html.Th(link, scope="row"), html.Td(value + figure_symbols(found), className="number")]))
    title, number = context.gettext("The same measure in other periods"), context.gettext("Value")
    table = html.Table([html.Caption(title, className="visually-hidden"),
                        table_head([context.gettext("Period"), number], [number]), html.Tbody(body)])  # fmt: skip
    return html.Section([html.H2(title), scrolling(table, title)], className="text")


dash.register_page(__name__, path_template="/<code>/figures/<figure_id>", title=N_("A figure"), layout=layout)
