"""A picture that can be published as it is: the drawn chart with title, notes, source and address inside."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from xml.sax.saxutils import escape

from dashboard import urls
from dashboard.chart_types.registry import fewest_left_out
from dashboard.charts.catalogue import Chart, State
from dashboard.charts.datum import MARKS
from dashboard.charts.description import alt_text
from dashboard.charts.sources import age_line, source_line
from dashboard.charts.view import ChartView
from dashboard.design.style import font_stack, topic_token
from dashboard.design.text_measure import balanced, wrap
from dashboard.design.theming import Theme, apply_theme
from dashboard.exports.images.frame import (
    ABOVE_FOOT_PX,
    BESIDE_BRAND_PX,
    FOOT_PX,
    Block,
    Brand,
    check_glyphs,
    foot_elements,
    foot_height_px,
    gauge,
    layout_brand,
    text_elements,
)
from dashboard.exports.images.presets import PRESETS, Preset
from dashboard.i18n import formatting
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import DataVersion, Drawing
from dashboard.releases.manifest import DrawnChart
from dashboard.rendering.image_metadata import ImageMetadata

#: Everything is set smaller by steps where the chart does not fit, but never smaller than on a page.
SCALE_STEPS = (1.0, 0.92, 0.85, 0.78)
#: By how much a chart is set larger than its texts where it fills less than this part of its room.
MIN_FILLED, ENLARGED_STEPS = 0.78, (1.4, 1.25, 1.12)
#: Sizes of type and of white space, in pixels of a page; a picture sets them larger by its zoom.
TOPIC_PX, TITLE_PX, SUBTITLE_PX = 13.5, 23.0, 14.5
#: Of notes on paper, where type can be smaller: seven points.
PRINT_NOTES_PX = 10.0
BELOW_TITLE_PX, BELOW_HEAD_PX = 5, 14
#: How much smaller than its type says a chart is set at most.
MIN_SHRUNK = 0.6
#: Lines at the start of the foot: of the caveat and the marks, and of all with the source.
MAX_CAVEAT_LINES, MAX_FOOT_LINES = 2, 3


@dataclass(frozen=True)
class ImageText:
    """A picture's text.

    Attributes:
        head: above the chart.
        key: what the numbers on the chart stand for, below it.
        foot: below the rule.
        brand: at its end; none on thumbnails.
    """

    view: ChartView
    preset: Preset
    head: list[Block]
    key: list[Block]
    foot: list[Block]
    brand: Brand | None

    @property
    def head_px(self) -> float:
        """The height of what stands above the chart."""
        return sum(block.height_px for block in self.head) + (BELOW_HEAD_PX * self.preset.zoom if self.head else 0)

    @property
    def key_px(self) -> float:
        """The height of the key."""
        return sum(block.height_px for block in self.key) + (ABOVE_FOOT_PX * self.preset.zoom if self.key else 0)

    @property
    def foot_px(self) -> float:
        """The height of what stands below the chart and its key."""
        return foot_height_px(self.foot, self.brand, self.preset)

    @property
    def text_px(self) -> float:
        """All of it, with the white space around the picture's content."""
        return self.preset.around_px + self.head_px + self.key_px + self.foot_px


@dataclass(frozen=True)
class ImageLayout(ImageText):
    """A picture's text and the drawing its chart needs.

    Attributes:
        left_out: how many of the chart's last rows are not drawn.
    """

    drawing: Drawing
    metadata: ImageMetadata
    left_out: int = 0

    @property
    def laid_out_px(self) -> float:
        """The height of the chart when it is as wide as the text."""
        return self.drawing.height_px * self.preset.inner_px / self.drawing.width_px

    @property
    def fits(self) -> bool:
        """Whether the chart needs not be set smaller than its type says."""
        return round(self.text_px + self.laid_out_px) <= self.preset.height_px

    @property
    def chart_px(self) -> float:
        """The height of the chart: as laid out, or what is left of the picture where nothing else makes it fit."""
        return min(self.laid_out_px, max(1.0, self.preset.height_px - self.text_px))

    @property
    def height_px(self) -> int:
        """The picture's height: what was asked for."""
        return self.preset.height_px

    @property
    def is_readable(self) -> bool:
        """Whether the chart is not set much smaller than its type says."""
        return self.chart_px >= MIN_SHRUNK * self.laid_out_px

    @property
    def least_height_px(self) -> int:
        """The least height with which the chart can be read, where the text stays as it is; in tens."""
        return math.ceil((self.text_px + MIN_SHRUNK * self.laid_out_px) / 10) * 10


def layout_image(
    data: DataVersion,
    chart: Chart,
    state: State,
    language: Language,
    preset: Preset,
    site: str,
    on_miss: Callable[[], None] | None = None,
) -> ImageLayout:
    """Sets the text and asks for the chart in the room that is left.

    Where there is little room everything is set smaller, then the last rows are left out, and at last the chart is set
    smaller than the text. The picture has the size that was asked for.

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

    def plan(scale: float, left_out: int = 0) -> ImageLayout:
        zoom = max(min(1.0, preset.zoom), preset.zoom * scale)
        return _plan(data, view, replace(preset, zoom=zoom), site, drawn, left_out)

    if drawn:
        return plan(drawn.scale, drawn.left_out)
    for scale in SCALE_STEPS:
        found = plan(scale)
        if found.fits:
            return found
    return plan(SCALE_STEPS[-1], fewest_left_out(view, lambda count: plan(SCALE_STEPS[-1], count).fits))


def _plan(
    data: DataVersion, view: ChartView, preset: Preset, site: str, drawn: DrawnChart | None, left_out: int
) -> ImageLayout:
    address = urls.chart(view.language, view.chart, view.state)
    head = [] if preset.untitled else _head(data, view, preset)
    key, brand = _key(view, preset, left_out), layout_brand(view.language, preset, site.split("://", 1)[-1], address)

    def made(used: set[str]) -> tuple[list[Block], Drawing]:
        foot = _foot(data, view, preset, brand, used)
        room_px = max(120.0, preset.height_px - ImageText(view, preset, head, key, foot, brand).text_px)
        return foot, _fitting_drawing(data, view, preset, room_px, drawn, left_out)

    used = {mark for row in view.rows for mark in row.marks}
    foot, drawing = made(used)
    if (seen := seen_marks(view, drawing)) != used:
        used = seen
        foot, drawing = made(used)
        while not (seen := seen_marks(view, drawing)) <= used:  # another foot leaves the chart another room
            used |= seen
            foot, drawing = made(used)
    metadata = _metadata(data, view, site + address)
    return ImageLayout(view, preset, head, key, foot, brand, drawing, metadata, left_out)


def seen_marks(view: ChartView, drawing: Drawing) -> set[str]:
    """The marks that a picture shows: at values, behind the subtitle, before the sources."""
    return {*drawing.marks, *view.shared_marks, *("§" if view.publications else "")}


def _fitting_drawing(
    data: DataVersion, view: ChartView, preset: Preset, room_px: float, drawn: DrawnChart | None, left_out: int
) -> Drawing:
    """The chart as large as its texts; larger where it would leave much of its room white."""

    def drawing(enlarged: float) -> Drawing:
        room = preset.layout(room_px, enlarged)
        return data.drawing(view.chart, view.state, view.language, room, drawn, left_out)

    usual = drawing(1)
    if drawn or usual.height_px * preset.zoom > MIN_FILLED * room_px:
        return usual
    for enlarged in ENLARGED_STEPS:
        found = drawing(enlarged)
        if found.height_px * preset.inner_px / found.width_px <= room_px:
            return found
    return usual


def thumbnail_layout(plan: ImageLayout) -> ImageLayout:
    """The title and the drawing alone, for pictures too small to read more on."""
    z, inner = plan.preset.zoom, plan.preset.inner_px
    for size in (TITLE_PX * share for share in (2.2, 1.9, 1.6, 1.4, 1.2, 1)):
        title = Block(balanced(plan.view.title, size * z, inner, 600), size * z, 600, leading=1.2)
        found = replace(plan, head=[title], key=[], foot=[], brand=None)
        if found.fits:
            break
    return found


def _head(data: DataVersion, view: ChartView, preset: Preset) -> list[Block]:
    z, inner = preset.zoom, preset.inner_px
    topic = data.vocabulary.topic(view.chart.topic, view.language)
    leading = 1.35 if view.language.rtl else 1.2  # Arabic letters reach deeper below their line
    return [
        Block([topic], TOPIC_PX * z, 600, topic_token(view.chart.topic, "t"), leading=1.6),
        Block(balanced(view.title, TITLE_PX * z, inner, 600), TITLE_PX * z, 600, leading=leading),
        Block(
            balanced(view.subtitle, SUBTITLE_PX * z, inner), SUBTITLE_PX * z, 400, "second", above_px=BELOW_TITLE_PX * z
        ),
    ]


def _key(view: ChartView, preset: Preset, left_out: int) -> list[Block]:
    """What happened where narrow charts have numbers, and how many rows are left out."""
    z, inner = preset.zoom, preset.inner_px
    lines = []
    if preset.layout(0).phone:
        lines = [f"{formatting.number(n, view.language)} · {event}" for n, event in enumerate(view.events, 1)]
    if left_out:
        lines.append(rest_line(view.language, left_out))
    return [Block(wrap(line, FOOT_PX * z, inner), FOOT_PX * z, 400, "second") for line in lines]


def rest_line(language: Language, left_out: int) -> str:
    """How many rows a picture does not draw, and where they stand; empty where it draws all."""
    if not left_out:
        return ""
    return language.ngettext(
        "{number} more row is not drawn: it stands at the address below.",
        "{number} more rows are not drawn: they stand at the address below.",
        left_out,
    )


def _foot(data: DataVersion, view: ChartView, preset: Preset, brand: Brand, used: set[str]) -> list[Block]:
    """What the marks mean that are used and the one caveat, in two lines at most, and the source; in print every note.

    Where there is no room, first the age of the figures is left out, then documents are counted instead of named, and at
    last the caveat is left out whole; all of it stands at the address.
    """
    size, language = (PRINT_NOTES_PX if preset.all_notes else FOOT_PX) * preset.zoom, view.language
    limit_px = preset.inner_px - (brand.room_px + BESIDE_BRAND_PX * preset.zoom if brand.beside else 0)

    def lines(text: str) -> list[str]:
        parted = balanced(text.replace(" · ", "\u00a0· "), size, limit_px)
        return [line.removesuffix("\u00a0·") for line in parted]  # no line begins or ends with a point

    source, age = source_line(view, data.vocabulary), age_line(view, data.vocabulary)
    dated = f"{source} · {age}" if age else source
    if preset.all_notes:
        return [Block(lines(note), size, 400, "second") for note in view.notes] + [Block(lines(dated), size)]
    marks = " · ".join(f"{mark}\u00a0{language.gettext(meaning)}" for mark, meaning in MARKS.items() if mark in used)
    told = " · ".join(text for text in (marks, view.caveat) if text)
    brief = source_line(view, data.vocabulary, brief=True)
    for first, last in (*product((told, marks), (dated, source, brief)), ("", f"{marks} · {brief}")):
        above, below = lines(first) if first else [], lines(last)
        if len(above) <= MAX_CAVEAT_LINES and len(above) + len(below) <= MAX_FOOT_LINES:
            break
    return [Block(above, size, 400, "second"), Block(below, size, 400, "second")]


def _metadata(data: DataVersion, view: ChartView, address: str) -> ImageMetadata:
    language = view.language
    sources = source_line(view, data.vocabulary)
    rights = language.gettext(
        "Creative Commons Attribution 4.0. Credit: INTERPOL in figures. {sources}", sources=sources
    )
    notes = "\n".join(text for text in (*view.notes, age_line(view, data.vocabulary)) if text)
    return ImageMetadata(view.title, alt_text(view), sources, rights, address, data.version, language.code, notes)


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
    lines = [line for block in plan.head + plan.key + plan.foot for line in block.lines]
    labels = [row.label + row.series_label + plan.view.value_label(row) for row in plan.view.rows]
    check_glyphs("".join(lines + (plan.brand.lines if plan.brand else []) + labels))
    height, chart_px, width, left = plan.height_px, plan.chart_px, preset.inner_px, preset.padding_px
    start = preset.top_px or preset.padding_px
    top = start + plan.head_px + max(0.0, (height - plan.text_px - chart_px) / 2)
    end = height - (preset.bottom_px or preset.padding_px)
    inner = _whole_tiles(drawn.removeprefix("<svg "), chart_px / plan.drawing.height_px)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{plan.view.language.code}" '
        f'width="{preset.width_px}" height="{height}" viewBox="0 0 {preset.width_px} {height}" '
        f'font-family="{font_stack(rtl)}">',
        f"<title>{escape(plan.view.title)}</title><desc>{escape(plan.metadata.alternative)}</desc>",
        "" if transparent else f'<rect width="{preset.width_px}" height="{height}" fill="var(--paper)"/>',
        *gauge(preset, plan.view.chart.topic, rtl),
        *text_elements(plan.head, preset, start, rtl),
        f'<svg x="{left}" y="{top:.1f}" width="{width}" height="{chart_px:.1f}" font-size="14" {inner}',
        *text_elements(plan.key, preset, end - plan.foot_px - plan.key_px + ABOVE_FOOT_PX * z, rtl),
        *foot_elements(plan.foot, plan.brand, preset, plan.view.chart.topic, end, rtl),
        "</svg>",
    ]
    return apply_theme("".join(parts), theme)


def _whole_tiles(drawn: str, zoom: float) -> str:
    """A drawing whose hatching repeats after whole pixels when it is set larger: else its tiles show their seams."""

    def scaled(found: re.Match[str]) -> str:
        tile_px = float(found[2]) * zoom
        return f'{found[1]}patternTransform="scale({round(tile_px) / tile_px:.6f})"'

    return re.sub(r'(<pattern [^>]*width="([\d.]+)(?:px)?"[^>]*)patternTransform=""', scaled, drawn)
