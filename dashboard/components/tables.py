"""What the tables of all pages share: their head, and a box that scrolls where they are wider than the screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dash import html


def table_head(cells: Sequence[str], numbers: Collection[str] = ()) -> Any:
    """One row of column heads.

    Args:
        cells: words, in the order of the columns.
        numbers: those of them that stand over numbers, and are set to their side.
    """
    heads = [html.Th(cell, scope="col", className="number" if cell in numbers else None) for cell in cells]
    return html.Thead(html.Tr(heads))


def scrolling(table: Any, label: str, *, tall: bool = False) -> Any:
    """A table in a box of its own that scrolls sideways and can be reached by keyboard.

    Args:
        table: the table, with what belongs above it.
        label: what screen readers call the box.
        tall: it scrolls downwards too.
    """
    classes = "table-scroll tall" if tall else "table-scroll"
    return html.Div(table, className=classes, tabIndex=0, role="region", **{"aria-label": label})
