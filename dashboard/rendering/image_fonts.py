"""Fonts inside an SVG file, so that it looks the same where they are not installed."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache

from dashboard.errors import SiteError
from dashboard.paths import assets_folder

_FACE = re.compile(
    r'@font-face\{font-family:("[^"]+");font-weight:(\d+);[^}]*?url\(([^)]+)\)[^}]*?(unicode-range:[^}]+)\}'
)
_RANGE = re.compile(r"U\+([0-9A-F]+)-([0-9A-F]+)")


@dataclass(frozen=True)
class _Face:
    rule: str
    weight: int
    ranges: tuple[range, ...]

    def serves(self, codes: set[int]) -> bool:
        return any(code in span for code in codes for span in self.ranges)


def embed_fonts(svg: str) -> str:
    """An SVG with the site's own subsets of the fonts that its words need, before what is drawn.

    Args:
        svg: from `dashboard.exports.images.layout.compose`; weights are attributes, 400 where none is said.
    """
    codes = {ord(letter) for letter in re.sub(r"<[^>]*>", "", svg) if letter.isprintable() and not letter.isspace()}
    weights = {400, *map(int, re.findall(r'font-weight="(\d+)"', svg))}
    rules = "".join(face.rule for face in _faces() if face.weight in weights and face.serves(codes))
    return svg.replace("</desc>", f"</desc><style>{rules}</style>", 1)


@cache
def _faces() -> tuple[_Face, ...]:
    """The faces that the style sheet of the pages declares, with the files in their place."""
    sheet = (assets_folder() / "site.css").read_text(encoding="utf-8")
    faces = []
    for family, weight, file, unicode_range in _FACE.findall(sheet):
        content = base64.b64encode((assets_folder() / file).read_bytes()).decode()
        source = f'src:url(data:font/woff2;base64,{content}) format("woff2")'
        spans = tuple(range(int(low, 16), int(high, 16) + 1) for low, high in _RANGE.findall(unicode_range))
        faces.append(
            _Face(
                f"@font-face{{font-family:{family};font-weight:{weight};{source};{unicode_range}}}", int(weight), spans
            )
        )
    if len(faces) != 4:
        raise SiteError(f"assets/site.css declares {len(faces)} fonts of the site where there must be four.")
    return tuple(faces)
