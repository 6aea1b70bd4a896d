"""The style sheet of the pages declares the same fonts as pictures carry."""

from __future__ import annotations

import pytest

from dashboard.design.style import ARABIC_FAMILY, FONTS, LATIN_FAMILY, Font
from dashboard.paths import assets_folder
from dashboard.rendering.image_fonts import embed_fonts


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.file)
def test_the_style_sheet_declares_each_font(font: Font) -> None:
    sheet = (assets_folder() / "site.css").read_text(encoding="utf-8")
    assert font.face(f'font-display:swap;src:url({font.file}) format("woff2")') in sheet


@pytest.mark.parametrize(
    ("labels", "carried"),
    [
        ("<text>a</text>", [(LATIN_FAMILY, 400)]),
        ('<text font-weight="600">é</text>', [(LATIN_FAMILY, 400), (LATIN_FAMILY, 600)]),
        ("<text>ش 3</text>", [(LATIN_FAMILY, 400), (ARABIC_FAMILY, 400)]),
        ("<text>漢</text>", []),
    ],
)
def test_a_picture_carries_the_fonts_that_its_letters_need(labels: str, carried: list[tuple[str, int]]) -> None:
    rules = embed_fonts(f"<svg><desc></desc>{labels}</svg>")
    assert [
        (f.family, f.weight) for f in FONTS if f'"{f.family}";font-weight:{f.weight};src:url(data:' in rules
    ] == carried
