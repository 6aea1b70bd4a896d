"""Pictures of a chart in any size, theme and state: from the shelf, or made by the renderer when a reader asks."""

from __future__ import annotations

from collections.abc import Callable

from flask import g

from dashboard.charts.catalogue import Chart, State
from dashboard.design.theming import THEMES
from dashboard.errors import InvalidParameter, NotReady, Overloaded, TooManyRequests
from dashboard.exports.images.jobs import as_pdf, as_png
from dashboard.exports.images.layout import ImageLayout, compose, layout_image
from dashboard.exports.images.presets import DEFAULT, LARGEST_PX, PRESETS, SMALLEST_PX, resized
from dashboard.exports.registry import EnumParameter, IntegerParameter, export
from dashboard.i18n.languages import N_, Language
from dashboard.releases.data_version import DataVersion, Drawing, prefix_ids
from dashboard.rendering import client
from dashboard.rendering.encode import ImageJob
from dashboard.rendering.image_fonts import embed_fonts
from dashboard.rendering.image_metadata import in_svg
from dashboard.web.rate_limits import enforce
from dashboard.web.request import origin, query_args

#: What shapes a picture; the first value of each is the default.
PRESET = EnumParameter(
    "preset", (DEFAULT, *(name for name in PRESETS if name != DEFAULT)), N_("The size it is laid out for.")
)
WIDTH = IntegerParameter("width", SMALLEST_PX, LARGEST_PX, N_("Its width in pixels, instead of the preset’s."))
HEIGHT = IntegerParameter("height", SMALLEST_PX, LARGEST_PX, N_("Its height in pixels, instead of the preset’s."))
THEME = EnumParameter("theme", THEMES, N_("Light or dark."))
#: The first is the default: what most previews show.
THUMBNAILS_PX = (600, 1200, 300, 200)
ACROSS = EnumParameter(
    "across", tuple(str(width) for width in THUMBNAILS_PX), N_("The width of the small picture, in pixels.")
)
TRANSPARENT = EnumParameter("transparent", ("0", "1"), N_("1 leaves the background out."))
SCALE = EnumParameter("scale", ("1", "2", "3"), N_("Pixels of the picture for each pixel of its layout."))
_SHAPED_BY = (PRESET, WIDTH, HEIGHT, THEME, TRANSPARENT)
#: Pixels of one file; a larger one would keep the renderer from others for seconds.
MAX_PIXELS = 24_000_000
#: A larger picture counts for as many as it holds such ones.
ORDINARY_PIXELS = 2_000_000


def get_drawing(drawing: Drawing) -> bytes:
    """A chart's drawing, made now where it is not there.

    Raises:
        NotReady: it is not there and no renderer can make it.
        Overloaded: the renderer has too much to do.
        TooManyRequests: this client has had too much made.
    """
    return _drawn(drawing, lambda: enforce("pictures"))


def _drawn(drawing: Drawing, count: Callable[[], None]) -> bytes:
    made = drawing.read()
    if made is None:
        count()
        made = client.request_render(f"/drawings/{drawing.key}", drawing.figure)
    return made


def drawing_or_none(drawing: Drawing) -> bytes | None:
    """The same for a page, which is worth reading without the drawing too."""
    try:
        return get_drawing(drawing)
    except (NotReady, Overloaded, TooManyRequests):
        return None


@export("svg", "image/svg+xml", N_("Picture as SVG"), "picture", *_SHAPED_BY)
def svg(data: DataVersion, chart: Chart, state: State, language: Language) -> bytes:
    """The picture as SVG."""
    plan, picture = _composed(data, chart, state, language)
    return in_svg(embed_fonts(picture), plan.metadata).encode()


@export("png", "image/png", N_("Picture as PNG"), "picture", *_SHAPED_BY, SCALE)
def png(data: DataVersion, chart: Chart, state: State, language: Language) -> bytes:
    """The picture as PNG."""
    plan, picture = _composed(data, chart, state, language)
    preset = plan.preset
    scale = int(SCALE.parse(query_args()))
    pixels = preset.width_px * plan.height_px * scale**2
    if pixels > MAX_PIXELS:
        raise InvalidParameter("scale", str(scale), [n for n in SCALE.values if int(n) < scale])
    return _converted(data, as_png(plan, picture, scale), pixels // ORDINARY_PIXELS)


@export("thumbnail.png", "image/png", N_("Small picture for previews"), "machine", ACROSS)
def thumbnail(data: DataVersion, chart: Chart, state: State, language: Language) -> bytes:
    """The whole picture as PNG, made smaller."""
    plan, picture = _composed(data, chart, state, language)
    scale = int(ACROSS.parse(query_args())) / plan.preset.width_px
    return _converted(data, as_png(plan, picture, scale))


@export("pdf", "application/pdf", N_("Picture as PDF"), "picture", *_SHAPED_BY)
def pdf(data: DataVersion, chart: Chart, state: State, language: Language) -> bytes:
    """The picture as PDF, in millimetres where the preset is made for paper."""
    plan, picture = _composed(data, chart, state, language)
    return _converted(data, as_pdf(plan, picture))


def _composed(data: DataVersion, chart: Chart, state: State, language: Language) -> tuple[ImageLayout, str]:
    query = query_args()
    preset = resized(PRESETS[PRESET.parse(query)], WIDTH.parse(query), HEIGHT.parse(query))
    theme = THEME.parse(query)
    transparent = TRANSPARENT.parse(query) == "1"
    SCALE.parse(query)  # refused where it means nothing too
    # There are few presets, but millions of sizes, and each is laid out anew.
    before = _count_once if preset not in PRESETS.values() else None
    plan = layout_image(data, chart, state, language, preset, origin(), before)
    drawing = _drawn(plan.drawing, _count_once)
    return plan, compose(plan, prefix_ids(drawing, "c"), theme, transparent=transparent)


def _count_once() -> None:
    """Counts the picture that this request asks for, once for all that has to be made for it."""
    if not g.get("picture_counted"):
        enforce("pictures")
        g.picture_counted = True


def _converted(data: DataVersion, conversion: ImageJob, further_cost: int = 0) -> bytes:
    made = data.cache.get(conversion.name)
    if made is None:
        _count_once()
        if further_cost:
            enforce("pictures", further_cost)
        made = client.request_render(f"/pictures/{conversion.name}", conversion.as_json())
    return made
