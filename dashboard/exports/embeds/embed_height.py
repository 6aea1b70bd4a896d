"""How high an embed is at a width, from its drawing and its texts: for hosts that do not listen to the frame.

The numbers are those of the style sheet, in rem where it says rem; a test in a browser holds the two together.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from dashboard.charts.catalogue import without_emphasis
from dashboard.charts.datum import HOLLOW_SHORT, MARKS
from dashboard.charts.sources import source_line
from dashboard.charts.view import ChartView
from dashboard.data.vocabulary import Vocabulary
from dashboard.design.style import DESKTOP, PHONE
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.exports.embeds.embed_options import EmbedOptions
from dashboard.i18n import formatting
from dashboard.i18n.languages import N_, Language
from dashboard.releases.data_version import DataVersion

#: From this width on a frame shows the wide layout, from the other on larger type; how wide either layout is at most.
#: The style sheet has the same numbers.
WIDE_FROM_PX = 560
LARGE_FROM_PX = 760
MAX_DRAWING_PX, MAX_NARROW_PX = 760, 408
#: From each to the next, texts are taken to be as high as at the first.
_STEPS_PX = (240, 300, 360, 440, WIDE_FROM_PX, 640, LARGE_FROM_PX)
#: What can be taken away in a frame, and the one link to where it comes from.
ACTIONS = {"png": N_("Save picture (PNG)"), "csv": N_("Save data (CSV)")}
HOME = N_("Chart and data: INTERPOL in figures")
#: Lines of text are at most 66 noughts wide.
_MEASURE_EM = 66 * 0.6
#: Browsers break lines a little earlier than the sum of the letters says; an Arabic embed may be read in a wider font
#: of the system, for it does not wait for ours.
_SLACK, _SLACK_ARABIC = 1.01, 1.08
_LEADING, _LEADING_ARABIC = 1.55, 1.75


class _Column:
    """Texts one under the other in the width there is; sizes and margins in rem."""

    def __init__(self, width_px: int, *, rtl: bool) -> None:
        large = width_px >= LARGE_FROM_PX
        self.slack = _SLACK_ARABIC if rtl else _SLACK
        self.leading = _LEADING_ARABIC if rtl else _LEADING
        self.rem_px = 18.0 if large else 17.0
        self.inner_px = width_px - (64 if large else 32)

    def text(self, text: str, size: float, leading: float = 0, weight: int = 400, indent: float = 0) -> float:
        """The height of a paragraph in pixels."""
        size_px = size * self.rem_px
        room_px = self.inner_px - indent * self.rem_px
        if weight == 400 and not indent:
            room_px = min(room_px, _MEASURE_EM * size_px)
        return len(wrap(text, size_px * self.slack, room_px, weight)) * size_px * (leading or self.leading)

    def box(self, text: str, size: float, padding: float = 0, *, bold: bool = False) -> tuple[float, float]:
        """Width and height in pixels of a text with room at its sides; it breaks where it is wider than the column."""
        weight, around_px = 600 if bold else 400, 2 * padding * self.rem_px + (2 if padding else 0)
        size_px = size * self.rem_px
        lines = wrap(text, size_px * self.slack, self.inner_px - around_px, weight)
        width_px = self.inner_px if len(lines) > 1 else self.width(text, size, weight) * self.slack + around_px
        return width_px, len(lines) * size_px * self.leading

    def rows(self, boxes: list[tuple[float, float]], gap: float) -> list[float]:
        """The height in pixels of each line of boxes that break like words."""
        heights_px: list[float] = []
        used_px = 0.0
        for width_px, height_px in boxes:
            needed_px = width_px + (gap * self.rem_px if used_px else 0)
            if not heights_px or used_px + needed_px > self.inner_px:
                heights_px, used_px = [*heights_px, height_px], width_px
            else:
                heights_px[-1], used_px = max(heights_px[-1], height_px), used_px + needed_px
        return heights_px

    def width(self, text: str, size: float, weight: int = 400) -> float:
        """The width of a text in one line, in pixels."""
        return text_width_px(text, size * self.rem_px, weight)


def embed_height_px(data: DataVersion, view: ChartView, width_px: int, options: EmbedOptions | None = None) -> int:
    """The height a frame needs.

    Args:
        data: the data.
        view: the chart in state and language.
        width_px: of the frame.
        options: what is shown of it.

    Returns:
        At least what it needs, and at most two lines more.
    """
    wide = width_px >= WIDE_FROM_PX
    most_px = MAX_DRAWING_PX if wide else MAX_NARROW_PX
    drawn_px = min(_inner_px(width_px), most_px) * _ratio(data, view, wide=wide)
    return math.ceil(_texts_px(data, view, width_px, options or EmbedOptions()) + drawn_px)


def fluid_height(data: DataVersion, view: ChartView, options: EmbedOptions | None = None) -> str:
    """The height at every width, as a style reckons it from the width of the container: ``100cqw``.

    The drawing grows with the width; the texts are as high as at the lower end of each of `_STEPS_PX`, which is the
    most they need up to the next. A difference to a step times a large number, between two bounds, is one or the other.

    Args:
        data: the data.
        view: the chart in state and language.
        options: what is shown of it.
    """
    texts_px = [math.ceil(_texts_px(data, view, step, options or EmbedOptions())) for step in _STEPS_PX]
    narrow, wide = (round(_ratio(data, view, wide=is_wide), 3) for is_wide in (False, True))
    below, at_least = f"({WIDE_FROM_PX}px - 100cqw)*9999", f"(100cqw - {WIDE_FROM_PX - 1}px)*9999"
    parts = [
        f"{texts_px[-1]}px",
        f"clamp(0px,{below},(min(100cqw,{MAX_NARROW_PX + 32}px) - 32px)*{narrow})",
        f"clamp(0px,{at_least},(min(100cqw,{MAX_DRAWING_PX + 32}px) - 32px)*{wide})",
    ]
    for step_px, (more, less) in zip(_STEPS_PX[1:], itertools.pairwise(texts_px), strict=True):
        if more > less:
            parts.append(f"clamp(0px,({step_px}px - 100cqw)*9999,{more - less}px)")
        elif more < less:
            parts.append(f"clamp({more - less}px,(100cqw - {step_px}px)*9999,0px)")
    return f"calc({' + '.join(parts)})"


def _inner_px(width_px: int) -> int:
    return width_px - (64 if width_px >= LARGE_FROM_PX else 32)


def _ratio(data: DataVersion, view: ChartView, *, wide: bool) -> float:
    """Height of the drawing for each pixel of its width."""
    state = without_emphasis(view.state)  # colours take no room
    drawing = data.drawing(view.chart, state, view.language, DESKTOP if wide else PHONE)
    return drawing.height_px / drawing.width_px


def _texts_px(data: DataVersion, view: ChartView, width_px: int, options: EmbedOptions) -> float:
    """The height of everything but the drawing."""
    column = _Column(width_px, rtl=view.language.rtl)
    height_px = 27.0
    if options.title:
        height_px += column.text(view.title, 1.25, 1.25, 600) + column.text(view.subtitle, 0.95) + 1.1 * column.rem_px
    if options.controls:
        height_px += _controls_px(column, view)
    if options.frozen:
        height_px += column.text(frozen_words(data.vocabulary, view.language), 0.85) + 0.4 * column.rem_px
    return height_px + sum(_below_px(column, data, view, narrow=width_px < WIDE_FROM_PX))


def frozen_words(vocabulary: Vocabulary, language: Language, *, newer: bool = False) -> str:
    """Of which date an embed's data are that stay as they are, and whether newer ones are out."""
    date = formatting.period(vocabulary.data_date, language)
    if newer:
        return language.gettext("This chart stays as it was in {date}; newer data are published.", date=date)
    return language.gettext("This chart stays as it was in {date}.", date=date)


def _controls_px(column: _Column, view: ChartView) -> float:
    """The choices above the drawing and the links below it."""
    gettext, rem_px = view.language.gettext, column.rem_px
    height_px = 0.0
    folded = []
    for name, control in view.chart.definition.controls.items():
        if control.several:
            width_px, line_px = column.box(view.filter_words(name), 0.9, 0.6)
            folded += [(width_px, line_px + 0.5 * rem_px)] if control.options else []
            continue
        chosen = dict(view.state)[name]
        label_px, line_px = column.box(gettext(control.label), 0.9)
        boxes = [(label_px + 0.35 * rem_px, line_px)]
        for option in control.options:
            width_px, line_px = column.box(control.words(option, view.language), 0.9, 0.7, bold=option == chosen)
            boxes.append((width_px, line_px + 0.5 * rem_px + 2))
        lines_px = column.rows(boxes, 0.35)
        height_px += sum(lines_px) + (len(lines_px) - 1) * 0.25 * rem_px + 0.5 * rem_px
    if folded:
        lines_px = column.rows(folded, 1.5)
        height_px += sum(lines_px) + len(lines_px) * 0.5 * rem_px
    lines = len(column.rows([column.box(gettext(words), 0.9) for words in ACTIONS.values()], 1.25))
    return height_px + (0.5 * rem_px if height_px else 0) + (0.4 + lines * (column.leading * 0.9 + 0.5)) * rem_px


def _below_px(column: _Column, data: DataVersion, view: ChartView, *, narrow: bool) -> Iterator[float]:
    """Of each part under the drawing, with the space above it."""
    rem_px, language = column.rem_px, view.language
    yield 0.75 * rem_px + 36  # the button that makes the chart interactive
    if view.annotations and narrow:
        yield 0.5 * rem_px + sum(column.text(event, 0.85, indent=1.4) for event in view.events)
    if marks := view.note_of_mark:
        names = [f"{mark} {language.gettext(MARKS[mark])}" for mark in marks]
        if "hollow" in view.series_fills:
            names.append(language.gettext(HOLLOW_SHORT))
        named = " · ".join(names) + " MM" * len(view.series_fills)  # each fill is as wide as MM
        yield 0.4 * rem_px + column.text(named, 0.85)
    if caveat := view.first_caveat:
        yield 0.4 * rem_px + column.text(caveat, 0.85)
    yield 0.4 * rem_px + column.text(source_line(view, data.vocabulary), 0.85)
    yield 0.4 * rem_px + column.text(language.gettext(HOME), 0.85)
    yield (column.leading * 0.9 + 0.9) * rem_px  # notes and table, closed
