"""Translations use INTERPOL's own terms, and the typography of their language."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.checks.words import SHORTENED
from dashboard.errors import SiteError
from dashboard.i18n import glossary as glossary_module
from dashboard.i18n.glossary import Term, glossary
from dashboard.i18n.languages import Code, get_language
from dashboard.i18n.typography import corrected
from tests.conftest import REPOSITORY
from tests.dashboard.i18n.catalogues import template
from tests.server import CODES

TRANSLATED = CODES[1:]


def pairs(code: Code) -> Iterator[tuple[str, str]]:
    """Every English text of the site with its translation."""
    language = get_language(code)
    for message in template():
        if isinstance(message.id, (tuple, list)):
            yield message.id[1], language.translations.ungettext(*message.id, 5)
        elif message.id:
            yield message.id, language.translations.ugettext(message.id)
    decisions = REPOSITORY / "data" / "decisions"
    for path in sorted(decisions.glob("*.csv")):
        if path.name == "search_words.csv":  # what readers type is nobody's text
            continue
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            for english, translated in (("en", code), ("title_en", f"title_{code}"), ("summary_en", f"summary_{code}")):
                if english in row:
                    yield row[english], row[translated]
    for row in tomllib.loads((decisions / "disagreements.toml").read_text(encoding="utf-8"))["disagreement"]:
        yield row["en"], row[code]


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_use_the_terms(code: Code) -> None:
    used, wrong = set(), []
    texts = list(pairs(code))
    for term in glossary(code):
        for english, translated in texts:
            if (english in SHORTENED and term.english == "INTERPOL") or translated.endswith("…"):
                continue  # a heading of a document is cut short
            if term.stands_in_english(english):
                used.add(term.english)
                if not term.stands_in(translated):
                    wrong.append((term.term, english, translated))
    assert wrong == []
    assert len(texts) > 700 and len(used) > 30


def test_every_language_has_the_same_terms() -> None:
    terms = {code: [term.english for term in glossary(code)] for code in TRANSLATED}
    assert terms["fr"] == terms["es"] == terms["ar"] and len(terms["fr"]) > 40
    assert len(set(terms["fr"])) == len(terms["fr"])


@pytest.mark.parametrize("code", TRANSLATED)
def test_terms_stand_where_they_were_seen(code: Code, documents: Path) -> None:
    looked_at = 0
    for term in glossary(code):
        if not re.match(r"[a-z]+\d{4}:", term.seen_at):
            continue
        document, line = term.seen_at.split(":")
        lines = (documents / f"{document}.txt").read_text(encoding="utf-8").split("\n")
        assert term.stands_in(lines[int(line) - 1]), f"{term.term}: {lines[int(line) - 1]}"
        looked_at += 1
    assert looked_at > (25 if code == "fr" else 3)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("english,term,forms,seen_at,remark,colour\nNotices,notices,,ar2021:226,,red\n", "colour"),
        ("english,term,forms,seen_at\nNotices,notices,,ar2021:226\n", "remark"),
        ("english,term,forms,seen_at,remark\nNotices,notices,,somewhere,\n", "seen_at"),
        ("english,term,forms,seen_at,remark\nNotices,,,ar2021:226,\n", "term"),
    ],
)
def test_a_wrong_glossary_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, told: str) -> None:
    path = tmp_path / "i18n" / "locales" / "fr" / "glossary.csv"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(glossary_module, "PACKAGE", tmp_path)
    with pytest.raises(SiteError, match=f"row 2, column {told}"):
        list(glossary("fr"))


@pytest.mark.parametrize("code", TRANSLATED)
def test_typography(code: Code) -> None:
    texts = [text for _, text in pairs(code)]
    assert len(texts) > 700
    assert [text for text in texts if corrected(text, code) != text] == []


def test_a_term_is_a_whole_word() -> None:
    term = Term(english="Notices|Notice", term="notices", forms="notice", seen_at="ar2021:226", remark="")
    assert term.stands_in_english("Red Notices issued") and not term.stands_in_english("Noticesboard")
    assert CODES[0] == "en"
