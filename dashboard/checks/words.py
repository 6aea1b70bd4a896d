"""What is wrong with the words of each language: what is missing, placeholders, INTERPOL's own terms, typography."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress

from dashboard.charts.catalogue import FOLDER, TILES_FILE
from dashboard.data.store import Store
from dashboard.data.vocabulary import untranslated
from dashboard.errors import SiteError
from dashboard.i18n.extraction import extract_chart, extract_tiles
from dashboard.i18n.glossary import Term, glossary
from dashboard.i18n.languages import (
    CODES,
    NAMES,
    Code,
    available_languages,
    catalogue_messages,
    catalogue_shown,
    untranslated_messages,
)
from dashboard.i18n.typography import corrected

#: Tables whose words are nobody's text: what readers type, and names that others give.
LEFT_OUT = ("search_words", "country_names", "members", "sources", "publications")
#: Headings of documents, some cut short: their words are not ours.
QUOTED = ("sections", "chapters")
#: Names shortened to fit beside a bar: they leave INTERPOL out.
SHORTENED = {
    "INTERPOL Match-Fixing Task Force",
    "INTERPOL Police Capabilities Programme",
    "UAE-funded INTERPOL projects",
}
#: Messages without a translation that are named one by one, and characters that are shown of each.
MAX_NAMED, MAX_SHOWN = 12, 60
_PLACEHOLDER = re.compile(r"{(\w+)}")


def missing_words(store: Store, code: Code) -> Iterator[str]:
    """What of a language is not translated, and shown in English: how many messages and names, and which."""
    shown, told = catalogue_shown(code), {text for text, _ in catalogue_messages(code)}
    missing = dict.fromkeys([*(text for text in chart_texts() if text not in told), *untranslated_messages(code)])
    if missing or not told:
        yield f"{shown}: {len(missing)} without a translation, shown in English: {_named(missing)}. Run make translations, and write the translations in that file"
    files: dict[str, list[str]] = {}
    for row in untranslated(store):
        if row["language"] == code:
            files.setdefault(re.split(r"[:,] ", row["place"])[0], []).append(row["en"])
    for place, texts in files.items():
        yield f"{place}: {len(texts)} without a translation, shown in English: {_named(texts)}. Fill {code} there."


def _named(texts: Iterable[str]) -> str:
    found = [text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…" for text in texts]
    return ", ".join(map(repr, found[:MAX_NAMED])) + (" …" if len(found) > MAX_NAMED else "")


def unfinished_languages(store: Store) -> Iterator[str]:
    """What is missing of each language that is not offered for it."""
    for code in CODES:
        if code not in available_languages():
            yield f"{NAMES[code]} ({code}) is not offered before all its words are there:"
            yield from missing_words(store, code)


def word_problems(store: Store) -> Iterator[str]:
    """Finds all that is wrong with the words of every language but English."""
    for code in CODES:
        if code == "en":
            continue
        shown = catalogue_shown(code)
        messages = dict(catalogue_messages(code))
        if code in available_languages():
            yield from missing_words(store, code)
        try:
            terms = list(glossary(code))
        except SiteError as error:
            yield str(error)
            terms = []
        for text, strings in messages.items():
            for translated in filter(None, strings):
                wrong = _wrong(text, translated, code, terms, strict=translated == strings[-1])
                yield from (f"{shown}, {text!r}: {what}" for what in wrong)
        missing = {row["en"] for row in untranslated(store) if row["language"] == code}
        for place, text, translated in names(store, code):
            if text in missing and text == translated:
                continue
            known = [] if place.startswith(QUOTED) else terms
            yield from (f"{place}, {text!r} ({code}): {what}" for what in _wrong(text, translated, code, known))


def _wrong(english: str, translated: str, code: str, terms: list[Term], *, strict: bool = True) -> Iterator[str]:
    """What is wrong with a translation; a form for one or two may leave the number out, the last one may not."""
    wanted, found = set(_PLACEHOLDER.findall(english)), set(_PLACEHOLDER.findall(translated))
    if found - wanted or (strict and found != wanted):
        yield f"{translated!r} has the placeholders {_listed(found)}, the English words have {_listed(wanted)}."
    if (right := corrected(translated, code)) != translated:
        yield f"{translated!r} is against the typography of the language. Write {right!r}; codes with a \\ are its spaces."
    worded = _PLACEHOLDER.sub("", english)  # what a value is called in a chart's file is no word of the text
    for term in terms:
        shortened = english in SHORTENED and term.english == "INTERPOL"
        if not shortened and term.stands_in_english(worded) and not term.stands_in(translated):
            yield f"{translated!r} does not use INTERPOL's own term “{term.term}”. See locales/{code}/glossary.csv."


def _listed(placeholders: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(placeholders)) or "none"


def chart_texts() -> list[str]:
    """Every English text of the charts' files and of the tiles', each once; `chart_problems` tells which cannot be read."""
    found: dict[str, None] = {}
    for path in sorted(FOLDER.glob("*/*.toml")):
        extract = extract_tiles if path.name == TILES_FILE else extract_chart
        with path.open("rb") as file, suppress(tomllib.TOMLDecodeError, UnicodeDecodeError):
            found |= dict.fromkeys(text for _, _, text, _ in extract(file, (), (), {}))
    return list(found)


def names(store: Store, code: str) -> Iterator[tuple[str, str, str]]:
    """Every name and text of the data that the project words itself: table, English, translated."""
    columns: dict[str, set[str]] = {}
    for row in store.rows("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"):
        if row["table_name"] not in LEFT_OUT:
            columns.setdefault(row["table_name"], set()).add(row["column_name"])
    for table, having in columns.items():
        for english in sorted(having):
            translated = re.sub(r"(^|_)en$", rf"\g<1>{code}", english)
            if translated != english and translated in having:
                for row in store.rows(f'SELECT DISTINCT "{english}" AS en, "{translated}" AS other FROM "{table}"'):
                    if row["en"] and row["other"]:
                        yield f"{table} of the data", row["en"], row["other"]
