"""Compares the printed lists of members with the names transcribed from them."""

from __future__ import annotations

import re

from etl.errors import Problem
from etl.extract import SourceRow
from etl.schema.printed import PrintedMember

_LETTERS = re.compile(r"[^\W\d_]+")


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def unread_member_text(lines: list[str], members: list[SourceRow[PrintedMember]]) -> list[Problem]:
    """Proves that the names, set one after the other, are the printed list letter for letter.

    Hyphens, spaces and line breaks are left out of the comparison: the 2021 report runs names together.

    Args:
        lines: the text of the document.
        members: the names transcribed from it, in the order of the list.

    Returns:
        At most one problem, at the first letter that differs; none when the document prints no list.
    """
    if not members:
        return []
    first = min(item.row.source_line for item in members)
    last = max(item.row.source_line for item in members)
    block = _letters(" ".join(lines[first - 1 : last + 1]))
    names = "".join(_letters(item.row.name_printed) for item in members)
    offset = block.find(names[:12])
    printed = block[max(offset, 0) :]
    if printed.startswith(names):
        return (
            [] if _ends_list(printed[len(names) :], lines, last) else [_left_over(members[-1], printed[len(names) :])]
        )
    wrong = next(i for i in range(len(names)) if names[i] != printed[i : i + 1])
    position = 0
    for item in members:
        position += len(_letters(item.row.name_printed))
        if position > wrong:
            what = f"{item.row.name_printed!r} is not what the list prints there ({printed[wrong : wrong + 20]!r})."
            return [Problem(f"{item.where}, column name_printed", what, "Read the list again.")]
    return []


def _ends_list(rest: str, lines: list[str], last: int) -> bool:
    """The line after the last name may be read along; it holds no name."""
    following = _letters(lines[last]) if last < len(lines) else ""
    return rest in ("", following)


def _left_over(item: SourceRow[PrintedMember], rest: str) -> Problem:
    return Problem(item.where, f"the list goes on after the last name ({rest[:20]!r}).", "Add the names.")
