"""Finds the English words of chart files, for Babel: see `babel.cfg` beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import IO, Any

#: Keys of a chart file whose values readers see, at any depth.
_TEXT_KEYS = ("title", "subtitle", "question", "reading", "remark", "caveat", "gap", "label", "text")
#: Keys of tables that map a code to words that readers see.
_TABLE_KEYS = ("names", "options", "state_subtitles")
Found = tuple[int, str, str, list[str]]


def extract_chart(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Yields each text of a chart file as Babel expects it: line, function, message, comments.

    Args:
        file: the TOML file.
        keywords: of Babel, for code only.
        comment_tags: of Babel, for code only.
        options: of `babel.cfg`; there are none.
    """
    for text in _texts(tomllib.load(file)):
        yield 0, "", text, []


def extract_tiles(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Yields the names of tiles as Babel expects them; the arguments are those of `extract_chart`."""
    for tile in tomllib.load(file).get("tile", []):
        yield 0, "", tile["name"], []


def _texts(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            inherited = key in _TABLE_KEYS and isinstance(value, str)
            yield from _texts(value, "text" if inherited else name)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, key)
    elif isinstance(node, str) and key in _TEXT_KEYS:
        yield node
