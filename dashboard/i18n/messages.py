"""Collects every English message of code and charts, and keeps the catalogues of the other languages in step."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dashboard.charts.catalogue import load_catalogue
from dashboard.i18n.languages import CODES, catalogue_path
from dashboard.paths import PACKAGE

KEYWORDS = {"gettext": None, "N_": None, "ngettext": (1, 2), "NN_": (1, 2), "gettext_elements": (2,)}
#: What the library's header says of when and by whom; the history of the file knows it better.
_UNTOLD = re.compile(
    rb'^"(Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n',
    re.M,
)


def template() -> Catalog:
    """Every message there is, with the file that says it."""
    catalogue = Catalog(project="INTERPOL in figures", version="1", charset="utf-8", fuzzy=False)
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=())
    for file, _, message, _, _ in found:
        if message:
            catalogue.add(message, locations=[(f"dashboard/{Path(file).as_posix()}", 0)])
    for chart in load_catalogue():
        for text in chart.definition.messages():
            catalogue.add(text, locations=[(chart.file, 0)])
    return catalogue


def stale(code: str) -> Iterator[str]:
    """What keeps a language from being complete: messages missing, and messages that nothing says any more."""
    wanted = {_key(message.id) for message in template() if message.id}
    catalogue = _read(code)
    known = {_key(message.id): message for message in catalogue if message.id}
    for key in sorted(wanted - set(known)):
        yield f"missing: {key!r}"
    for key in sorted(set(known) - wanted):
        yield f"unused: {key!r}"
    for key, message in sorted(known.items()):
        strings = tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)
        if key in wanted and (message.fuzzy or not all(strings)):
            yield f"not translated: {key!r}"
        if key in wanted and all(strings) and (problem := _placeholders(message.id, strings)):
            yield f"placeholders {problem} of {key!r}"


def _placeholders(identifier: str | tuple[str, ...] | list[str], strings: tuple[str, ...]) -> str:
    """Placeholders that a translation lost or made up; the one-form of a plural may leave the number out."""
    source = identifier if isinstance(identifier, str) else identifier[-1]
    wanted = set(re.findall(r"{\w+}", source))
    for text in strings:
        found = set(re.findall(r"{\w+}", text))
        if found - wanted or (isinstance(identifier, str) and wanted - found):
            return ", ".join(sorted(wanted ^ found))
    return ""


def update(code: str) -> None:
    """Brings a catalogue in step: new messages stand untranslated, unused ones go."""
    path = catalogue_path(code)
    text = in_step(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)


def in_step(code: str) -> bytes:
    """The file of a catalogue with every message there is; the same each time, so that it changes when words do."""
    catalogue = _read(code)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = f"# Messages in “{code}”; `python -m dashboard messages` keeps them in step."
    text = io.BytesIO()
    write_po(text, catalogue, width=110, omit_header=False, sort_by_file=True, include_lineno=False)
    return _UNTOLD.sub(b"", text.getvalue())


def _read(code: str) -> Catalog:
    path = catalogue_path(code)
    if not path.exists():
        return Catalog(locale=code, project="INTERPOL in figures", version="1", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _key(identifier: str | tuple[str, ...] | list[str]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


TRANSLATED = tuple(code for code in CODES if code != "en")
