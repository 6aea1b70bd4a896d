"""Pictures of a chart in any size, theme and state: from the shelf, or made by the renderer when a reader asks."""

from __future__ import annotations

from collections.abc import Callable

from flask import g

from dashboard.charts.catalogue import Chart, State
from dashboard.design.theming import THEMES
from dashboard.errors import BadState, Busy, NotReady, TooManyRequests
from dashboard.exports.images.jobs import as_pdf, as_png
from dashboard.exports.images.layout import PicturePlan, compose, plan_picture
from dashboard.exports.images.presets import DEFAULT, LARGEST_PX, PRESETS, SMALLEST_PX, sized
from dashboard.exports.registry import Choice, PixelRange, form
from dashboard.i18n.languages import Language, message
from dashboard.releases.data_version import Desk, Drawing, unique_ids
from dashboard.rendering import client
from dashboard.rendering.encode import Conversion
from dashboard.rendering.image_fonts import with_fonts
from dashboard.rendering.image_metadata import in_svg
from dashboard.web.rate_limits import check_rate
from dashboard.web.request import asked, origin

#: What shapes a picture; the first value of each is the default.
PRESET = Choice(
    "preset", (DEFAULT, *(name for name in PRESETS if name != DEFAULT)), message("The size it is laid out for.")
)
WIDTH = PixelRange("width", SMALLEST_PX, LARGEST_PX, message("Its width in pixels, instead of the preset’s."))
HEIGHT = PixelRange("height", SMALLEST_PX, LARGEST_PX, message("Its height in pixels, instead of the preset’s."))
THEME = Choice("theme", THEMES, message("Light or dark."))
#: The first is the default: what most previews show.
THUMBNAILS_PX = (600, 1200, 300, 200)
ACROSS = Choice(
    "across", tuple(str(width) for width in THUMBNAILS_PX), message("The width of the small picture, in pixels.")
)
TRANSPARENT = Choice("transparent", ("0", "1"), message("1 leaves the background out."))
SCALE = Choice("scale", ("1", "2", "3"), message("Pixels of the picture for each pixel of its layout."))
_SHAPED_BY = (PRESET, WIDTH, HEIGHT, THEME, TRANSPARENT)
#: Pixels of one file; a larger one would keep the renderer from others for seconds.
MOST_PIXELS = 24_000_000


def drawn(drawing: Drawing) -> bytes:
    """A chart's drawing, made now where it is not there.

    Raises:
        NotReady: it is not there and no renderer can make it.
        Busy: the renderer has too much to do.
        TooManyRequests: this client has had too much made.
    """
    return _drawn(drawing, lambda: check_rate("pictures"))


def _drawn(drawing: Drawing, count: Callable[[], None]) -> bytes:
    made = drawing.made()
    if made is None:
        count()
        made = client.ask(f"/drawings/{drawing.key}", drawing.figure)
    return made


def drawn_if_possible(drawing: Drawing) -> bytes | None:
    """The same for a page, which is worth reading without the drawing too."""
    try:
        return drawn(drawing)
    except (NotReady, Busy, TooManyRequests):
        return None


@form("svg", "image/svg+xml", message("Picture as SVG"), "picture", *_SHAPED_BY)
def svg(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The picture as SVG."""
    plan, picture = _composed(desk, chart, state, words)
    return in_svg(with_fonts(picture), plan.metadata).encode()


@form("png", "image/png", message("Picture as PNG"), "picture", *_SHAPED_BY, SCALE)
def png(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The picture as PNG."""
    plan, picture = _composed(desk, chart, state, words)
    preset = plan.preset
    scale = int(SCALE.chosen(asked()))
    if preset.width_px * plan.height_px * scale**2 > MOST_PIXELS:
        raise BadState("scale", str(scale), [n for n in SCALE.allowed if int(n) < scale])
    return _converted(desk, as_png(plan, picture, scale))


@form("thumbnail.png", "image/png", message("Small picture for previews"), "machine", ACROSS)
def thumbnail(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The whole picture as PNG, made smaller."""
    plan, picture = _composed(desk, chart, state, words)
    scale = int(ACROSS.chosen(asked())) / plan.preset.width_px
    return _converted(desk, as_png(plan, picture, scale))


@form("pdf", "application/pdf", message("Picture as PDF"), "picture", *_SHAPED_BY)
def pdf(desk: Desk, chart: Chart, state: State, words: Language) -> bytes:
    """The picture as PDF, in millimetres where the preset is made for paper."""
    plan, picture = _composed(desk, chart, state, words)
    return _converted(desk, as_pdf(plan, picture))


def _composed(desk: Desk, chart: Chart, state: State, words: Language) -> tuple[PicturePlan, str]:
    query = asked()
    preset = sized(PRESETS[PRESET.chosen(query)], WIDTH.chosen(query), HEIGHT.chosen(query))
    theme = THEME.chosen(query)
    transparent = TRANSPARENT.chosen(query) == "1"
    SCALE.chosen(query)  # refused where it means nothing too
    # There are few presets, but millions of sizes, and each is laid out anew.
    before = _count_once if preset not in PRESETS.values() else None
    plan = plan_picture(desk, chart, state, words, preset, origin(), before)
    drawing = _drawn(plan.drawing, _count_once)
    return plan, compose(plan, unique_ids(drawing, "c"), theme, transparent=transparent)


def _count_once() -> None:
    """Counts the picture that this request asks for, once for all that has to be made for it."""
    if not g.get("picture_counted"):
        check_rate("pictures")
        g.picture_counted = True


def _converted(desk: Desk, conversion: Conversion) -> bytes:
    made = desk.shelf.get(conversion.name)
    if made is None:
        _count_once()
        made = client.ask(f"/pictures/{conversion.name}", conversion.as_json())
    return made
