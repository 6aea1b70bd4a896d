"""Fonts inside an SVG file, so that it looks the same where they are not installed."""

from __future__ import annotations

import base64
import re
from functools import cache

from dashboard.design.style import FONTS, Font
from dashboard.paths import assets_folder


def embed_fonts(svg: str) -> str:
    """An SVG with the site's own subsets of the fonts that its words need, before what is drawn.

    Args:
        svg: from `dashboard.exports.images.layout.compose`; weights are attributes, 400 where none is said.
    """
    codes = {ord(letter) for letter in re.sub(r"<[^>]*>", "", svg) if letter.isprintable() and not letter.isspace()}
    weights = {400, *map(int, re.findall(r'font-weight="(\d+)"', svg))}
    rules = "".join(_rule(font) for font in FONTS if font.weight in weights and _serves(font, codes))
    return svg.replace("</desc>", f"</desc><style>{rules}</style>", 1)


def _serves(font: Font, codes: set[int]) -> bool:
    return any(first <= code <= last for code in codes for first, last in font.spans)


@cache
def _rule(font: Font) -> str:
    content = base64.b64encode((assets_folder() / font.file).read_bytes()).decode()
    return font.face(f'src:url(data:font/woff2;base64,{content}) format("woff2")')
