"""A composed picture as PNG and as PDF, with its metadata inside.

Its fonts are the bundled ones; those of the system stand in for scripts that they do not have.
"""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import resvg_py
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from dashboard.design.style import ARABIC_FAMILY, LATIN_FAMILY
from dashboard.design.text_measure import missing_glyphs
from dashboard.i18n.languages import CODES, NAMES, Code, get_language
from dashboard.paths import assets_folder
from dashboard.rendering.image_metadata import CREDIT, ImageMetadata, description, in_png

_PAGE = b"""
#let given = sys.inputs
#set document(title: given.title, author: given.author, description: given.alternative, date: none)
#set text(lang: given.lang)
#set page(width: float(given.width) * 1mm, height: float(given.height) * 1mm, margin: 0pt, fill: none)
#image("picture.svg", width: 100%, height: 100%, alt: given.alternative)
"""


def convert(form: str, query: dict[str, Any]) -> bytes:
    """Makes a file of what `ImageJob.as_json` gave.

    Raises:
        TypeError: something is missing, or there is something too much.
    """
    content = {**query, "metadata": ImageMetadata(**query["metadata"])}
    if form == "pdf" and "words" in query:
        return to_factsheet(**content)
    return to_pdf(**content) if form == "pdf" else to_png(**content)


def to_png(svg: str, metadata: ImageMetadata, scale: float = 1, pixels_per_metre: int = 0) -> bytes:
    """Draws a picture as pixels, byte for byte the same on every machine.

    Args:
        svg: from `dashboard.exports.images.layout.compose`.
        metadata: goes inside the file.
        scale: pixels of the file for each of the picture, up to 3.
        pixels_per_metre: on paper; 0 leaves it out.
    """
    fonts = [str(path) for path in sorted((assets_folder() / "fonts" / "ttf").glob("*.ttf"))]
    family = _families(metadata.language)[0]
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=scale,
        skip_system_fonts=not _needs_system_fonts(metadata.language),
        font_files=fonts,
        font_family=family,
        sans_serif_family=family,
    )
    return in_png(bytes(png), metadata, pixels_per_metre)


def to_pdf(svg: str, metadata: ImageMetadata, width_mm: float, height_mm: float) -> bytes:
    """Sets a picture on a page of its size: text stays text, tagged for screen readers (PDF/UA-1).

    Raises:
        typst.TypstError: the picture is no SVG.
    """
    inputs = {
        "title": metadata.title,
        "author": CREDIT,
        "alternative": metadata.alternative,
        "lang": metadata.language,
        "width": f"{width_mm:.3f}",
        "height": f"{height_mm:.3f}",
    }
    files = {"main.typ": _PAGE, "picture.svg": _with_named_weights(svg, metadata.language).encode()}
    return _with_metadata(_typeset(files, inputs, metadata.language), metadata)


def to_factsheet(
    words: dict[str, Any], drawings: list[str], metadata: ImageMetadata, width_mm: float, height_mm: float
) -> bytes:
    """Sets a factsheet on pages of a size, with its charts as vectors, tagged for screen readers (PDF/UA-1).

    Args:
        words: see `dashboard.exports.factsheets.factsheet.Sheet`, and ``colour`` of its topic.
        drawings: of its charts, as SVG.
        metadata: goes inside the file.
        width_mm: of a page.
        height_mm: of a page.
    """
    families = _families(metadata.language)
    given = {**words, "author": CREDIT, "alternative": metadata.alternative, "lang": metadata.language, "rtl": _is_rtl(metadata.language),
             "width": width_mm, "height": height_mm, "fonts": families,
             "bold": [f"{family} SmBld" for family in families]}  # fmt: skip
    files = {f"chart-{number}.svg": _with_named_weights(svg, metadata.language).encode()
             for number, svg in enumerate(drawings)}  # fmt: skip
    template = (Path(__file__).parent / "factsheet.typ").read_bytes()
    page = _typeset(
        {"main.typ": template, **files}, {"given": json.dumps(given, ensure_ascii=False)}, metadata.language
    )
    return _with_metadata(page, metadata)


def _families(language: Code) -> list[str]:
    return [ARABIC_FAMILY, LATIN_FAMILY] if _is_rtl(language) else [LATIN_FAMILY, ARABIC_FAMILY]


def _is_rtl(language: Code) -> bool:
    return language in CODES and get_language(language).rtl


@cache
def _needs_system_fonts(language: Code) -> bool:
    """True for a language whose letters no font of ours has; others look the same on every machine."""
    return bool(missing_glyphs(NAMES.get(language, "")))


def _typeset(files: dict[str, bytes], inputs: dict[str, str], language: Code) -> bytes:
    given: dict[str, Any] = {"font_paths": _fonts(_needs_system_fonts(language)), "sys_inputs": inputs, "timestamp": 0}
    try:
        page: bytes = typst.compile(files, pdf_standards=["ua-1"], **given)
    except typst.TypstError as error:
        # Marks of direction have glyphs without a letter, which the standard forbids; the page is tagged all the same.
        if "codepoint" not in str(error):
            raise
        page = typst.compile(files, **given)
    return page


@cache
def _fonts(system: bool) -> typst.Fonts:
    folder = assets_folder() / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=[str(folder)])


def _with_named_weights(svg: str, language: str) -> str:
    """Typst knows the semi-bold fonts as families of their own."""
    names = ", ".join(f"{family} SmBld" for family in _families(language))
    return svg.replace('font-weight="600"', f'font-weight="600" font-family="{names}"')


def _with_metadata(page: bytes, metadata: ImageMetadata) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page)))
    writer.pdf_header = "%PDF-1.7"
    catalogue = writer.root_object
    kept = cast(StreamObject, catalogue["/Metadata"].get_object()).get_data().decode()
    stream = StreamObject()
    stream.set_data(kept.replace("</rdf:RDF>", f"{_without_doubles(metadata)}</rdf:RDF>", 1).encode())
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    catalogue[NameObject("/Metadata")] = writer._add_object(stream)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _without_doubles(metadata: ImageMetadata) -> str:
    """The description without the properties that the page's own packet has: a property may stand once."""
    names = "dc:title|dc:description|dc:creator|dc:language|xmp:CreatorTool"
    return re.sub(rf"<({names})>.*?</\1>", "", description(metadata))
