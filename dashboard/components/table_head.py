"""The head of a table."""

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
