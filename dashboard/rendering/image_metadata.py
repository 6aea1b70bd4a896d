"""What a picture's file says about itself: XMP (ISO 16684-1) in every format, and PNG's own text chunks."""

from __future__ import annotations

import struct
import zlib
from dataclasses import asdict, dataclass
from xml.sax.saxutils import escape

from dashboard.data.licence import LICENCE

CREDIT = "INTERPOL in figures"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}


@dataclass(frozen=True)
class ImageMetadata:
    """What stands inside a picture's file, in the picture's language.

    Attributes:
        title: the finding.
        alternative: the description for who does not see the picture.
        source: the line that names the documents.
        rights: terms of use, in a sentence.
        address: of the chart in its state.
        version: of the data.
        language: code.
        notes: every note of the chart, a line each; pictures show the one caveat alone.
    """

    title: str
    alternative: str
    source: str
    rights: str
    address: str
    version: str
    language: str
    notes: str = ""

    def as_json(self) -> dict[str, str]:
        """By name, for sending."""
        return asdict(self)


def description(metadata: ImageMetadata) -> str:
    """The RDF description of a picture (Dublin Core, XMP rights, Photoshop and IPTC properties)."""
    language = metadata.language
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    parts = [
        _lang_alt("dc:title", metadata.title, language),
        _lang_alt("dc:description", metadata.alternative, language),
        _lang_alt("dc:rights", metadata.rights, language),
        f"<dc:creator><rdf:Seq><rdf:li>{CREDIT}</rdf:li></rdf:Seq></dc:creator>",
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>",
        _simple("dc:source", metadata.source),
        _simple("dc:identifier", metadata.address),
        _simple("photoshop:Credit", CREDIT),
        _simple("photoshop:Source", metadata.source),
        _simple("photoshop:Instructions", metadata.notes),
        "<xmpRights:Marked>True</xmpRights:Marked>",
        _simple("xmpRights:WebStatement", LICENCE["path"]),
        _simple("xmp:CreatorTool", CREDIT),
        _simple("xmpMM:VersionID", metadata.version),
        _lang_alt("Iptc4xmpCore:AltTextAccessibility", metadata.alternative, language),
    ]
    return f'<rdf:Description rdf:about="" {spaces}>{"".join(parts)}</rdf:Description>'


def xmp_packet(metadata: ImageMetadata) -> str:
    """A whole XMP packet, without the room for changes that editors like."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{description(metadata)}</rdf:RDF>'
        '</x:xmpmeta><?xpacket end="r"?>'
    )


def in_svg(svg: str, metadata: ImageMetadata) -> str:
    """An SVG with its metadata element before what is drawn."""
    rdf = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{description(metadata)}</rdf:RDF>'
    return svg.replace("</desc>", f"</desc><metadata>{rdf}</metadata>", 1)


def in_png(png: bytes, metadata: ImageMetadata, pixels_per_metre: int = 0) -> bytes:
    """A PNG with international text chunks (PNG specification, 11.3.3.4) before its image data, and its resolution."""
    texts = {
        "Title": metadata.title,
        "Description": metadata.alternative,
        "Author": CREDIT,
        "Source": f"{metadata.source} · {metadata.address}",
        "Copyright": metadata.rights,
        "Comment": metadata.notes,
        "XML:com.adobe.xmp": xmp_packet(metadata),
    }
    chunks = b"".join(_text_chunk(name, text, metadata.language) for name, text in texts.items())
    if pixels_per_metre:
        chunks = _chunk(b"pHYs", struct.pack(">IIB", pixels_per_metre, pixels_per_metre, 1)) + chunks
    after_header = 8 + 25
    return png[:after_header] + chunks + png[after_header:]


def _text_chunk(keyword: str, text: str, language: str) -> bytes:
    # XMP's chunk names no language and is not compressed (XMP specification, part 3).
    tag = b"" if keyword.startswith("XML") else language.encode()
    return _chunk(b"iTXt", keyword.encode() + b"\0\0\0" + tag + b"\0\0" + text.encode())


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _simple(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _lang_alt(name: str, text: str, language: str) -> str:
    words = escape(text)
    items = f'<rdf:li xml:lang="x-default">{words}</rdf:li><rdf:li xml:lang="{language}">{words}</rdf:li>'
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"
