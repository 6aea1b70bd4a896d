"""Makes a stranger's text safe to show: it must not reorder, cover or disturb what stands around it."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 200
#: As many marks as any writing system sets on one letter; more would pile up over the lines above.
MAX_COMBINING_MARKS = 2
#: Controls, halves of characters, and invisible characters such as marks of direction.
_STRIPPED_CATEGORIES = ("Cc", "Cs", "Cf")
_COMBINING_MARKS = ("Mn", "Me")
#: White space, of controls only tabs and ends of lines.
_BLANKS = re.compile(r"[^\S\x0b\x0c\x1c-\x1f\x85]+")
#: Marks of direction and other characters that take no room.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


def fold_search(text: str) -> str:
    """A text that is searched for, in one spelling; what is pasted from a list or a table brings its blanks along."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", text)).strip(" ").lower()[:MAX_LENGTH]


def has_controls(text: str) -> bool:
    """True where a text holds a control character, such as NUL: no reader types one."""
    return any(unicodedata.category(character) == "Cc" for character in text)


def sanitize(text: str) -> str:
    """Gives the text without what would disorder a page, and not longer than a reader looks at."""
    kept: list[str] = []
    marks = MAX_COMBINING_MARKS  # a text does not begin with a mark: it would sit on what stands before it
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category in _STRIPPED_CATEGORIES:
            continue
        marks = marks + 1 if category in _COMBINING_MARKS else 0
        if marks <= MAX_COMBINING_MARKS:
            kept.append(character)
    return "".join(kept)[:MAX_LENGTH]
