"""Sizes of pictures, each for a place where it is used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dashboard.design.style import Layout
from dashboard.i18n.languages import N_


@dataclass(frozen=True)
class Preset:
    """A picture's size and how it is set.

    Attributes:
        width_px: of the picture.
        height_px: of the picture, whatever chart it shows.
        zoom: how much larger than on a page everything is set.
        untitled: without topic, title and subtitle, for newsrooms that set their own; source and address stay.
        width_mm: on paper; 0 where pixels are CSS pixels.
        all_notes: with every note, where there is time to read them.
        top_px: kept free at the top, where an application shows its own controls.
        bottom_px: likewise at the bottom.
    """

    name: str
    width_px: int
    height_px: int
    zoom: float
    untitled: bool = False
    width_mm: float = 0
    all_notes: bool = False
    top_px: int = 0
    bottom_px: int = 0

    @property
    def padding_px(self) -> int:
        """White space around the picture's content."""
        return round(24 * self.zoom)

    @property
    def inner_px(self) -> int:
        """The width of its content."""
        return self.width_px - 2 * self.padding_px

    @property
    def around_px(self) -> int:
        """The height of what is kept free above and below its content."""
        return (self.top_px or self.padding_px) + (self.bottom_px or self.padding_px)

    def layout(self, available_px: float, enlarged: float = 1) -> Layout:
        """The layout of the chart inside the picture, in page pixels; ``enlarged`` by how much beside the text."""
        zoom = self.zoom * enlarged
        width = round(self.inner_px / zoom)
        name: Literal["phone", "desktop"] = "phone" if width < 520 else "desktop"
        # Rounded down: a chart that fills its room must not be a pixel too high for the picture.
        return Layout(name, width, 14, int(available_px / zoom))


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("wide", 1200, 675, 1.4),
        Preset("social", 1200, 630, 1.5),
        Preset("square", 1080, 1080, 1.7),
        Preset("story", 1080, 1920, 2.3, top_px=250, bottom_px=340),
        Preset("print", 2126, 1417, 2.9, width_mm=180, all_notes=True),
        Preset("plain", 1200, 675, 1.4, untitled=True),
    )
}
#: What each is for.
PRESET_LABELS = {
    "wide": N_("For an article"),
    "social": N_("For a post or a link preview"),
    "square": N_("Square, for a post"),
    "story": N_("Upright, for a story"),
    "print": N_("For print"),
    "plain": N_("Without title, for a page with its own title"),
}
DEFAULT = "wide"
#: What a free size may be.
MIN_PX, MAX_PX = 320, 2400


def resized(preset: Preset, width_px: int | None, height_px: int | None) -> Preset:
    """A preset in another size: its text stays as legible, its shape stays where one side is given.

    Args:
        preset: whose setting is kept.
        width_px: of the picture, `MIN_PX` to `MAX_PX`.
        height_px: of the picture, likewise.
    """
    if width_px is None and height_px is None:
        return preset
    shape = preset.width_px / preset.height_px
    width = width_px or min(MAX_PX, max(MIN_PX, round((height_px or 0) * shape)))
    height = height_px or min(MAX_PX, max(MIN_PX, round(width / shape)))
    # As much larger as the area is, but never smaller than on a page.
    zoom = max(1.0, preset.zoom * (width * height / (preset.width_px * preset.height_px)) ** 0.5)
    free_px = {side: round(getattr(preset, side) * height / preset.height_px) for side in ("top_px", "bottom_px")}
    return replace(preset, width_px=width, height_px=height, zoom=min(zoom, width / MIN_PX), width_mm=0, **free_px)
