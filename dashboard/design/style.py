"""Colours, type and sizes, once for pages, charts and pictures.

Charts are drawn in the light colours; `dashboard.design.theming` turns each into a style-sheet class or into the dark
colour. So every colour a chart uses must stand here, and no two tokens may share a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: token → light colour. Data colours keep 3:1 against paper; text keeps 4.5:1.
LIGHT = {
    "paper": "#ffffff",
    "ink": "#14212b",
    "second": "#4a5a68",
    "rule": "#d8dfe5",
    "tint": "#f4f6f8",
    "land": "#d6d1ca",
    "on-data": "#fefefe",
    "blue": "#1d5b99",
    "ochre": "#a66700",
    "teal": "#188075",
    "plum": "#8a3a73",
    "slate": "#687785",
    "notice-red": "#c8102e",
    "notice-yellow": "#d9a400",
    "notice-orange": "#d9650b",
    "notice-purple": "#6d3b8e",
    "notice-blue": "#1f5fae",
    "notice-green": "#2d7d3a",
    "notice-black": "#22272b",
    "step-1": "#0b2f57",
    "step-2": "#1e5a97",
    "step-3": "#4a8ac4",
    "step-4": "#86b3dc",
    "step-5": "#b9d3ea",
}
#: token → dark colour.
DARK = {
    "paper": "#10181f",
    "ink": "#e8edf1",
    "second": "#a9b7c2",
    "rule": "#2c3a45",
    "tint": "#18232c",
    "land": "#4b4640",
    "on-data": "#0d1419",
    "blue": "#6aa9e6",
    "ochre": "#e0a23c",
    "teal": "#4fc0b2",
    "plum": "#d083b9",
    "slate": "#94a3b0",
    "notice-red": "#f0566c",
    "notice-yellow": "#ecc245",
    "notice-orange": "#f08c3f",
    "notice-purple": "#b486d6",
    "notice-blue": "#6aa5ee",
    "notice-green": "#62b872",
    "notice-black": "#c3ccd3",
    "step-1": "#d6e7f7",
    "step-2": "#a5cbee",
    "step-3": "#6da3d8",
    "step-4": "#4579ab",
    "step-5": "#33597f",
}
#: Categories in this order; one series needs one colour.
DATA = ["blue", "ochre", "teal", "plum", "slate"]

LATIN_FAMILY = "Figures Sans"
ARABIC_FAMILY = "Figures Sans Arabic"
FONT_STACK = f"{LATIN_FAMILY}, {ARABIC_FAMILY}, sans-serif"
#: resvg takes the weight of the first family that exists, so Arabic comes first where the text is Arabic.
ARABIC_FONT_STACK = f"{ARABIC_FAMILY}, {LATIN_FAMILY}, sans-serif"


@dataclass(frozen=True)
class Font:
    """One of the site's own subsets of fonts; ``assets/site.css`` declares the same.

    Attributes:
        family: its name.
        weight: 400 or 600.
        file: below ``assets``.
        spans: the first and the last code of each run of letters that it is used for.
    """

    family: str
    weight: int
    file: str
    spans: tuple[tuple[int, int], ...]

    def face(self, source: str) -> str:
        """The CSS rule that declares it, with what stands between its weight and its letters."""
        letters = ",".join(f"U+{first:04X}-{last:04X}" for first, last in self.spans)
        return f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};{source};unicode-range:{letters}}}'


_LATIN = ((0x0000, 0x02FF), (0x2000, 0x22FF))
_ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
FONTS = (
    Font(LATIN_FAMILY, 400, "fonts/figures-sans-400.woff2", _LATIN),
    Font(LATIN_FAMILY, 600, "fonts/figures-sans-600.woff2", _LATIN),
    Font(ARABIC_FAMILY, 400, "fonts/figures-sans-arabic-400.woff2", _ARABIC),
    Font(ARABIC_FAMILY, 600, "fonts/figures-sans-arabic-600.woff2", _ARABIC),
)


@dataclass(frozen=True)
class Layout:
    """The space a chart is laid out in.

    Attributes:
        name: ``phone`` or ``desktop``; decides whether labels stand above bars.
        width_px: of the drawing.
        text_px: size of labels.
        max_height_px: height available in an image, which chart types that can use or spare; 0 is unlimited.
    """

    name: Literal["phone", "desktop"]
    width_px: int
    text_px: int = 14
    max_height_px: int = 0

    @property
    def phone(self) -> bool:
        """True for narrow layouts."""
        return self.name == "phone"


PHONE = Layout("phone", 358)
DESKTOP = Layout("desktop", 600)


def light_colour(token: str) -> str:
    """The light colour of a token.

    Raises:
        KeyError: there is no such token.
    """
    return LIGHT[token]


def font_stack(rtl: bool) -> str:
    """The families of a chart's text."""
    return ARABIC_FONT_STACK if rtl else FONT_STACK
