"""A factsheet as a file."""

from __future__ import annotations

from dashboard.design.style import font_stack, topic_token
from dashboard.design.theming import apply_theme
from dashboard.exports.factsheets.factsheet import Sheet, sheet_metadata
from dashboard.exports.images.image_exports import convert, get_drawing
from dashboard.exports.registry import FileRequest
from dashboard.i18n.languages import Language
from dashboard.releases.data_version import Drawing, prefix_ids
from dashboard.rendering.image_job import ImageJob

#: A4.
WIDTH_MM, HEIGHT_MM = 210, 297
#: Of a sheet, beside one picture.
PRICE = 4


def factsheet_pdf(request: FileRequest, sheet: Sheet, language: Language) -> bytes:
    """The sheet as PDF, tagged, the same bytes for the same address and data version.

    Args:
        request: for whom.
        sheet: its content.
        language: of its words.

    Raises:
        NotReady: a chart is not drawn and cannot be drawn now.
    """
    colour = apply_theme(f"var(--{topic_token(sheet.topic, 't')})", "light")
    drawings = [
        _standing_alone(get_drawing(each, request.on_work, request.client), each, language) for each in sheet.drawings
    ]
    content = {
        "words": {**sheet.content(), "colour": colour},
        "drawings": drawings,
        "width_mm": WIDTH_MM,
        "height_mm": HEIGHT_MM,
    }
    return convert(request, ImageJob(sheet_metadata(sheet, request.data, language), "pdf", content), PRICE)


def _standing_alone(drawn: bytes, drawing: Drawing, language: Language) -> str:
    """A drawing with its size and fonts, in the light theme."""
    size = f'width="{drawing.width_px}" height="{drawing.height_px}" font-size="14" font-family="{font_stack(language.rtl)}" '
    return apply_theme(prefix_ids(drawn, "c").replace("<svg ", f"<svg {size}", 1), "light")
