"""Words and lines put in together make the figure that Plotly makes of them one by one."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest

from dashboard.chart_types.figure_builder import FigureBuilder


def filled(figure: go.Figure) -> go.Figure:
    for number in range(5):
        figure.add_annotation(text=f"{number}", x=number, y=1.5, showarrow=False, font={"size": 14})
        figure.add_shape(type="line", x0=0, x1=number, y0=0, y1=1, line={"dash": "dot"})
    return figure


def test_the_figure_is_the_same() -> None:
    sketch = filled(FigureBuilder())
    assert not sketch.layout.annotations
    assert json.loads(sketch.build().to_json()) == json.loads(filled(go.Figure()).to_json())
    assert len(sketch.build().layout.annotations) == 5


def test_an_unknown_property_is_refused() -> None:
    sketch = FigureBuilder().add_annotation(txet="1")
    with pytest.raises(ValueError, match="txet"):
        sketch.build()
