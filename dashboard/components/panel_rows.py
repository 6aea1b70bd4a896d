"""Rows of panels that fill the width of a page: twelve columns, on screens of middle width six and six."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

COLUMNS = 12
#: What a chart's file says of its panel → the columns it asks for.
SPANS = {"lead": 12, "wide": 12, "half": 6, "third": 4}


def filled_rows(spans: Iterable[int]) -> list[list[int]]:
    """Parts panels into rows of twelve columns without a hole.

    A row that the next panel would overfill is widened to twelve: alone a panel takes the whole row, of two each takes a
    half or the larger takes what is left.

    Args:
        spans: the columns that each panel asks for, in their order.

    Returns:
        The columns that each panel gets, row by row.
    """
    rows: list[list[int]] = []
    for span in spans:
        if not rows or sum(rows[-1]) + span > COLUMNS:
            rows.append([])
        rows[-1].append(span)
    return [_widened(row) for row in rows]


def _widened(row: Sequence[int]) -> list[int]:
    left = COLUMNS - sum(row)
    if left and len(set(row)) == 1:
        return [COLUMNS // len(row)] * len(row)
    widest = row.index(max(row))
    return [span + left if place == widest else span for place, span in enumerate(row)]


def place_classes(rows: Iterable[Sequence[int]]) -> list[str]:
    """The classes of each panel: its columns on wide screens, and on those of middle width.

    There two panels stand beside each other; the last of three has a row of its own.
    """
    classes = []
    for row in rows:
        for place, span in enumerate(row):
            alone = len(row) % 2 and place == len(row) - 1
            classes.append(f"span-{span} mid-{12 if alone else 6}")
    return classes
