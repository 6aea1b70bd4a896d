"""What is wrong with the words of each language: what is missing, placeholders, INTERPOL's own terms, typography."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.pofile import read_po

from dashboard.charts.catalogue import FOLDER, TILES_FILE
from dashboard.data.store import Store
from dashboard.errors import SiteError
from dashboard.i18n.extraction import extract_chart, extract_tiles
from dashboard.i18n.glossary import Term, glossary
from dashboard.i18n.languages import available_languages, catalogue_path
from dashboard.i18n.typography import struck_out

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
#: Messages without a translation that are named one by one.
MAX_NAMED = 12
_PLACEHOLDER = re.compile(r"{(\w+)}")
Message = tuple[str, tuple[str, ...]]


def word_problems(store: Store) -> Iterator[str]:
    """Finds all that is wrong with the words of every language but English."""
    for code in available_languages():
        if code == "en":
            continue
        shown = f"dashboard/i18n/locales/{code}/LC_MESSAGES/messages.po"
        messages = dict(catalogue_messages(code))
        missing = [text for text in chart_texts() if not messages.get(text)]
        missing += [text for text, strings in messages.items() if not all(strings) and text not in missing]
        if missing:
            named = ", ".join(repr(text) for text in missing[:MAX_NAMED]) + (" …" if len(missing) > MAX_NAMED else "")
            yield f"{shown}: {len(missing)} without a translation, shown in English: {named}. Run: make translations"
        try:
            terms = list(glossary(code))
        except SiteError as error:
            yield str(error)
            terms = []
        for text, strings in messages.items():
            for translated in filter(None, strings):
                wrong = _wrong(text, translated, code, terms, strict=translated == strings[-1])
                yield from (f"{shown}, {text!r}: {what}" for what in wrong)
        for place, text, translated in names(store, code):
            known = [] if place.startswith(QUOTED) else terms
            yield from (f"{place}, {text!r} ({code}): {what}" for what in _wrong(text, translated, code, known))


def _wrong(english: str, translated: str, code: str, terms: list[Term], *, strict: bool = True) -> Iterator[str]:
    """What is wrong with a translation; a form for one or two may leave the number out, the last one may not."""
    wanted, found = set(_PLACEHOLDER.findall(english)), set(_PLACEHOLDER.findall(translated))
    if found - wanted or (strict and found != wanted):
        yield f"{translated!r} has the placeholders {_listed(found)}, the English words have {_listed(wanted)}."
    if struck := struck_out(translated, code):
        yield f"{translated!r} has {struck!r}, which the typography of the language does not allow."
    for term in terms:
        shortened = english in SHORTENED and term.english == "INTERPOL"
        if not shortened and term.stands_in_english(english) and not term.stands_in(translated):
            yield f"{translated!r} does not use INTERPOL's own term “{term.term}”. See locales/{code}/glossary.csv."


def _listed(placeholders: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(placeholders)) or "none"


def catalogue_messages(code: str) -> Iterator[Message]:
    """Every English message of a catalogue with its translations; of one with several forms, all of them."""
    with catalogue_path(code).open("rb") as file:
        for message in read_po(file, locale=code):
            if isinstance(message.id, (tuple, list)):
                yield message.id[1], tuple(map(str, message.string or ()))
            elif message.id:
                yield message.id, (str(message.string or ""),)


def chart_texts() -> list[str]:
    """Every English text of the charts' files and of the tiles', each once."""
    found: dict[str, None] = {}
    for path in sorted(FOLDER.glob("*/*.toml")):
        extract = extract_tiles if path.name == TILES_FILE else extract_chart
        with path.open("rb") as file:
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
