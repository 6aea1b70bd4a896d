"""Nothing is left in English where the reader chose another language, and no character lacks a glyph."""

from __future__ import annotations

import functools
import io
import json
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest

from dashboard.charts.sources import publisher_name
from dashboard.design.text_measure import missing_glyphs
from dashboard.i18n.languages import Code, get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.i18n.catalogues import template
from tests.dashboard.reading import parse
from tests.dashboard.search.questions import ANSWERS
from tests.server import CODES, Site

TRANSLATED = CODES[1:]
ATTRIBUTES = ("title", "alt", "aria-label", "placeholder", "data-keys", "data-largest", "data-smallest", "data-role")
#: What a reader does not read as words of the page: code, addresses, what was printed elsewhere in its own language.
SET_ASIDE = ("script", "style", "code", "textarea", "template")
META = ("description", "og:title", "og:description", "og:site_name", "og:image:alt")
#: Words that no French or Spanish sentence has.
FUNCTION_WORDS = re.compile(r"(?<![\w#-])(the|of|and|with|from|which|their|its)(?![\w-])", re.I)
#: Latin letters that belong into Arabic text: names without Arabic form, formats, keys, licences, versions.
LATIN = re.compile(
    r"CSV|JSON|PNG|SVG|PDF|ZIP|XLSX|RIS|CSL|BibTeX|Excel|Markdown|oEmbed|Google Sheets|Python|pandas|R|Atom|MIT|CC BY|"
    r"Creative Commons|Stalkerware|T|Home|End|Escape|Page Up|Page Down|Esc|Parquet|DuckDB|Data Package|ISO|"
    r"[0-9a-f]{12}|WordPress|iframe|HTML|SVG|dpi|px|COVID|US\$|Aces"
)
INVISIBLE = set("\n\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200b\u00ad")
ERRORS = (
    "nothing",
    "charts/none",
    "charts/haechi.xyz",
    "finances?measure=weight",
    "figures?topic=x",
    "figures?page=99",
)


def own_words(element: Element, code: str, inherited: str = "") -> Iterator[str]:
    """The words of a page that are said to be in its language, attributes included."""
    spoken = element.get("lang", inherited)
    if element.tag in (*SET_ASIDE, "bdi") or (code == "ar" and element.get("dir") == "ltr"):
        return
    if spoken == code:
        yield from (element.get(name, "") for name in ATTRIBUTES)
        if element.tag == "meta" and (element.get("name") or element.get("property")) in META:
            yield element.get("content", "")
        yield element.text or ""
    for child in element:
        yield from own_words(child, code, spoken)
        if spoken == code:
            yield child.tail or ""


@functools.cache
def english(code: Code) -> frozenset[str]:
    """English messages and names whose translation is another text."""
    language = get_language(code)
    found = set()
    for message in template():
        for text in message.id if isinstance(message.id, (tuple, list)) else [message.id]:
            if isinstance(message.id, (tuple, list)) or language.translations.ugettext(text) != text:
                found.add(text)
    return frozenset(text for text in found if re.search("[a-z]{3}", text))


def names(data: DataVersion, code: Code) -> set[str]:
    """English names of the data that are others in the language."""
    tables = ("subjects", "metrics", "notes", "disagreements", "topics", "units")
    rows = [row for t in tables for row in data.store.rows(f"SELECT en, {code} AS translated FROM {t}")]
    return {row["en"] for row in rows if row["en"] != row["translated"] and re.search("[a-z]{3}", row["en"])}


def proper_names(data: DataVersion) -> list[str]:
    """Names that are the same in English and in Arabic, or stand in Latin letters in the Arabic name."""
    rows = data.store.rows("SELECT ar FROM subjects UNION SELECT ar FROM sections")
    return sorted({run for row in rows for run in re.findall(r"[A-Za-z][\w’-]*", row["ar"])}, key=len, reverse=True)


def addresses_of(data: DataVersion) -> list[str]:
    charts = [f"{kind}/{chart.id}" for chart in data.catalogue for kind in ("charts", "embed")]
    return [
        "",
        *data.vocabulary.topics,
        "figures",
        "figures?page=2",
        "figures?q=zzzz",
        "about",
        *ANSWERS,
        *charts,
        *ERRORS,
    ]


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_english_is_left_on_any_page(site: Site, data: DataVersion, code: Code) -> None:
    unwanted = english(code) | names(data, code)
    publishers = [publisher_name(each) for each in data.vocabulary.publications.values()]
    publishers.sort(key=len, reverse=True)
    latin = re.compile(f"(?<![A-Za-z])(?:{'|'.join(map(re.escape, proper_names(data)))})(?![A-Za-z])")
    seen: dict[str, str] = {}
    for path in addresses_of(data):
        for text in own_words(parse(site.get(f"/{code}/{path}").text), code):
            if text.strip():
                for publisher in publishers if "§" in text else ():
                    text = text.replace(publisher, " ")
                seen.setdefault(text.strip(), path)
    assert len(seen) > 1500
    left = {text: path for text, path in seen.items() if text in unwanted}
    if code == "ar":
        for text, path in seen.items():
            typed = parse_qs(urlsplit(path).query).get("q", [""])[0]
            rest = text.replace(typed, " ") if typed else text
            rest = re.sub(r"https?://\S+|\S*\.int\b|\{\w+\}|\S+\.(?:csv|json|parquet|duckdb|xlsx|zip)\b", " ", rest)
            rest = LATIN.sub(" ", latin.sub(" ", re.sub(r"\b[0-9a-f]{12}\b", " ", rest)))
            if re.search("[A-Za-z]{2}", rest):
                left[text] = path
    else:
        left |= {text: path for text, path in seen.items() if FUNCTION_WORDS.search(text)}
    assert left == {}
    assert missing_glyphs("".join(seen)) - INVISIBLE == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_english_is_left_in_pictures_and_files(site: Site, data: DataVersion, code: Code) -> None:
    unwanted = english(code) | names(data, code)
    looked_at = 0
    for chart in data.catalogue:
        picture = site.page(f"/{code}/charts/{chart.id}.svg")
        texts = {
            re.sub(r"<[^>]*>|[\u202a-\u202e]", "", t)
            for t in re.findall(r"<(?:text|title|desc)\b.*?</(?:text|title|desc)>", picture)
        }
        assert missing_glyphs("".join(texts)) - INVISIBLE - set("&;") == set(), chart.id
        told = json.loads(site.page(f"/{code}/charts/{chart.id}.json"))
        texts |= {told[key] for key in ("title", "subtitle", "description", "citation")} | set(told["notes"])
        texts |= {str(row[key]) for row in told["rows"] for key in ("category", "series", "note") if row[key]}
        looked_at += len(texts)
        assert texts & unwanted == set(), chart.id
    lead = next(iter(data.catalogue))
    with zipfile.ZipFile(io.BytesIO(site.get(f"/{code}/charts/{lead.id}.zip").body)) as archive:
        readme = next(name for name in archive.namelist() if name.endswith(".txt"))
        lines = archive.read(readme).decode().splitlines()
        assert len(lines) > 3 and set(lines) & unwanted == set()
    assert looked_at > 800


def test_quotations_carry_the_language_of_their_document(site: Site, data: DataVersion) -> None:
    looked_at = 0
    for code in ("en", "ar"):
        for chart in data.catalogue:
            page = parse(site.page(f"/{code}/charts/{chart.id}"))
            for span in page.iter("span"):
                if span.get("dir") == "ltr" and span.get("lang"):
                    assert span.get("lang") in ("fr", "en")
                    looked_at += 1
    assert looked_at > 200
