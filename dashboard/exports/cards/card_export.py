"""The files of a card: PNG, SVG and PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.data.store import Row
from dashboard.design.theming import THEMES
from dashboard.errors import InvalidParameter
from dashboard.exports.cards.card import STYLE, Card, Style, card_styles, make_card
from dashboard.exports.cards.card_image import CARD, card_metadata, card_svg
from dashboard.exports.images.image_exports import convert
from dashboard.exports.registry import EnumParameter, FileRequest
from dashboard.i18n.languages import N_, Language
from dashboard.releases.data_version import DataVersion
from dashboard.rendering.image_fonts import embed_fonts
from dashboard.rendering.image_job import MM_A_PX, ImageJob
from dashboard.rendering.image_metadata import in_svg

THEME = EnumParameter("theme", THEMES, N_("Light or dark."))
#: Extension → media type.
CARD_FORMATS = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
CARD_SIZE_PX = (CARD.width_px, CARD.height_px)


@dataclass(frozen=True, kw_only=True)
class CardRequest(FileRequest):
    """A card to be made; the query may name ``style`` and ``theme``.

    Attributes:
        row: of the figure, from `find_figure`.
        language: of the words.
    """

    row: Row
    language: Language

    @property
    def card(self) -> Card:
        """Its content.

        Raises:
            InvalidParameter: the figure does not allow the style.
        """
        return make_card(self.data, self.row, chosen_style(self.data, self.row, self.query), self.language)


def chosen_style(data: DataVersion, row: Row, query: Mapping[str, str]) -> Style:
    """The style that a query string asks for.

    Raises:
        InvalidParameter: there is no such style, or the data do not allow it for the figure.
    """
    style, allowed = STYLE.parse(query), card_styles(data, row)
    if style not in allowed:
        raise InvalidParameter(STYLE.name, style, allowed)
    return style


def card_file(request: CardRequest, extension: str) -> bytes:
    """A card as a file, the same bytes for the same address and data version.

    Args:
        request: what is asked for.
        extension: one of `CARD_FORMATS`.

    Raises:
        InvalidParameter: the figure does not allow the style, or there is no such theme.
    """
    metadata = card_metadata(request.card, request.data.version, request.origin)
    svg = card_svg(request.card, metadata, THEME.parse(request.query))
    if extension == "svg":
        return in_svg(embed_fonts(svg), metadata).encode()
    content = {
        "png": {"svg": svg, "scale": 1, "pixels_per_metre": 0},
        "pdf": {"svg": svg, "width_mm": CARD.width_px * MM_A_PX, "height_mm": CARD.height_px * MM_A_PX},
    }
    return convert(request, ImageJob(metadata, extension, content[extension]))
