"""The picture that other sites show of a page: its title and what its address comes to, in large type."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from xml.sax.saxutils import escape

from dashboard.design.style import TOPICS, font_stack, topic_token
from dashboard.design.text_measure import balanced
from dashboard.design.theming import apply_theme
from dashboard.exports.images.frame import NAME, Block, gauge, text_elements
from dashboard.exports.images.presets import PRESETS
from dashboard.i18n.languages import Language
from dashboard.rendering.image_job import ImageJob
from dashboard.rendering.image_metadata import ImageMetadata

#: Where previews are small they are 300 pixels wide: there type is a quarter of these sizes.
PRESET = replace(PRESETS["social"], zoom=3.0)
NAME_PX, TITLE_STEPS_PX, WORDS_STEPS_PX = 48, (112, 96, 80, 68, 56), (64, 56, 48)
MAX_LINES = 4


def page_preview(language: Language, title: str, words: str, topic: str, address: str, data_version: str) -> ImageJob:
    """Lays the picture out, as large as its texts fit.

    Args:
        language: of the texts.
        title: of the page.
        words: what the page says in the state of its address.
        topic: whose colours it has; those of the membership where it is of no topic.
        address: of the page.
        data_version: of the figures.
    """
    rtl, tone = language.rtl, topic if topic in TOPICS else "members"
    name = language.gettext(NAME)
    inner, room_px = PRESET.inner_px, PRESET.height_px - PRESET.around_px
    for title_px, words_px in product(TITLE_STEPS_PX, WORDS_STEPS_PX):
        blocks = [
            Block([] if title == name else [name], NAME_PX, 600, topic_token(tone, "t"), leading=1.9),
            Block(balanced(title, title_px, inner, 600), title_px, 600, leading=1.25),
            Block(balanced(words, words_px, inner) if words else [], words_px, 400, "second", leading=1.35),
        ]
        if sum(block.height_px for block in blocks) <= room_px and len(blocks[1].lines) <= MAX_LINES:
            break
    size = f'width="{PRESET.width_px}" height="{PRESET.height_px}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {PRESET.width_px} {PRESET.height_px}" '
        f'lang="{language.code}" font-family="{font_stack(rtl)}"><title>{escape(title)}</title>',
        f'<rect {size} fill="var(--paper)"/>',
        *gauge(PRESET, tone, rtl),
        *text_elements(blocks, PRESET, PRESET.padding_px, rtl),
        "</svg>",
    ]
    said = f"{title}. {words}" if words else title
    metadata = ImageMetadata(title, said, "", "", address, data_version, language.code, "")
    svg = apply_theme("".join(parts), "light")
    return ImageJob(metadata, "png", {"svg": svg, "scale": 1, "pixels_per_metre": 0})
