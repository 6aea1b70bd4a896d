"""A figure that takes its words and lines together.

Plotly checks every annotation anew whenever one is added: the time grows with the square of their number.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class FigureBuilder(go.Figure):  # type: ignore[misc]
    """A figure whose annotations and shapes wait until it is finished."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, list[dict[str, Any]]] = {"annotations": [], "shapes": []}

    def add_annotation(self, **properties: Any) -> FigureBuilder:
        """Notes an annotation; see Plotly's reference for the properties."""
        self._waiting["annotations"].append(properties)
        return self

    def add_shape(self, **properties: Any) -> FigureBuilder:
        """Notes a shape; see Plotly's reference for the properties."""
        self._waiting["shapes"].append(properties)
        return self

    def build(self) -> FigureBuilder:
        """Puts into the layout what waits.

        Raises:
            ValueError: Plotly knows no such property or value.
        """
        for name, waiting in self._waiting.items():
            if waiting:
                self.layout[name] = [*self.layout[name], *waiting]
                waiting.clear()
        return self
