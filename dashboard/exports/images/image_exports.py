"""Images of a chart in any size, theme and state: from the cache, or made by the renderer when a reader asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dashboard.design.theming import THEMES
from dashboard.errors import InvalidParameter, RenderUnavailable
from dashboard.exports.images.jobs import as_pdf, as_png
from dashboard.exports.images.layout import ImageLayout, compose, layout_image, thumbnail_layout
from dashboard.exports.images.presets import DEFAULT, MAX_PX, MIN_PX, PRESETS, resized
from dashboard.exports.registry import EnumParameter, Export, ExportRequest, FileRequest, IntegerParameter, export
from dashboard.i18n.languages import N_
from dashboard.releases.data_version import Drawing, prefix_ids
from dashboard.rendering import client
from dashboard.rendering.image_fonts import embed_fonts
from dashboard.rendering.image_job import ImageJob
from dashboard.rendering.image_metadata import in_svg
from dashboard.rendering.limits import MAX_PIXELS
from dashboard.rendering.local_conversion import convert_locally

#: What shapes a picture; the first value of each is the default.
PRESET = EnumParameter(
    "preset", (DEFAULT, *(name for name in PRESETS if name != DEFAULT)), N_("The size it is laid out for.")
)
WIDTH = IntegerParameter("width", MIN_PX, MAX_PX, N_("Its width in pixels, instead of the preset’s."))
HEIGHT = IntegerParameter("height", MIN_PX, MAX_PX, N_("Its height in pixels, instead of the preset’s."))
THEME = EnumParameter("theme", THEMES, N_("Light or dark."))
#: The first is the default: what most previews show.
THUMBNAILS_PX = (600, 1200, 300, 200)
ACROSS = EnumParameter(
    "across", tuple(str(width) for width in THUMBNAILS_PX), N_("The width of the small picture, in pixels.")
)
TRANSPARENT = EnumParameter("transparent", ("0", "1"), N_("1 leaves the background out."))
SCALE = EnumParameter("scale", ("1", "2", "3"), N_("Pixels of the picture for each pixel of its layout."))
_SHAPED_BY = (PRESET, WIDTH, HEIGHT, THEME, TRANSPARENT)
#: A larger picture counts for as many as it holds such ones.
ORDINARY_PIXELS = 2_000_000
#: Heights that are tried to say which is the least for a chart.
MAX_TRIED = 4


def get_drawing(drawing: Drawing, on_work: Callable[[int], None] = lambda price: None, client_name: str = "") -> bytes:
    """A chart's drawing, made now where it is not there.

    Args:
        drawing: what is wanted.
        on_work: is called with the price before it is made.
        client_name: who asks.

    Raises:
        NotReady: it is not there and no renderer can make it.
        Overloaded: the renderer has too much to do.
    """
    made = drawing.read()
    if made is None:
        on_work(1)
        made = client.request_render(f"/drawings/{drawing.key}", drawing.figure, client_name)
    return made


@export("svg", "image/svg+xml", N_("Picture as SVG"), "picture", *_SHAPED_BY)
def svg(request: ExportRequest) -> Export:
    """The picture as SVG."""
    layout, image = _composed(request)
    return Export(in_svg(embed_fonts(image), layout.metadata).encode())


@export("png", "image/png", N_("Picture as PNG"), "picture", *_SHAPED_BY, SCALE)
def png(request: ExportRequest) -> Export:
    """The picture as PNG."""
    layout, image = _composed(request)
    preset = layout.preset
    scale = int(SCALE.parse(request.query))
    pixels = preset.width_px * layout.height_px * scale**2
    if pixels > MAX_PIXELS:
        raise InvalidParameter("scale", str(scale), [n for n in SCALE.values if int(n) < scale])
    return Export(convert(request, as_png(layout, image, scale), 1 + pixels // ORDINARY_PIXELS))


@export("thumbnail.png", "image/png", N_("Small picture for previews"), "machine", ACROSS)
def thumbnail(request: ExportRequest) -> Export:
    """The title and the drawing as PNG, made smaller."""
    layout, image = _composed(request, thumbnail_layout)
    scale = int(ACROSS.parse(request.query)) / layout.preset.width_px
    return Export(convert(request, as_png(layout, image, scale)))


@export("pdf", "application/pdf", N_("Picture as PDF"), "picture", *_SHAPED_BY)
def pdf(request: ExportRequest) -> Export:
    """The picture as PDF, in millimetres where the preset is made for paper."""
    layout, image = _composed(request)
    return Export(convert(request, as_pdf(layout, image)))


def _composed(
    request: ExportRequest, adapt: Callable[[ImageLayout], ImageLayout] = lambda layout: layout
) -> tuple[ImageLayout, str]:
    query = request.query
    theme = THEME.parse(query)
    transparent = TRANSPARENT.parse(query) == "1"
    layout = _readable_layout(request)
    drawing = get_drawing(layout.drawing, request.on_work, request.client)
    layout = adapt(layout)
    return layout, compose(layout, prefix_ids(drawing, "c"), theme, transparent=transparent)


def _readable_layout(request: ExportRequest) -> ImageLayout:
    """The picture as laid out.

    Raises:
        InvalidParameter: the chart cannot be read in that height; the error says from which on it can.
    """
    query, on_miss = request.query, partial(request.on_work, 1)
    width_px, height_px = WIDTH.parse(query), HEIGHT.parse(query)

    def laid_out(height_px: int | None) -> ImageLayout:
        preset = resized(PRESETS[PRESET.parse(query)], width_px, height_px)
        chart, state, language = request.chart, request.state, request.language
        return layout_image(request.data, chart, state, language, preset, request.origin, on_miss)

    layout = laid_out(height_px)
    if layout.is_readable:
        return layout
    least_px = layout.least_height_px
    for _ in range(MAX_TRIED):  # a higher picture has larger type
        if (needed_px := laid_out(least_px).least_height_px) <= least_px:
            break
        least_px = needed_px
    raise InvalidParameter("height", str(layout.height_px), [f"{least_px} – {MAX_PX}"])


def convert(request: FileRequest, job: ImageJob, price: int = 1) -> bytes:
    """A composed picture as a file: from the cache, from the renderer, or converted here where there is none.

    Args:
        request: for whom.
        job: the picture.
        price: of making it.
    """
    made = request.data.cache.get(job.name)
    if made is None:
        request.on_work(price)
        try:
            made = client.request_render(f"/pictures/{job.name}", job.as_json(), request.client)
        except RenderUnavailable:  # drawing needs a browser, converting does not
            made = convert_locally(job, request.data.cache)
    return made
