"""How high an embed is at a width, from its drawing and its texts: for hosts that do not listen to the frame.

The numbers are those of the style sheet, in rem where it says rem; a test in a browser holds the two together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from dashboard.charts.sources import source_line
from dashboard.charts.view import ChartView
from dashboard.design.arabic_joining import shape_arabic
from dashboard.design.style import DESKTOP, PHONE
from dashboard.design.text_measure import text_width_px, wrap
from dashboard.exports.embeds.embed_options import EmbedOptions
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import DataVersion

#: From this width on a frame shows the wide layout, from the other on larger type; the style sheet has both numbers.
WIDE_FROM_PX = 560
LARGE_FROM_PX = 760
MAX_DRAWING_PX = 760
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
        return (
            len(wrap(shape_arabic(text), size_px * self.slack, room_px, weight)) * size_px * (leading or self.leading)
        )

    def rows(self, widths_px: list[float], gap: float) -> int:
        """How many lines boxes take that break like words."""
        lines, used_px = 1, 0.0
        for width_px in widths_px:
            needed_px = width_px + (gap * self.rem_px if used_px else 0)
            if used_px and used_px + needed_px > self.inner_px:
                lines, used_px = lines + 1, width_px
            else:
                used_px += needed_px
        return lines

    def width(self, text: str, size: float, weight: int = 400) -> float:
        """The width of a text in one line, in pixels."""
        return text_width_px(shape_arabic(text), size * self.rem_px, weight)


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
    options = options or EmbedOptions()
    column = _Column(width_px, rtl=view.language.rtl)
    layout = DESKTOP if width_px >= WIDE_FROM_PX else PHONE
    drawing = data.drawing(view.chart, view.state, view.language, layout)
    height_px: float = 27 + drawing.height_px * min(column.inner_px, MAX_DRAWING_PX) / drawing.width_px
    if options.title:
        height_px += column.text(view.title, 1.25, 1.25, 600) + column.text(view.subtitle, 0.95) + 1.1 * column.rem_px
    if options.controls:
        height_px += _controls_px(column, view)
    height_px += sum(_below_px(column, data, view, narrow=layout.phone))
    if options.frozen:
        text = view.language.gettext(
            "Frozen: this chart always shows data version {version}; newer data are published.", version=data.version
        )
        height_px += column.text(text, 0.85) + 0.4 * column.rem_px
    needed_px: int = math.ceil(height_px)
    return needed_px


def _controls_px(column: _Column, view: ChartView) -> float:
    """The choices above the drawing and the links below it."""
    gettext, rem_px = view.language.gettext, column.rem_px
    height_px = 0.0
    for control in view.chart.definition.controls.values():
        options = [column.width(gettext(option), 0.9, 600) + 1.4 * rem_px + 2 for option in control.options.values()]
        label = column.width(gettext(control.label), 0.9) + 0.35 * rem_px
        lines = column.rows([label, *options], 0.35)
        height_px += lines * ((column.leading * 0.9 + 0.5) * rem_px + 2) + (lines - 1) * 0.25 * rem_px + 0.5 * rem_px
    links = [gettext("Picture (PNG)"), gettext("Data (CSV)"), gettext("Link to this chart")]
    lines = column.rows([column.width(text, 0.9) for text in links], 1.25)
    return height_px + (0.5 * rem_px if height_px else 0) + (0.4 + lines * (column.leading * 0.9 + 0.5)) * rem_px


def _below_px(column: _Column, data: DataVersion, view: ChartView, *, narrow: bool) -> Iterator[float]:
    """Of each part under the drawing, with the space above it."""
    rem_px, language = column.rem_px, view.language
    yield 0.75 * rem_px + 36  # the button that makes the chart interactive
    if view.annotations and narrow:
        yield 0.5 * rem_px + sum(column.text(event, 0.85, indent=1.4) for event in view.events)
    if view.reading:
        yield 0.5 * rem_px + column.text(view.reading, 0.9)
    if view.notes:
        yield 0.75 * rem_px + sum(column.text(note, 0.82, 1.45, indent=0.01) for note in view.notes)
    yield 0.4 * rem_px + column.text(source_line(view, data.vocabulary), 0.85)
    yield 0.4 * rem_px + column.text(_home(language), 0.85)
    yield (column.leading * 0.9 + 0.9) * rem_px  # the table, closed


def _home(language: Language) -> str:
    return language.gettext("Chart and data: INTERPOL in figures")
