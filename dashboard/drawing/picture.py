"""A picture that can be published as it is: the drawn chart with title, notes, source and address inside."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

import resvg_py

from dashboard.charts.catalogue import Chart, State
from dashboard.charts.view import ChartView
from dashboard.desk import Desk, Drawing
from dashboard.drawing.bidi import embed, isolated
from dashboard.drawing.presets import Preset
from dashboard.drawing.tokens import Theme, themed
from dashboard.errors import SiteError
from dashboard.languages import Language
from dashboard.locations import assets_folder
from dashboard.sources import source_line
from dashboard.style import ARABIC_FAMILY, LATIN_FAMILY, font_stack
from dashboard.text_measure import covers, wrap

#: Text in a picture is never set smaller than this many pixels at its size of use.
SMALLEST_SCALE = 0.72


class MissingGlyph(SiteError):
    """A text holds a character that the bundled fonts do not have."""


@dataclass(frozen=True)
class Block:
    """Lines of text of one size.

    Attributes:
        lines: already broken.
        size_px: of the text.
        weight: 400 or 600.
        token: its colour.
    """

    lines: list[str]
    size_px: float
    weight: int = 400
    token: str = "ink"

    @property
    def height_px(self) -> float:
        """The room it takes."""
        return len(self.lines) * self.size_px * 1.35


@dataclass(frozen=True)
class PicturePlan:
    """A picture's text and the drawing its chart needs."""

    view: ChartView
    preset: Preset
    head: list[Block]
    foot: list[Block]
    drawing: Drawing


def plan_picture(
    desk: Desk, chart: Chart, state: State, language: Language, preset: Preset, address: str
) -> PicturePlan:
    """Sets the text and asks for the chart in the room that is left.

    Args:
        desk: the data.
        chart: what to show.
        state: of its controls.
        language: of the words.
        preset: the size.
        address: short address of the chart in this state, printed at the foot.
    """
    view = desk.view(chart, state, language)
    z, inner = preset.zoom, preset.width_px - 2 * preset.padding_px
    head = [
        Block(wrap(view.title, 21 * z, inner, 600), 21 * z, 600),
        Block(wrap(view.subtitle, 15 * z, inner), 15 * z, 400, "second"),
    ]
    sources = source_line(view, desk.vocabulary)
    credit = language.words(
        "INTERPOL in figures · {address} · data {version}",
        address=isolated(address, language.rtl),
        version=desk.version,
    )
    notes = [text for text in (view.reading, *view.notes) if text]
    if preset.layout(0).phone:
        notes = [f"{number} · {key}: {text}" for number, (key, text) in enumerate(view.annotations, 1)] + notes
    foot = [Block(wrap(note, 12 * z, inner), 12 * z, 400, "second") for note in notes]
    foot.append(Block(wrap(sources, 12.5 * z, inner), 12.5 * z))
    head, foot = ([], []) if preset.plain else (head, foot)
    # The credit counts as one line whatever the site's address is, so that drawings do not depend on the host.
    taken = sum(block.height_px for block in head + foot) + 2 * preset.padding_px + (40 + 12 * 1.35) * z
    if not preset.plain:
        foot.append(Block(wrap(credit, 12 * z, inner), 12 * z, 400, "second"))
    layout = preset.layout(max(120.0, preset.height_px - taken))
    drawing = desk.drawing(chart, state, language, layout)
    scale = layout.min_height_px / drawing.figure["layout"]["height"]
    if scale < 1:  # too high for the room: laid out wider, so that it fills the width when set smaller
        wider = replace(layout, width_px=round(layout.width_px / max(SMALLEST_SCALE, scale)))
        drawing = desk.drawing(chart, state, language, wider)
    return PicturePlan(view, preset, head, foot, drawing)


def compose(plan: PicturePlan, theme: Theme, *, transparent: bool = False) -> str | None:
    """The picture as SVG, or None while its chart is not drawn.

    Raises:
        MissingGlyph: a character would be printed as an empty box.
    """
    drawn = plan.drawing.svg("c")
    if drawn is None:
        return None
    preset, z, rtl = plan.preset, plan.preset.zoom, plan.view.language.rtl
    _check_glyphs(plan)
    layout = plan.drawing.figure["layout"]
    inner_px = preset.width_px - 2 * preset.padding_px
    scale = min(1.0, inner_px / (layout["width"] * z))
    head_px = sum(block.height_px for block in plan.head) + (16 * z if plan.head else 0)
    foot_px = sum(block.height_px for block in plan.foot) + (18 * z if plan.foot else 0)
    chart_px = layout["height"] * z * scale
    height = round(max(preset.height_px, 2 * preset.padding_px + head_px + foot_px + chart_px))
    width = layout["width"] * z * scale
    left = preset.width_px - preset.padding_px - width if rtl else preset.padding_px
    top = preset.padding_px + head_px + max(0.0, (height - 2 * preset.padding_px - head_px - foot_px - chart_px) / 2)
    inner = drawn.removeprefix("<svg ")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{plan.view.language.code}" '
        f'width="{preset.width_px}" height="{height}" viewBox="0 0 {preset.width_px} {height}" '
        f'font-family="{font_stack(rtl)}">',
        f"<title>{escape(plan.view.title)}</title><desc>{escape(plan.view.subtitle)}</desc>",
        "" if transparent else f'<rect width="{preset.width_px}" height="{height}" fill="var(--paper)"/>',
        *_text(plan.head, preset, preset.padding_px, rtl),
        f'<svg x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{chart_px:.1f}" font-size="14" {inner}',
        *_text(plan.foot, preset, height - preset.padding_px - foot_px + 18 * z, rtl),
        "</svg>",
    ]
    return themed("".join(parts), theme)


def _text(blocks: list[Block], preset: Preset, top: float, rtl: bool) -> list[str]:
    parts, y = [], top
    x = preset.width_px - preset.padding_px if rtl else preset.padding_px
    # resvg knows no direction: the text is embedded by control characters and hung at its right end.
    anchor = ' text-anchor="end"' if rtl else ""
    for block in blocks:
        for line in block.lines:
            y += block.size_px * 1.35
            parts.append(
                f'<text x="{x}" y="{y - block.size_px * 0.35:.1f}" font-size="{block.size_px:.1f}"'
                f'{anchor} font-weight="{block.weight}" fill="var(--{block.token})">{escape(embed(line) if rtl else line)}</text>'
            )
    return parts


def _check_glyphs(plan: PicturePlan) -> None:
    lines = [line for block in plan.head + plan.foot for line in block.lines]
    labels = [row.label + row.series_label + plan.view.value_label(row) for row in plan.view.rows]
    missing = covers("".join(lines + labels)) - set("\n⁦⁧⁨⁩‎‏\u202c\u202a\u061c")
    if missing:
        raise MissingGlyph(f"the fonts have no glyph for {', '.join(f'U+{ord(c):04X}' for c in sorted(missing))}")


def rasterise(svg: str, scale: int = 1) -> bytes:
    """Turns a composed picture into PNG with the bundled fonts only.

    Args:
        svg: from `compose`.
        scale: 1 to 3.
    """
    fonts = [str(path) for path in sorted((assets_folder() / "fonts" / "ttf").glob("*.ttf"))]
    family = ARABIC_FAMILY if 'lang="ar"' in svg[:300] else LATIN_FAMILY
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            skip_system_fonts=True,
            font_files=fonts,
            font_family=family,
            sans_serif_family=family,
        )
    )


def kept_picture(folder: Path, svg: str, scale: int) -> bytes:
    """The PNG of a composed picture, from the folder where it was made before."""
    key = hashlib.sha256(f"{scale}\x00{svg}".encode()).hexdigest()[:24]
    path = folder / f"{key}.png"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        picture = rasterise(svg, scale)
    with contextlib.suppress(OSError):  # a full or read-only disk costs time, not the picture
        new = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        new.write_bytes(picture)
        new.replace(path)
    return picture
