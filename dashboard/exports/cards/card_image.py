"""A card as a picture: one figure, large, with what must be said of it, in the size of a link's preview."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from dashboard import urls
from dashboard.design.style import font_stack, topic_token
from dashboard.design.text_measure import balanced, text_width_px, wrap
from dashboard.design.theming import Theme, apply_theme
from dashboard.exports.cards.card import Card, CardValue
from dashboard.exports.images.frame import (
    FOOT_PX,
    Block,
    check_glyphs,
    foot_elements,
    foot_height_px,
    gauge,
    layout_brand,
    text_elements,
)
from dashboard.exports.images.presets import Preset
from dashboard.rendering.image_metadata import ImageMetadata

CARD = Preset("card", 1200, 630, 1.5)
TOPIC_PX, METRIC_PX, SUBJECT_PX, NOTE_PX = 22.0, 38.0, 28.0, FOOT_PX * CARD.zoom
#: The value is set in the largest of these in which it fits beside the others.
VALUE_PX = (150.0, 120.0, 100.0, 84.0, 68.0, 54.0, 44.0, 34.0)
LABEL_PX, BAR_PX, BAR_ROW_PX, SHARE_BAR_PX = 23.0, 12.0, 55.0, 46.0
GAP_PX = 24.0
#: Of the marks behind a large value, beside its own size.
MARK_SIZE = 0.45


def card_metadata(card: Card, version: str, site: str) -> ImageMetadata:
    """What the picture's file says about itself.

    Args:
        card: its content.
        version: of the data.
        site: scheme and host.
    """
    rights = card.language.gettext(
        "Creative Commons Attribution 4.0. Credit: INTERPOL in figures. {sources}", sources=card.source
    )
    address = site + urls.figure(card.language, card.figure_id)
    others = "; ".join(f"{value.label}: {value.marked}" for value in card.values if not value.own)
    alternative = " ".join(text for text in (f"{card.sentence}.", others, *card.notes, card.source) if text)
    code = card.language.code
    return ImageMetadata(card.sentence, alternative, card.source, rights, address, version, code, "\n".join(card.notes))


def card_svg(card: Card, metadata: ImageMetadata, theme: Theme) -> str:
    """The picture as SVG.

    Args:
        card: its content.
        metadata: from `card_metadata`.
        theme: light or dark.

    Raises:
        MissingGlyph: a character would be printed as an empty box.
    """
    rtl, inner, pad = card.language.rtl, CARD.inner_px, CARD.padding_px
    host = metadata.address.split("://", 1)[-1].split("/", 1)[0]
    brand = layout_brand(card.language, CARD, host, urls.figure(card.language, card.figure_id))
    foot_room = inner - (brand.room_px + GAP_PX * CARD.zoom if brand.beside else 0)
    foot = [Block([line], NOTE_PX, 400, "second") for line in wrap(card.source, NOTE_PX, foot_room)]
    notes = [Block([line], NOTE_PX, 400, "second") for note in card.notes for line in wrap(note, NOTE_PX, inner)]
    head = _head(card, inner)
    end = CARD.height_px - pad
    top = pad + sum(block.height_px for block in head) + GAP_PX
    notes_top = end - foot_height_px(foot, brand, CARD) - sum(block.height_px for block in notes)
    texts = (card.topic_name, card.metric, card.subject, card.period, *card.notes, card.source)
    check_glyphs("".join([*texts, *(text for value in card.values for text in (value.label, value.marked))]))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{card.language.code}" width="{CARD.width_px}" '
        f'height="{CARD.height_px}" viewBox="0 0 {CARD.width_px} {CARD.height_px}" font-family="{font_stack(rtl)}">',
        f"<title>{escape(metadata.title)}</title><desc>{escape(metadata.alternative)}</desc>",
        f'<rect width="{CARD.width_px}" height="{CARD.height_px}" fill="var(--paper)"/>',
        *gauge(CARD, card.topic, rtl),
        *text_elements(head, CARD, pad, rtl),
        *_body(card, top, notes_top - GAP_PX / 2),
        *text_elements(notes, CARD, notes_top, rtl),
        *foot_elements(foot, brand, CARD, card.topic, end, rtl),
        "</svg>",
    ]
    return apply_theme("".join(parts), theme)


def _head(card: Card, inner_px: float) -> list[Block]:
    period = "" if card.style == "pair" or (len(card.values) > 1 and card.style != "among") else card.period
    subject = " · ".join(text for text in (card.subject, period) if text)
    return [
        Block([card.topic_name], TOPIC_PX, 600, topic_token(card.topic, "t"), leading=1.6),
        Block(balanced(card.metric, METRIC_PX, inner_px, 600), METRIC_PX, 600, leading=1.2),
        Block(wrap(subject, SUBJECT_PX, inner_px), SUBJECT_PX, 400, "second"),
    ]


def _body(card: Card, top_px: float, end_px: float) -> Iterator[str]:
    if card.style == "among":
        yield from _among(card, top_px, end_px)
    elif card.style == "share":
        yield from _values(card, top_px, end_px - SHARE_BAR_PX - GAP_PX)
        yield from _share(card, end_px - SHARE_BAR_PX - GAP_PX / 2)
    else:
        yield from _values(card, top_px, end_px)


def _values(card: Card, top_px: float, end_px: float) -> Iterator[str]:
    """Each value large, beside the others; where there are several, over what tells it from them."""
    several, rtl = len(card.values) > 1, card.language.rtl
    room = (CARD.inner_px - GAP_PX * 2 * (len(card.values) - 1)) / len(card.values)
    label_px = SUBJECT_PX * 1.35 if several else 0
    for size in VALUE_PX:
        marks_room = max(text_width_px(value.marks, size * MARK_SIZE, 600) + size * 0.15 for value in card.values)
        lines = [wrap(value.words, size, room - marks_room, 600) for value in card.values]
        fits = all(text_width_px(line, size, 600) <= room - marks_room for each in lines for line in each)
        high = max(len(each) for each in lines) * size * 1.1 + label_px
        if fits and high <= end_px - top_px and (size <= VALUE_PX[-3] or all(len(each) == 1 for each in lines)):
            break
    top = top_px + max(0.0, (end_px - top_px - high) / 2)
    start = CARD.width_px - CARD.padding_px if rtl else CARD.padding_px
    token = topic_token(card.topic, "t")
    for number, (value, words) in enumerate(zip(card.values, lines, strict=True)):
        at_px = start + (-1 if rtl else 1) * number * (room + 2 * GAP_PX)
        colour = token if value.own else "second"
        blocks = [Block(words, size, 600, colour, leading=1.1)]
        if several:
            blocks.append(Block([value.label], SUBJECT_PX, 400, "second"))
        yield from text_elements(blocks, CARD, top, rtl, at_px)
        if value.marks:
            after = text_width_px(words[-1], size, 600)
            marks = Block([value.marks.strip()], size * MARK_SIZE, 600, "second")
            line_px = top + (len(words) - 1) * size * 1.1 + size * 0.15
            yield from text_elements([marks], CARD, line_px, rtl, at_px + (-1 if rtl else 1) * (after + size * 0.15))


def _share(card: Card, top_px: float) -> Iterator[str]:
    """The figure's part of a bar of a hundred."""
    inner, rtl = CARD.inner_px, card.language.rtl
    yield _bar(CARD.padding_px, top_px, inner, SHARE_BAR_PX, "rule")
    yield _from_start(card.own.value / 100 * inner, top_px, SHARE_BAR_PX, topic_token(card.topic, "t"), rtl)


def _among(card: Card, top_px: float, end_px: float) -> Iterator[str]:
    """Bars from nought, the largest first, each under its name and value; how many are left out is said."""
    rtl, inner = card.language.rtl, CARD.inner_px
    largest = max(value.value for value in card.values)
    more = card.language.ngettext("and {number} more", "and {number} more", card.more) if card.more else ""
    rows = [*card.values] if largest > 0 else []
    step = min(BAR_ROW_PX, (end_px - top_px) / (len(rows) + (0.6 if more else 0)))
    size = min(LABEL_PX, step - BAR_PX - 8)
    for number, value in enumerate(rows):
        y = top_px + number * step
        yield from _label(card, value, y, size)
        width = max(2.0, value.value / largest * inner)
        colour = topic_token(card.topic, "t") if value.own else "slate"
        yield _from_start(width, y + size * 1.35, BAR_PX, colour, rtl)
    if more:
        yield from text_elements([Block([more], size, 400, "second")], CARD, top_px + len(rows) * step, rtl)


def _label(card: Card, value: CardValue, top_px: float, size_px: float) -> Iterator[str]:
    rtl = card.language.rtl
    weight, colour = (600, "ink") if value.own else (400, "second")
    start = CARD.width_px - CARD.padding_px if rtl else CARD.padding_px
    room = CARD.inner_px - text_width_px(value.marked, size_px, 600) - size_px
    name = wrap(value.label, size_px, room, weight)[0]
    yield from text_elements([Block([name], size_px, weight, colour)], CARD, top_px, rtl)
    after = text_width_px(name, size_px, weight) + size_px * 0.6
    at_px = start + (-after if rtl else after)
    yield from text_elements([Block([value.marked], size_px, 600, colour)], CARD, top_px, rtl, at_px)


def _from_start(width_px: float, y: float, height_px: float, colour: str, rtl: bool) -> str:
    x = CARD.width_px - CARD.padding_px - width_px if rtl else CARD.padding_px
    return _bar(x, y, width_px, height_px, colour)


def _bar(x: float, y: float, width_px: float, height_px: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width_px:.1f}" height="{height_px:.1f}" fill="var(--{colour})"/>'
