"""A picture that can be published as it is: the drawn chart with title, notes, source and address inside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from dashboard import urls
from dashboard.chart_types.bidi import embed_rtl, isolate_ltr
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.description import alt_text
from dashboard.charts.sources import source_line
from dashboard.charts.view import ChartView
from dashboard.design.style import font_stack
from dashboard.design.text_measure import balanced, missing_glyphs, wrap
from dashboard.design.theming import Theme, apply_theme
from dashboard.errors import SiteError
from dashboard.exports.images.presets import PRESETS, Preset
from dashboard.i18n import formatting
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import DataVersion, Drawing
from dashboard.releases.manifest import DrawnChart
from dashboard.rendering.image_metadata import ImageMetadata

#: Everything is set smaller by steps where the chart does not fit, but never so small that it cannot be read.
SCALE_STEPS = (1.0, 0.92, 0.85, 0.78)
DEFAULT_HOST = "figures.example.org"
#: White space between the chart and its texts, in page pixels.
BELOW_HEAD_PX, ABOVE_FOOT_PX = 16, 18


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
    """

    lines: list[str]
    size_px: float
    weight: int = 400
    colour: str = "ink"

    @property
    def height_px(self) -> float:
        """The room it takes."""
        return len(self.lines) * self.size_px * 1.35


@dataclass(frozen=True)
class ImageLayout:
    """A picture's text and the drawing its chart needs."""

    view: ChartView
    preset: Preset
    head: list[Block]
    foot: list[Block]
    drawing: Drawing
    metadata: ImageMetadata

    @property
    def head_px(self) -> float:
        """The height of what stands above the chart."""
        return sum(block.height_px for block in self.head) + (BELOW_HEAD_PX * self.preset.zoom if self.head else 0)

    @property
    def foot_px(self) -> float:
        """The height of what stands below the chart."""
        return sum(block.height_px for block in self.foot) + ABOVE_FOOT_PX * self.preset.zoom

    @property
    def chart_px(self) -> float:
        """The height of the chart."""
        return self.drawing.height_px * self.preset.zoom

    @property
    def needed_px(self) -> int:
        """The height that everything takes."""
        return round(2 * self.preset.padding_px + self.head_px + self.foot_px + self.chart_px)

    @property
    def height_px(self) -> int:
        """The picture's height: what was asked for, or more where the chart does not fit."""
        return max(self.preset.height_px, self.needed_px)


def layout_image(
    data: DataVersion,
    chart: Chart,
    state: State,
    language: Language,
    preset: Preset,
    site: str,
    on_miss: Callable[[], None] | None = None,
) -> ImageLayout:
    """Sets the text and asks for the chart in the room that is left; smaller where there is little room.

    Args:
        data: the data.
        chart: what to show.
        state: of its controls.
        language: of the words.
        preset: the size.
        site: scheme and host; the chart's address is printed at the foot.
        on_miss: is called before a picture is laid out that was not drawn ahead; what it raises stops that.
    """
    view = data.view(chart, state, language)
    drawn = data.drawn(chart, state, language, preset.name) if preset == PRESETS.get(preset.name) else None
    if on_miss and not drawn:
        on_miss()
    for scale in (drawn.scale,) if drawn else SCALE_STEPS:
        plan = _plan(data, view, replace(preset, zoom=preset.zoom * scale), site, drawn)
        if plan.needed_px <= preset.height_px:
            break
    return plan


def _plan(data: DataVersion, view: ChartView, preset: Preset, site: str, drawn: DrawnChart | None) -> ImageLayout:
    address = urls.chart(view.language, view.chart, view.state)
    head, foot = [] if preset.untitled else _head(view, preset), _foot(data, view, preset)
    # The room for the chart is reckoned with a host of usual length, so that drawings do not depend on the site's.
    usual = _credit(data, view, preset, DEFAULT_HOST + address)
    taken = sum(block.height_px for block in [*head, *foot, usual]) + 2 * preset.padding_px
    taken += (ABOVE_FOOT_PX + (BELOW_HEAD_PX if head else 0)) * preset.zoom
    layout = preset.layout(max(120.0, preset.height_px - taken))
    drawing = data.drawing(view.chart, view.state, view.language, layout, drawn)
    foot.append(_credit(data, view, preset, site.split("://", 1)[-1] + address))
    return ImageLayout(view, preset, head, foot, drawing, _metadata(data, view, site + address))


def _head(view: ChartView, preset: Preset) -> list[Block]:
    z, inner = preset.zoom, preset.width_px - 2 * preset.padding_px
    return [
        Block(balanced(view.title, 21 * z, inner, 600), 21 * z, 600),
        Block(wrap(view.subtitle, 15 * z, inner), 15 * z, 400, "second"),
    ]


def _foot(data: DataVersion, view: ChartView, preset: Preset) -> list[Block]:
    z, inner = preset.zoom, preset.width_px - 2 * preset.padding_px
    notes = [text for text in (view.reading, *view.notes) if text]
    if preset.layout(0).phone:
        events = [f"{formatting.number(n, view.language)} · {event}" for n, event in enumerate(view.events, 1)]
        notes = events + notes
    blocks = [Block(wrap(note, 12 * z, inner), 12 * z, 400, "second") for note in notes]
    return [*blocks, Block(wrap(source_line(view, data.vocabulary), 12.5 * z, inner), 12.5 * z)]


def _credit(data: DataVersion, view: ChartView, preset: Preset, address: str) -> Block:
    z, inner, language = preset.zoom, preset.width_px - 2 * preset.padding_px, view.language
    words = language.gettext(
        "INTERPOL in figures · {address} · data {version}, {date}",
        address=isolate_ltr(address, language.rtl),
        version=data.version,
        date=formatting.period(data.vocabulary.data_date, language),
    )
    return Block(wrap(words, 12 * z, inner), 12 * z, 400, "second")


def _metadata(data: DataVersion, view: ChartView, address: str) -> ImageMetadata:
    language = view.language
    sources = source_line(view, data.vocabulary)
    rights = language.gettext(
        "Creative Commons Attribution 4.0. Credit: INTERPOL in figures. {sources}", sources=sources
    )
    return ImageMetadata(view.title, alt_text(view), sources, rights, address, data.version, language.code)


def compose(plan: ImageLayout, drawn: str, theme: Theme, *, transparent: bool = False) -> str:
    """The picture as SVG.

    Args:
        plan: its text.
        drawn: the chart's drawing, with ids under a prefix of its own.
        theme: light or dark.
        transparent: without a background.

    Raises:
        MissingGlyph: a character would be printed as an empty box.
    """
    preset, z, rtl = plan.preset, plan.preset.zoom, plan.view.language.rtl
    _check_glyphs(plan)
    height, chart_px, width = plan.height_px, plan.chart_px, plan.drawing.width_px * z
    left = preset.width_px - preset.padding_px - width if rtl else preset.padding_px
    top = preset.padding_px + plan.head_px + max(0.0, (height - plan.needed_px) / 2)
    inner = _whole_tiles(drawn.removeprefix("<svg "), z)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{plan.view.language.code}" '
        f'width="{preset.width_px}" height="{height}" viewBox="0 0 {preset.width_px} {height}" '
        f'font-family="{font_stack(rtl)}">',
        f"<title>{escape(plan.view.title)}</title><desc>{escape(plan.metadata.alternative)}</desc>",
        "" if transparent else f'<rect width="{preset.width_px}" height="{height}" fill="var(--paper)"/>',
        *_text(plan.head, preset, preset.padding_px, rtl),
        f'<svg x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{chart_px:.1f}" font-size="14" {inner}',
        *_text(plan.foot, preset, height - preset.padding_px - plan.foot_px + ABOVE_FOOT_PX * z, rtl),
        "</svg>",
    ]
    return apply_theme("".join(parts), theme)


def _whole_tiles(drawn: str, zoom: float) -> str:
    """A drawing whose hatching repeats after whole pixels when it is set larger: else its tiles show their seams."""

    def scaled(found: re.Match[str]) -> str:
        tile_px = float(found[2]) * zoom
        return f'{found[1]}patternTransform="scale({round(tile_px) / tile_px:.6f})"'

    return re.sub(r'(<pattern [^>]*width="([\d.]+)(?:px)?"[^>]*)patternTransform=""', scaled, drawn)


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
                f'{anchor} font-weight="{block.weight}" fill="var(--{block.colour})">{escape(embed_rtl(line) if rtl else line)}</text>'
            )
    return parts


def _check_glyphs(plan: ImageLayout) -> None:
    lines = [line for block in plan.head + plan.foot for line in block.lines]
    labels = [row.label + row.series_label + plan.view.value_label(row) for row in plan.view.rows]
    missing = missing_glyphs("".join(lines + labels)) - set("\n⁦⁧⁨⁩‎‏\u202c\u202a\u061c")
    if missing:
        raise MissingGlyph(f"the fonts have no glyph for {', '.join(f'U+{ord(c):04X}' for c in sorted(missing))}")
