"""A world map: countries in steps of one hue, small states as dots, the rest in the colour of land."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from dashboard.chart_types.base_figure import empty_figure, row_colour, tooltip
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.legend import legend_above, legend_height_px
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.paths import assets_folder

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView


@chart_type
def world_map(view: ChartView, layout: Layout) -> FigureBuilder:
    """Areas by ISO 3166-1 alpha-3 category; rows with ``longitude`` and ``latitude`` are dots as well."""
    other = [(view.language.gettext("Not a member or not shown separately"), "land")]
    legend_px = legend_height_px(view, layout, other)
    figure = empty_figure(view, layout, layout.width_px * 0.45 + legend_px, min_share=0.7, top=legend_px)
    rest = sorted(shapes() - {row.category for row in view.rows})
    _areas(figure, rest, light_colour("land"), [])
    for name in view.series:
        rows = [row for row in view.rows if row.series == name and row.category in shapes()]
        shade = light_colour(row_colour(view, next(row for row in view.rows if row.series == name)))
        _areas(figure, [row.category for row in rows], shade, [tooltip(view, row) for row in rows])
    _dots(figure, view, [row for row in view.rows if row.extra.get("longitude") is not None], layout)
    figure.update_geos(
        projection={"type": "natural earth"},
        fitbounds=False,
        lataxis={"range": [-58, 84]},
        lonaxis={"range": [-180, 180]},
        showland=False,
        showcountries=False,
        showcoastlines=False,
        showframe=False,
        showlakes=False,
        showocean=False,
        bgcolor="rgba(0,0,0,0)",
        domain={"x": [0, 1], "y": [0, 1]},
    )
    legend_above(figure, view, layout, extra_entries=other)
    return figure


@cache
def shapes() -> frozenset[str]:
    """The codes that have a shape, Antarctica left out."""
    topology = json.loads((assets_folder() / "boundaries" / "world_110m.json").read_text(encoding="utf-8"))
    return frozenset(shape["id"] for shape in topology["objects"]["countries"]["geometries"]) - {"ATA"}


def _areas(figure: FigureBuilder, codes: list[str], shade: str, labels: list[str]) -> None:
    figure.add_choropleth(
        locations=codes,
        z=[1.0] * len(codes),
        zmin=0,
        zmax=1,
        colorscale=[[0, shade], [1, shade]],
        showscale=False,
        marker={"line": {"color": light_colour("paper"), "width": 0.5}},
        hovertext=labels,
        hoverinfo="text" if labels else "skip",
    )


def _dots(figure: FigureBuilder, view: ChartView, rows: list[Datum], layout: Layout) -> None:
    figure.add_scattergeo(
        lon=[row.extra["longitude"] for row in rows],
        lat=[row.extra["latitude"] for row in rows],
        mode="markers",
        marker={
            "size": 6 if layout.phone else 7,
            "color": [light_colour(row_colour(view, row)) for row in rows],
            "line": {"color": light_colour("paper"), "width": 1},
        },
        hovertext=[tooltip(view, row) for row in rows],
        hoverinfo="text",
    )
