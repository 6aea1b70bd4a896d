"""One figure as a small page for other sites to frame: no script, no letters to load, nothing that can be taken off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html

from dashboard import urls
from dashboard.components.html import Element, write
from dashboard.design.assets import asset_url
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.exports.cards.card import Card, CardValue
from dashboard.exports.images.frame import NAME
from dashboard.i18n.typography import bind_with_nbsp

#: The narrowest common column, for which a frame without a script is high enough.
PASTED_WIDTH_PX = 320
#: What `assets/card.css` sets: white space at the sides and between parts, sizes of type.
_SIDE_PX, _BETWEEN_PX, _TYPE_PX, _VALUE_PX, _METRIC_PX = 16, 8, 14, 38, 18
#: Readers' own fonts are up to so much wider than the measured one.
_WIDER, _BOLD = 1.22, 1.1
#: An Arabic frame may be read in a wider font of the system, for it does not wait for ours.
_WIDER_ARABIC = 1.1


def card_article(card: Card, page: str) -> Any:
    """Lays the card out.

    Args:
        card: its content.
        page: absolute address of the figure's page.
    """
    values: Any = [_among(card)] if card.style == "among" else [_value(card, value) for value in card.values]
    if card.style == "share":
        values.append(html.P(html.Span(style={"width": f"{card.own.value:g}%"}), className="share"))
    return html.Article(
        [
            html.P(card.topic_name, className="topic"),
            html.H1(card.metric),
            html.P([html.Bdi(bind_with_nbsp(card.subject)), " · ", card.period], className="subject"),
            html.Div(values, className="values"),
            *[html.P(note, className="note") for note in card.notes],
            html.P([card.source, " · ", html.A(card.language.gettext(NAME), href=page, rel="noopener")],
                   className="note"),
        ],
        className=f"card topic-{card.topic}",
        **{"data-figure": card.figure_id},
    )  # fmt: skip


def _value(card: Card, value: CardValue) -> Any:
    label = [html.Small(value.label)] if len(card.values) > 1 else []
    return html.P(
        [html.Strong([value.words, html.Small(value.marks)] if value.marks else value.words), *label],
        className="own" if value.own else None,
    )


def _among(card: Card) -> Any:
    largest = max(value.value for value in card.values) or 1
    items = [
        html.Li(
            [html.Bdi(value.label), " ", html.B(value.marked),
             html.Span(style={"width": f"{max(0.5, value.value / largest * 100):.1f}%"})],
            className="own" if value.own else None,
        )
        for value in card.values
    ]  # fmt: skip
    more = card.language.ngettext("and {number} more", "and {number} more", card.more)
    return html.Ul([*items, *([html.Li(more)] if card.more else [])])


def card_document(card: Card, page: str, theme: str) -> str:
    """The card as a document of its own.

    Args:
        card: its content.
        page: absolute address of the figure's page.
        theme: ``auto``, ``light`` or ``dark``.
    """
    language = card.language
    head = [
        Element("link", {"rel": "canonical", "href": page}),
        Element("link", {"rel": "icon", "href": asset_url("favicon.svg"), "type": "image/svg+xml"}),
        Element("link", {"rel": "stylesheet", "href": asset_url("card.css")}),
    ]
    shown = f' data-theme="{theme}"' if theme != "auto" else ""
    return (
        f'<!doctype html><html lang="{language.code}" dir="{language.direction}"{shown}><head><meta charset="utf-8">'
        '<base target="_blank"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{write(card.sentence)}</title>{write(head)}</head>'
        f"<body>{write(html.Main(card_article(card, page)))}</body></html>"
    )


def card_height_px(card: Card) -> int:
    """A height in which the card is whole in a column of `PASTED_WIDTH_PX` or more."""
    room = PASTED_WIDTH_PX - 2 * _SIDE_PX
    wider = _WIDER * (_WIDER_ARABIC if card.language.rtl else 1)

    def lines_px(text: str, size_px: float) -> float:
        return len(wrap(text, size_px * wider, room)) * size_px * 1.4

    notes = [*card.notes, f"{card.source} · {card.language.gettext(NAME)}"]
    texts = [lines_px(card.topic_name, _TYPE_PX), lines_px(card.metric, _METRIC_PX),
             lines_px(f"{card.subject} · {card.period}", _TYPE_PX), *(lines_px(note, _TYPE_PX) for note in notes)]  # fmt: skip
    if card.style == "among":
        body = sum(lines_px(f"{value.label} {value.marked}", _TYPE_PX) + 17 for value in card.values) + 24
    else:
        body = _values_height_px(card, room, wider)
        body += 40 if card.style == "share" else 0
    return round(sum(texts) + body + (len(texts) + 4) * _BETWEEN_PX + _TYPE_PX)


def _values_height_px(card: Card, room_px: float, wider: float) -> float:
    """Values stand side by side as far as there is room; one that is wider takes several lines."""
    size_px, gap_px = _VALUE_PX * wider * _BOLD, 32
    lines, used_px = 0, 0.0
    for value in card.values:
        width_px = text_width_px(value.marked, size_px)
        if not lines or used_px + gap_px + width_px > room_px:
            lines, used_px = lines + len(wrap(value.marked, size_px, room_px)), width_px
        else:
            used_px += gap_px + width_px
    label_px = 24 if len(card.values) > 1 else 0
    return lines * (_VALUE_PX * 1.2 + label_px + _BETWEEN_PX) + 44


def card_code(card: Card, origin: str, options: Mapping[str, str]) -> str:
    """What staff paste: a frame that is right without any script.

    Args:
        card: its content.
        origin: scheme and host of the site.
        options: of the embed's address; defaults are left out.
    """
    page = origin + urls.figure(card.language, card.figure_id)
    frame = Element(
        "iframe",
        {
            "src": origin + urls.figure_embed(card.language, card.figure_id, **options),
            "title": card.sentence,
            "loading": "lazy",
            "width": "100%",
            "height": str(card_height_px(card)),
            "style": "border:0;width:0;min-width:100%",
        },
        html.A(card.sentence, href=page),
    )
    return write(frame)
