"""What stands around every picture: the line at its top, its texts, and a foot with the site's name and an address."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from dashboard.chart_types.bidi import embed_rtl, isolate_ltr
from dashboard.design.style import topic_token
from dashboard.design.text_measure import missing_glyphs, text_width_px
from dashboard.errors import SiteError
from dashboard.exports.images.presets import Preset
from dashboard.i18n.languages import N_, Language

DEFAULT_HOST = "figures.example.org"
NAME = N_("INTERPOL in figures")
#: Sizes of type and of white space, in pixels of a page; a picture sets them larger by its zoom.
FOOT_PX = 12.0
ABOVE_FOOT_PX, BELOW_RULE_PX, BESIDE_BRAND_PX = 10, 8, 22
#: The line at the top edge: a hairline, and a thick start in the topic's colour.
GAUGE_PX, START_PX, START_WIDTH_PX = 2, 9, 107
#: The sign of the site: three bars, as parts of a square.
SIGN = ((0.06, 0.44, 0.22, 0.5), (0.39, 0.0, 0.22, 0.94), (0.72, 0.28, 0.22, 0.66))
#: Characters that say in which direction a text runs; no font draws them.
_UNDRAWN = frozenset("\n\u2066\u2067\u2068\u2069\u200e\u200f\u202c\u202a\u061c")


class MissingGlyph(SiteError):
    """A text holds a character that the bundled fonts do not have."""


@dataclass(frozen=True)
class Block:
    """Lines of text of one size.

    Attributes:
        lines: already broken.
        size_px: of the text.
        weight: 400 or 600.
        colour: its colour.
        leading: from line to line, in sizes.
        above_px: free above the first line.
    """

    lines: list[str]
    size_px: float
    weight: int = 400
    colour: str = "ink"
    leading: float = 1.35
    above_px: float = 0

    @property
    def height_px(self) -> float:
        """The room it takes."""
        return self.above_px + len(self.lines) * self.size_px * self.leading


@dataclass(frozen=True)
class Brand:
    """The site's name and the chart's address, at the end of the foot, or below it where the picture is narrow.

    Attributes:
        lines: of its text.
        size_px: of the text.
        beside: whether it stands beside the foot.
        room_px: what is kept free for it there, the same for every host.
    """

    lines: list[str]
    size_px: float
    beside: bool
    room_px: float = 0

    @property
    def width_px(self) -> float:
        """With the sign before its text."""
        widths = (
            text_width_px(line, self.size_px, 600 if index == 0 else 400) for index, line in enumerate(self.lines)
        )
        return max(widths) + 1.7 * self.size_px

    @property
    def height_px(self) -> float:
        """The room it takes."""
        return len(self.lines) * self.size_px * 1.35


def layout_brand(language: Language, preset: Preset, host: str, address: str) -> Brand:
    """The brand beside the foot where that leaves most of the width to it.

    The room is reckoned with a host of usual length, so that drawings do not depend on the site's; where another takes
    more, it is left out.
    """
    size = FOOT_PX * preset.zoom
    name = language.gettext(NAME)
    usual = Brand([name, DEFAULT_HOST + address], size, beside=True)
    beside = usual.width_px <= preset.inner_px * 0.45
    if not beside:
        usual = Brand([f"{name} · {DEFAULT_HOST}{address}"], size, beside=False)
    room_px = usual.width_px if beside else preset.inner_px
    for shown in (host + address, f"…{address}"):
        text = isolate_ltr(shown, language.rtl)
        found = Brand([name, text] if beside else [f"{name} · {text}"], size, beside, usual.width_px)
        if found.width_px <= room_px:
            break
    return found


def gauge(preset: Preset, topic: str, rtl: bool) -> list[str]:
    """The line at the top edge, with its start in the topic's colour, as SVG."""
    z = preset.zoom
    token, start_px = topic_token(topic, "t"), START_WIDTH_PX * z
    x = preset.width_px - start_px if rtl else 0
    return [
        f'<rect width="{preset.width_px}" height="{GAUGE_PX * z:.1f}" fill="var(--ink)"/>',
        f'<rect x="{x:.1f}" width="{start_px:.1f}" height="{START_PX * z:.1f}" fill="var(--{token})"/>',
    ]


def foot_height_px(foot: list[Block], brand: Brand | None, preset: Preset) -> float:
    """The height of the foot with the white space around its rule."""
    if brand is None:
        return 0
    text_px = sum(block.height_px for block in foot)
    together = max(text_px, brand.height_px) if brand.beside else text_px + brand.height_px
    return together + (ABOVE_FOOT_PX + BELOW_RULE_PX) * preset.zoom


def foot_elements(
    foot: list[Block], brand: Brand | None, preset: Preset, topic: str, end_px: float, rtl: bool
) -> list[str]:
    """A hairline, the lines at the start, and the brand at the end, as SVG that ends at a height."""
    if brand is None:
        return []
    z = preset.zoom
    y = end_px - foot_height_px(foot, brand, preset) + ABOVE_FOOT_PX * z
    x0, x1 = preset.padding_px, preset.width_px - preset.padding_px
    rule = f'<path d="M{x0} {y:.1f}H{x1}" stroke="var(--rule)" stroke-width="{max(1.0, z / 1.4):.1f}"/>'
    y += BELOW_RULE_PX * z
    text_px = sum(block.height_px for block in foot)
    brand_top = y if brand.beside else y + text_px
    at_px = brand.width_px if brand.beside else x1 - x0
    sign_px, left = brand.size_px, x1 - at_px
    sign_x = x0 + at_px - sign_px if rtl else left
    token = topic_token(topic, "t")
    bars = "".join(
        f"M{sign_x + x * sign_px:.1f} {brand_top + sign_px * (0.3 + y0):.1f}h{w * sign_px:.1f}v{h * sign_px:.1f}h-{w * sign_px:.1f}z"
        for x, y0, w, h in SIGN
    )
    text_x = sign_x - 0.7 * sign_px if rtl else sign_x + 1.7 * sign_px
    name, *address = brand.lines
    blocks = [Block([name], brand.size_px, 600 if address else 400), Block(address, brand.size_px, 400, "second")]
    return [
        rule,
        *text_elements(foot, preset, y, rtl),
        f'<path d="{bars}" fill="var(--{token})"/>',
        *text_elements(blocks, preset, brand_top, rtl, text_x),
    ]


def text_elements(
    blocks: list[Block], preset: Preset, top_px: float, rtl: bool, at_px: float | None = None
) -> list[str]:
    """Lines of text as SVG, the first at a height; from the start of the line, or from ``at_px``."""
    parts, y = [], top_px
    start = preset.width_px - preset.padding_px if rtl else preset.padding_px
    x = f"{start if at_px is None else at_px:.1f}".removesuffix(".0")
    # resvg knows no direction: the text is embedded by control characters and hung at its right end.
    anchor = ' text-anchor="end"' if rtl else ""
    for block in blocks:
        y += block.above_px
        for line in block.lines:
            parts.append(
                f'<text x="{x}" y="{y + block.size_px:.1f}" font-size="{block.size_px:.1f}"'
                f'{anchor} font-weight="{block.weight}" fill="var(--{block.colour})">{escape(embed_rtl(line) if rtl else line)}</text>'
            )
            y += block.size_px * block.leading
    return parts


def check_glyphs(text: str) -> None:
    """Refuses a text of which a picture could not draw every character.

    Raises:
        MissingGlyph: the fonts lack one; it would be printed as an empty box.
    """
    missing = missing_glyphs(text) - _UNDRAWN
    if missing:
        raise MissingGlyph(f"the fonts have no glyph for {', '.join(f'U+{ord(c):04X}' for c in sorted(missing))}")
