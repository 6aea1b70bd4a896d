"""A planned picture as a file: what is to be converted, for the renderer or ahead."""

from __future__ import annotations

from dashboard.exports.images.layout import ImageLayout
from dashboard.rendering.image_job import MM_A_PX, ImageJob


def as_png(layout: ImageLayout, svg: str, scale: float) -> ImageJob:
    """The picture as pixels; on paper with the resolution that gives the preset its width.

    Args:
        layout: of the picture.
        svg: composed from it.
        scale: pixels of the file for each of the picture.
    """
    preset = layout.preset
    per_metre = round(preset.width_px * scale / preset.width_mm * 1000) if preset.width_mm else 0
    return ImageJob(layout.metadata, "png", {"svg": svg, "scale": scale, "pixels_per_metre": per_metre})


def as_pdf(layout: ImageLayout, svg: str) -> ImageJob:
    """The picture as a page of its size, in millimetres where the preset is made for paper."""
    preset = layout.preset
    width_mm = preset.width_mm or preset.width_px * MM_A_PX
    height_mm = width_mm * layout.height_px / preset.width_px
    return ImageJob(layout.metadata, "pdf", {"svg": svg, "width_mm": width_mm, "height_mm": height_mm})
