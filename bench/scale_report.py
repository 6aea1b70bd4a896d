"""Writes what `bench.scale` measured: a table and a picture, drawn by the site's own Plotly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from dashboard.design.style import colour
from dashboard.rendering.browser import render_all
from dashboard.rendering.drawing import Job

if TYPE_CHECKING:
    from bench.scale import Measure

WIDTH_PX, HEIGHT_PX = 860, 460


def write_report(measures: Sequence[Measure], docs: Path) -> None:
    """Writes ``scale.md`` and ``scale.svg``.

    Args:
        measures: by size, the smallest first.
        docs: an existing folder.
    """
    (docs / "scale.md").write_text(_text(measures), encoding="utf-8")
    figure = json.loads(_figure(measures).to_json())
    render_all([Job("scale", figure)], lambda _, svg: _save(docs / "scale.svg", svg))


def _save(path: Path, svg: str) -> None:
    path.write_text(svg + "\n", encoding="utf-8")


def _text(measures: Sequence[Measure]) -> str:
    rows: list[tuple[str, list[str]]] = [
        ("reports", [f"{m.reports}" for m in measures]),
        ("figures", [f"{m.figures:,}" for m in measures]),
        ("build, processor time, s", [f"{m.build_cpu_s:.1f}" for m in measures]),
        ("build, wall clock, s", [f"{m.build_s:.1f}" for m in measures]),
        ("build, milliseconds of processor a figure", [f"{m.build_cpu_s * 1000 / m.figures:.2f}" for m in measures]),
        ("build, peak memory, MB", [f"{m.build_mb:.0f}" for m in measures]),
        ("database file, MB", [f"{m.database_mb:.1f}" for m in measures]),
        ("serving processes, memory, MB", [f"{m.server_mb:.0f}" for m in measures]),
    ]
    for name in measures[0].first_ms or {}:
        first = [(m.first_ms or {})[name] for m in measures]
        warm = [(m.warm_ms or {})[name] for m in measures]
        cells = [f"{a:,.0f} / {b:.2f}" for a, b in zip(first, warm, strict=True)]
        rows.append((f"{name}, made / kept, ms of processor", cells))
    rows.append(("picture: figure planned, ms", [f"{m.plan_ms:.0f}" for m in measures]))
    rows.append(("picture: drawn by the browser, ms", [f"{m.draw_ms:.0f}" for m in measures]))
    head = "| | " + " | ".join(f"{m.times}×" for m in measures) + " |"
    lines = [head, "|---|" + "---:|" * len(measures), *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)]
    return INTRODUCTION + "\n".join(lines) + "\n" + EXPLANATION


def _figure(measures: Sequence[Measure]) -> go.Figure:
    """Growth on two logarithmic axes; a dotted line grows as the figures do."""
    x = [m.figures for m in measures]
    lines: list[tuple[str, list[float], str]] = [
        ("Build, s of processor", [m.build_cpu_s for m in measures], "blue"),
        ("Search made, s", [(m.first_ms or {})["search"] / 1000 for m in measures], "ochre"),
        ("Overview made, s", [(m.first_ms or {})["overview"] / 1000 for m in measures], "teal"),
        ("Any page kept, s", [max((m.warm_ms or {}).values()) / 1000 for m in measures], "ink"),
    ]
    figure = go.Figure()
    start = measures[0].build_cpu_s
    figure.add_scatter(
        x=x, y=[start * n / x[0] for n in x], mode="lines", line={"dash": "dot", "color": colour("second"), "width": 1}
    )
    for name, values, tone in lines:
        figure.add_scatter(
            x=x, y=values, mode="lines+markers+text", line={"color": colour(tone), "width": 2.5}, marker={"size": 8},
            text=[*[""] * (len(x) - 1), f"  {name}"], textposition="middle right", cliponaxis=False,
            textfont={"color": colour("ink"), "size": 14},
        )  # fmt: skip
    axis: dict[str, Any] = {"type": "log", "gridcolor": colour("rule"), "zeroline": False, "dtick": 1}
    figure.update_layout(
        width=WIDTH_PX, height=HEIGHT_PX, showlegend=False, template="none", paper_bgcolor=colour("paper"),
        plot_bgcolor=colour("paper"), font={"family": "Figures Sans", "size": 14, "color": colour("ink")},
        margin={"l": 70, "r": 190, "t": 60, "b": 50},
        title={"text": "Time grows more slowly than the figures (dotted: as fast as they)", "x": 0.02, "font": {"size": 18}},
        xaxis={**axis, "title": "figures"}, yaxis={**axis, "title": "seconds"},
    )  # fmt: skip
    return figure


INTRODUCTION = """# How cost grows with the figures

Measured by `make bench-scale`: the inputs multiplied (each copy with ids, subjects, operations, derivations, checks and
disagreements of its own, in up to 200 reports over eighty years), built by `python -m etl build`, served by one worker.
“Made” is the first request for a page, “kept” any later one.

![Time against figures on logarithmic axes](scale.svg)

"""
EXPLANATION = """
Processor time is the fairer measure where a machine is shared. What keeps the growth in bounds:

- Lists are read a page at a time, from the database up: the list of figures, the explorer of operations.
- A chart shows at most 40 bars (500 points, 400 countries) and says how many there are; its facts count all of them.
- What pages look up one by one has an index in the database file.
- Search reads every figure once, without an index of words: its cost grows as the figures do, and is paid once for each
  new question and data version, since the page is then kept.
- A mistake that shows in thousands of rows is told in a few hundred lines, with hints worked out once for each name.
"""
