"""Tables in the text of a document: a head, and below it rows of words and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Words and numbers.
TABLE_ROW = re.compile(r"\s*(?P<name>[^\W\d].*?)\s+[-+−]?\d[\d.,\s%+−-]*")
#: The years of the columns, between head and rows.
_YEARS = re.compile(r"(?:\s*(?:19|20)\d\d\b)*\s*")


def head_of_table(lines: Sequence[str], number: int) -> int:
    """The line above the rows that end with a row, and above empty lines and lines of years; 0 where it is no row or has no head.

    Args:
        lines: of the text.
        number: of the row, from 1.
    """
    if not TABLE_ROW.fullmatch(lines[number - 1]):
        return 0
    passed = (TABLE_ROW, _YEARS)
    above = range(number - 1, 0, -1)
    return next((line for line in above if not any(each.fullmatch(lines[line - 1]) for each in passed)), 0)


def years_of_columns(lines: Sequence[str], number: int) -> int:
    """How many years stand between the head of a table and a row; 0 where it is no row, or has no head or no years.

    Args:
        lines: of the text.
        number: of the row, from 1.
    """
    head = head_of_table(lines, number)
    between = lines[head : number - 1] if head else []
    return max((len(line.split()) for line in between if _YEARS.fullmatch(line)), default=0)
