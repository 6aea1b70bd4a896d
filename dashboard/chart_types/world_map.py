"""A world map: countries in steps of one hue, small states as dots, the rest in the colour of land."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from dashboard.chart_types.base_figure import empty_figure, row_colour, tooltip
from dashboard.chart_types.figure_builder import FigureBuilder
from dashboard.chart_types.legend import legend_above, legend_height_px
from dashboard.chart_types.registry import chart_type
from dashboard.design.style import Layout, light_colour
from dashboard.i18n.languages import N_
from dashboard.paths import assets_folder

if TYPE_CHECKING:
    from dashboard.charts.datum import Datum
    from dashboard.charts.view import ChartView


#: The height of the world as a part of its width, and the part of the earth's circle that the panel of Europe shows.
WORLD_SHAPE, EUROPE_SHAPE = 0.48, 0.62
#: The width of the frame of Europe as a part of its height, in the projection of its panel.
FRAME_SHAPE = 1.261
EUROPE_LONGITUDES, EUROPE_LATITUDES = (-12, 47), (33.5, 70)
#: Countries that can be seen in that panel.
EUROPE = frozenset({
    "ALB", "AND", "ARM", "AUT", "AZE", "BEL", "BGR", "BIH", "BLR", "CHE", "CYP", "CZE", "DEU",
    "DNK", "DZA", "ESP", "EST", "FIN", "FRA", "GBR", "GEO", "GRC", "HRV", "HUN", "IRL", "IRN",
    "IRQ", "ISL", "ITA", "KAZ", "LBN", "LTU", "LUX", "LVA", "MAR", "MDA", "MKD", "MNE", "NLD",
    "NOR", "POL", "PRT", "ROU", "RUS", "SRB", "SVK", "SVN", "SWE", "SYR", "TUN", "TUR", "UKR",
})  # fmt: skip
#: Between the two, and above the panel for its name.
GAP_PX, HEAD_PX = 14, 24
#: In pictures of little height the panel stands beside the world; its part of the width then.
BESIDE_SHARE = 0.27


@chart_type(N_("World map."), max_rows=400)
def world_map(view: ChartView, layout: Layout) -> FigureBuilder:
    """Areas by ISO 3166-1 alpha-3 category; rows with ``longitude`` and ``latitude`` are dots as well.

    Europe, where many countries are small, stands a second time in a panel of its own.
    """
    other = [(view.language.gettext("Not a member or not shown separately"), "paper")]
    legend_px = legend_height_px(view, layout, other)
    below_px = layout.width_px * (WORLD_SHAPE + EUROPE_SHAPE / 2 * (2 if layout.phone else 1)) + GAP_PX + HEAD_PX
    if layout.brief:
        below_px = layout.width_px * WORLD_SHAPE
    beside = not layout.phone and 0 < layout.max_height_px < (below_px + legend_px) * 0.7
    usual_px = layout.width_px * (1 - BESIDE_SHARE) * WORLD_SHAPE if beside else below_px
    figure = empty_figure(
        view, layout, usual_px + legend_px, min_share=0.7, max_share=1 if layout.brief else 1.5, top=legend_px
    )
    for geo in ("geo",) if layout.brief else ("geo", "geo2"):
        _shapes(figure, view, geo)
        _dots(figure, view, [row for row in view.rows if row.extra.get("longitude") is not None], layout, geo)
    look = {
        "projection": {"type": "natural earth"},
        "fitbounds": False,
        "showland": False,
        "showcountries": False,
        "showcoastlines": False,
        "showframe": False,
        "showlakes": False,
        "showocean": False,
        "bgcolor": "rgba(0,0,0,0)",
    }
    edges = {"lataxis": {"range": [-54, 80]}, "lonaxis": {"range": [-168, 190]}}
    if layout.brief:
        figure.update_layout(geo={**look, **edges})
        legend_above(figure, view, layout, extra_entries=other)
        return figure
    world, europe = _domains(figure.layout.height - legend_px, layout, beside=beside, rtl=view.language.rtl)
    figure.update_layout(geo={**look, **edges, "domain": world})
    nearer = {"lataxis": {"range": EUROPE_LATITUDES}, "lonaxis": {"range": EUROPE_LONGITUDES}}
    conic = {"projection": {"type": "conic conformal", "parallels": [38, 62], "rotation": {"lon": 16}}}
    figure.update_layout(geo2={**look, **nearer, **conic, "domain": europe, "showframe": True,
                               "framecolor": light_colour("rule"), "framewidth": 1})  # fmt: skip
    x, y = _start_of_frame(europe, layout.width_px, figure.layout.height - legend_px, rtl=view.language.rtl)
    figure.add_annotation(
        text=view.language.gettext("Europe"), xref="paper", yref="paper", x=x, y=y, xanchor="right" if view.language.rtl else "left", yanchor="bottom", yshift=2, showarrow=False,
        font={"size": layout.text_px, "color": light_colour("ink"), "weight": 600},
    )  # fmt: skip
    legend_above(figure, view, layout, extra_entries=other)
    return figure


def _domains(
    height_px: float, layout: Layout, *, beside: bool, rtl: bool
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Where the world and Europe stand in the plot: one below the other, or Europe beside the world at its end."""
    if beside:
        world, europe = [0, 1 - BESIDE_SHARE - 0.01], [1 - BESIDE_SHARE, 1.0]
        if rtl:
            world, europe = [1 - world[1], 1.0], [0.0, BESIDE_SHARE]
        return {"x": world, "y": [0, 1]}, {"x": europe, "y": [0, 1 - HEAD_PX / height_px]}
    split = 1 - min(0.62, layout.width_px * WORLD_SHAPE / height_px)
    return {"x": [0, 1], "y": [split, 1]}, {"x": [0, 1], "y": [0, split - (GAP_PX + HEAD_PX) / height_px]}


def _start_of_frame(
    panel: dict[str, list[float]], width_px: float, height_px: float, *, rtl: bool
) -> tuple[float, float]:
    """The upper corner, at the start, of the frame of Europe: it stands in the middle of its panel, as large as it can."""
    (left, right), (bottom, top) = panel["x"], panel["y"]
    frame_px = min((right - left) * width_px, (top - bottom) * height_px * FRAME_SHAPE)
    x = (left + right) / 2 + frame_px / width_px / 2 * (1 if rtl else -1)
    return x, (bottom + top) / 2 + frame_px / FRAME_SHAPE / height_px / 2


def _shapes(figure: FigureBuilder, view: ChartView, geo: str) -> None:
    """The countries of every series, and the land that is none of them."""
    edge = {"color": light_colour("no-member"), "width": 0.6}
    seen = shapes() if geo == "geo" else shapes() & EUROPE
    _areas(figure, sorted(seen - {row.category for row in view.rows}), light_colour("paper"), [], edge, geo)
    coloured = [(row, row_colour(view, row)) for row in view.rows if row.category in seen]
    for token in dict.fromkeys(colour for _, colour in coloured):
        rows = [row for row, colour in coloured if colour == token]
        edge = {"color": light_colour("era-2" if token == "era-3" else "paper"), "width": 0.5}
        labels = [tooltip(view, row) for row in rows]
        _areas(figure, [row.category for row in rows], light_colour(token), labels, edge, geo)


@cache
def shapes() -> frozenset[str]:
    """The codes that have a shape, Antarctica left out."""
    topology = json.loads((assets_folder() / "boundaries" / "world_110m.json").read_text(encoding="utf-8"))
    return frozenset(shape["id"] for shape in topology["objects"]["countries"]["geometries"]) - {"ATA"}


def _areas(
    figure: FigureBuilder, codes: list[str], shade: str, labels: list[str], edge: dict[str, Any], geo: str
) -> None:
    if not codes:  # Plotly looks at the first trace of a map alone to find out whether it needs the boundaries
        return
    figure.add_choropleth(
        geo=geo,
        locations=codes,
        z=[1.0] * len(codes),
        zmin=0,
        zmax=1,
        colorscale=[[0, shade], [1, shade]],
        showscale=False,
        marker={"line": edge},
        hovertext=labels,
        hoverinfo="text" if labels else "skip",
    )


def _dots(figure: FigureBuilder, view: ChartView, rows: list[Datum], layout: Layout, geo: str) -> None:
    if geo == "geo2":
        rows = [row for row in rows if _in_europe(row)]
    figure.add_scattergeo(
        geo=geo,
        lon=[row.extra["longitude"] for row in rows],
        lat=[row.extra["latitude"] for row in rows],
        mode="markers",
        marker={
            "size": 6 if layout.phone else 7,
            "color": [light_colour(row_colour(view, row)) for row in rows],
            "line": {"color": light_colour("ink"), "width": 0.6},
        },
        hovertext=[tooltip(view, row) for row in rows],
        hoverinfo="text",
    )


def _in_europe(row: Datum) -> bool:
    longitude, latitude = row.extra["longitude"], row.extra["latitude"]
    west, east = EUROPE_LONGITUDES
    south, north = EUROPE_LATITUDES
    return bool(west < longitude < east and south < latitude < north)
