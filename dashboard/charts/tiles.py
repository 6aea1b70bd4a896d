"""Facts that deserve no chart: a value in figures with a small picture, declared in ``tiles.toml`` beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints, ValidationError, model_validator

from dashboard.charts.catalogue import Catalogue, Chart
from dashboard.charts.definition import ChartDefinition, Strict, Text
from dashboard.errors import ChartFileError, NotFound

FILE = Path(__file__).resolve().parent / "tiles.toml"
SHOWN = "dashboard/charts/tiles.toml"
#: Pictures that are made of the rows of the chart that the tile leads to.
OF_CHART = ("parts", "bars")
FigureId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]+[a-z0-9_.-]*$")]


class Tile(Strict):
    """One fact.

    Attributes:
        topic: where it stands.
        chart: what it leads to.
        name: what is told, in English; the period of the last figure is written behind it.
        figures: ids, the earliest first; the value is that of the last. There is none where the picture tells the rows
            of the chart.
        change: the figure that tells how much the last one is on the year before.
        picture: of what the small picture is made.
        wide: it takes two places.
        overview: it stands on the overview too.
    """

    topic: str
    chart: str
    name: Text
    figures: tuple[FigureId, ...] = ()
    change: FigureId | None = None
    picture: Literal["columns", "share", "parts", "bars", "none"] = "columns"
    wide: bool = False
    overview: bool = False

    @model_validator(mode="after")
    def _something_to_tell(self) -> Tile:
        if not self.figures and self.picture != "bars":
            raise ValueError("figures: a tile without figures has the picture bars")
        return self

    @cached_property
    def as_chart(self) -> Chart:
        """Its figures as a chart's rows, so that values, marks and notes are worded as everywhere."""
        listed = ", ".join(f"'{figure}'" for figure in (*self.figures, *([self.change] if self.change else [])))
        query = f"""SELECT figure_id, period_label AS category, figure_id = '{self.change or ""}' AS is_change FROM figures
                    WHERE figure_id IN ({listed}) ORDER BY list_position([{listed}], figure_id)"""
        definition = ChartDefinition(
            type="columns", order=0, query=query, title=self.name, subtitle=self.name, question=self.name
        )
        return Chart(f"tile-{'-'.join(self.figures)}", self.topic, SHOWN, definition)


class Tiles:
    """The tiles of the site in their order."""

    def __init__(self, tiles: list[Tile]) -> None:
        self._tiles = tiles

    def __iter__(self) -> Iterator[Tile]:
        return iter(self._tiles)

    def of_topic(self, topic: str) -> list[Tile]:
        """The tiles of a topic."""
        return [tile for tile in self if tile.topic == topic]


def load_tiles(catalogue: Catalogue, file: Path = FILE) -> Tiles:
    """Reads the tiles and sees that each leads to a chart of its topic.

    Args:
        catalogue: the charts.
        file: the TOML file.

    Raises:
        ChartFileError: the file is not TOML, has an unknown key or value, or names a chart that its topic has not.
    """
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8")).get("tile", [])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ChartFileError(SHOWN, "(file)", f"it is not well-formed TOML in UTF-8: {error}.") from error
    tiles = []
    for number, entry in enumerate(entries, 1):
        key = f"tile {number}"
        try:
            tile = Tile.model_validate(entry)
            if catalogue.chart(tile.chart).topic != tile.topic:
                allowed = ", ".join(chart.id for chart in catalogue.of_topic(tile.topic)) or "none"
                raise ChartFileError(
                    SHOWN, f"{key}.chart", f"{tile.chart!r} is not of {tile.topic}. Allowed: {allowed}."
                )
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in detail["loc"])
            hint = f" Allowed: {', '.join(Tile.model_fields)}." if detail["type"] == "extra_forbidden" else ""
            raise ChartFileError(SHOWN, f"{key}.{place}".rstrip("."), f"{detail['msg']}.{hint}") from error
        except NotFound as error:
            allowed = ", ".join(error.allowed)
            raise ChartFileError(
                SHOWN, f"{key}.chart", f"there is no chart {error.query!r}. Allowed: {allowed}."
            ) from error
        tiles.append(tile)
    return Tiles(tiles)
