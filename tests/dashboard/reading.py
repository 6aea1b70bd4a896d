"""Reads pages as a reader would: elements of a page, and numbers as they are written in English and French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        last = self._open[-1]
        if len(last):
            last[-1].tail = (last[-1].tail or "") + data
        else:
            last.text = (last.text or "") + data


def parse(html: str) -> Element:
    """A page's elements; elements that do not nest are an error."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    assert len(parser._open) == 1, f"<{parser._open[-1].tag}> is not closed"
    return parser.root


def find(root: Element, tag: str, **attributes: str) -> Iterator[Element]:
    """Elements of a tag with these attributes; ``class_`` is one of the classes; ``data_x`` is ``data-x``."""
    for element in root.iter(tag):
        if all(_fits(element, name, value) for name, value in attributes.items()):
            yield element


def _fits(element: Element, name: str, value: str) -> bool:
    if name == "class_":
        return value in element.get("class", "").split()
    return element.get(name.rstrip("_").replace("_", "-")) == value


def words(element: Element) -> str:
    """The text of an element."""
    return "".join(element.itertext())


def charts(root: Element) -> list[Element]:
    """The charts of a page."""
    return [article for article in find(root, "article") if "data-chart" in article.attrib]


def table_of(article: Element) -> list[list[Element]]:
    """The body of a chart's table, cell by cell."""
    body = next(find(article, "tbody"))
    return [list(row) for row in body]


SCALES = {
    "en": {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9},
    "fr": {"mille": 1e3, "k": 1e3, "million": 1e6, "M": 1e6, "milliard": 1e9, "Md": 1e9},
}
NUMBERS = {
    "en": r"[−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?",
    "fr": r"[−-]?(?:\d{1,3}(?:[\u202f\u00a0]\d{3})+|\d+)(?:,\d+)?",
}


def numbers(text: str, code: str) -> list[tuple[float, float]]:
    """Each number of a text, with how far the written one may be from the true one."""
    scales = "|".join(sorted(SCALES[code], key=len, reverse=True))
    found = []
    for match in re.finditer(rf"({NUMBERS[code]})(?:[ \u00a0\u202f]?({scales})s?\b)?", text):
        plain = re.sub(r"[\u202f\u00a0]", "", match[1]).replace("−", "-")
        plain = plain.replace(",", "") if code == "en" else plain.replace(",", ".")
        scale = SCALES[code].get(match[2] or "", 1.0)
        slack = 0.0501 if "." in plain or scale > 1 else 0.0
        found.append((float(plain) * scale, slack * scale))
    return found


def fits(value: float, written: tuple[float, float]) -> bool:
    """True where a written number is a true one, rounded to the place it is written with."""
    return abs(value - written[0]) <= written[1] + 1e-6


def squeezed(text: str) -> str:
    """Without spaces, tags and marks of direction: lines of a picture break and embed where a page's do not."""
    return re.sub(r"<[^>]*>|[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c]", "", text)
