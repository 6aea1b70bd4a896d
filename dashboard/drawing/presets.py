"""Sizes of pictures, each for a place where it is used."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.style import Layout


@dataclass(frozen=True)
class Preset:
    """A picture's size and how it is set.

    Attributes:
        width_px: of the picture.
        height_px: of the picture; a chart that does not fit makes it higher.
        zoom: how much larger than on a page everything is set.
        plain: without title block, for desks that set their own.
    """

    name: str
    width_px: int
    height_px: int
    zoom: float
    plain: bool = False

    @property
    def padding_px(self) -> int:
        """White space around the picture's content."""
        return round(24 * self.zoom)

    def layout(self, available_px: float) -> Layout:
        """The layout of the chart inside the picture, in page pixels."""
        width = round((self.width_px - 2 * self.padding_px) / self.zoom)
        name = "phone" if width < 520 else "desktop"
        return Layout(name, width, 14, round(available_px / self.zoom))  # type: ignore[arg-type]


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("wide", 1200, 675, 1.4),
        Preset("social", 1200, 630, 1.5),
        Preset("square", 1080, 1080, 1.7),
        Preset("story", 1080, 1920, 2.3),
        Preset("print", 2126, 1417, 2.9),
        Preset("plain", 1200, 675, 1.4, plain=True),
    )
}
DEFAULT = "wide"
