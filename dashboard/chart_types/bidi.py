"""Keeps numbers, Latin names and marks in order inside Arabic labels: Plotly lays every text out from left to right."""

from __future__ import annotations

import re
from typing import Any

#: Right-to-left embedding and its end (Unicode Standard Annex 9).
START, END = "\u202b", "\u202c"
#: Left-to-right mark between lines: Safari and Firefox put all lines of an SVG text in order as if they were one.
LINE_MARK = "\u200e"
_EMBEDDED = re.compile(f"{LINE_MARK}(?=<br>)|[\u202a-\u202e]")
_TEXT_KEYS = ("text", "ticktext", "hovertext")


def right_to_left(figure: dict[str, Any]) -> dict[str, Any]:
    """Embeds every text of a figure so that it reads from right to left.

    Args:
        figure: Plotly's JSON; it is changed in place.
    """
    axes = [value for name, value in figure["layout"].items() if name.startswith(("xaxis", "yaxis"))]
    for part in (*figure["data"], *figure["layout"].get("annotations", []), *axes):
        for key in _TEXT_KEYS:
            if key in part:
                part[key] = _embed(part[key])
    return figure


def embed_rtl(line: str) -> str:
    """One line of text that reads from right to left wherever it stands."""
    return f"{START}{line}{END}" if line else line


def without_direction(text: str) -> str:
    """A text of a figure as it was before `right_to_left`."""
    return _EMBEDDED.sub("", text)


def isolate_ltr(text: str, rtl: bool) -> str:
    """A Latin run, such as an address, kept together inside text from right to left."""
    return f"\u202a{text}{END}" if rtl else text


def _embed(text: Any) -> Any:
    if isinstance(text, list):
        return [_embed(item) for item in text]
    if not isinstance(text, str):
        return text
    return f"{LINE_MARK}<br>".join(embed_rtl(line) for line in text.split("<br>"))
