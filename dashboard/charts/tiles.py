"""Facts that deserve no chart: a value in figures with a small picture, declared in the ``tiles.toml`` of a topic."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError, model_validator

from dashboard.charts.catalogue import FOLDER, TILES_FILE, Catalogue, Chart
from dashboard.charts.definition import ChartDefinition, Strict, Text
from dashboard.design.style import TOKENS
from dashboard.errors import ChartFileError

#: Pictures that are made of the rows of the chart that the tile leads to.
OF_CHART = ("parts", "bars")
FigureId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]+[a-z0-9_.-]*$")]


class Tile(Strict):
    """One fact.

    Attributes:
        topic: where it stands; the name of the file's folder.
        chart: what it leads to.
        name: what is told, in English; the period of the last figure is written behind it.
        figures: ids, the earliest first; the value is that of the last. There is none where the picture tells the rows
            of the chart.
        change: the figure that tells how much the last one is on the year before.
        series: a name of ``data/decisions/series.csv``, whose points are the picture; the value is that of ``figures``.
        picture: of what the small picture is made, where no series is.
        colour: of the picture, where it is not the topic's: Yellow Notices are yellow.
        wide: it takes two places.
        overview: its place among those on the overview; 0 for none.
    """

    topic: str
    chart: str
    name: Text
    figures: tuple[FigureId, ...] = ()
    change: FigureId | None = None
    series: Text | None = None
    picture: Literal["columns", "share", "parts", "bars", "none"] = "columns"
    colour: Literal[TOKENS] | None = None  # type: ignore[valid-type]
    wide: bool = False
    overview: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _something_to_tell(self) -> Tile:
        if not self.figures and self.picture != "bars":
            raise ValueError("figures: a tile without figures has the picture bars")
        if self.series and (not self.figures or self.picture != "columns"):
            raise ValueError("series: it is the picture; the tile names figures, and no other picture")
        return self

    @cached_property
    def as_chart(self) -> Chart:
        """Its figures as a chart's rows, so that values, marks and notes are worded as everywhere."""
        listed = ", ".join(f"'{figure}'" for figure in (*self.figures, *([self.change] if self.change else [])))
        query = f"""SELECT figure_id, period_label AS category, figure_id = '{self.change or ""}' AS is_change FROM figures
                    WHERE figure_id IN ({listed}) ORDER BY list_position([{listed}], figure_id)"""
        return self._chart(f"tile-{'-'.join(self.figures)}", type="columns", query=query)

    @cached_property
    def as_series(self) -> Chart:
        """The points of its series as a chart's rows, with the decisions on them."""
        return self._chart(f"tile-series-{self.series}", type="series_columns", series=[self.series])

    def _chart(self, name: str, **origin: Any) -> Chart:
        words = dict.fromkeys(("title", "subtitle", "question"), self.name)
        return Chart(name, self.topic, _shown(self.topic), ChartDefinition(order=0, **words, **origin))


class Tiles:
    """The tiles of the site in their order."""

    def __init__(self, tiles: list[Tile]) -> None:
        self._tiles = tiles

    def __iter__(self) -> Iterator[Tile]:
        return iter(self._tiles)

    def of_topic(self, topic: str) -> list[Tile]:
        """The tiles of a topic."""
        return [tile for tile in self if tile.topic == topic]

    def of_overview(self) -> list[Tile]:
        """The tiles of the overview, in their places there."""
        return sorted((tile for tile in self if tile.overview), key=lambda tile: tile.overview)


def load_tiles(catalogue: Catalogue, folder: Path = FOLDER) -> Tiles:
    """Reads the tiles of every topic and sees that each leads to a chart of its topic.

    Args:
        catalogue: the charts.
        folder: of the topics' folders.

    Raises:
        ChartFileError: a file is not TOML, has an unknown key or value, or names a chart that its topic has not.
    """
    return Tiles([tile for file in sorted(folder.glob(f"*/{TILES_FILE}")) for tile in _read(catalogue, file)])


def _shown(topic: str) -> str:
    return f"dashboard/charts/{topic}/{TILES_FILE}"


def _read(catalogue: Catalogue, file: Path) -> Iterator[Tile]:
    topic = file.parent.name
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ChartFileError(_shown(topic), "(file)", f"it is not well-formed TOML in UTF-8: {error}.") from error
    if unknown := sorted(content.keys() - {"tile"}):
        raise ChartFileError(_shown(topic), unknown[0], "it is no key here. Allowed: [[tile]].")
    allowed = [chart.id for chart in catalogue.of_topic(topic)]
    for number, entry in enumerate(content.get("tile", []), 1):
        try:
            tile = Tile.model_validate({**entry, "topic": topic})
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            place = ".".join(("tile", str(number), *map(str, detail["loc"])))
            hint = (
                f" Allowed: {', '.join(name for name in Tile.model_fields if name != 'topic')}."
                if detail["type"] == "extra_forbidden"
                else ""
            )
            raise ChartFileError(_shown(topic), place, f"{detail['msg']}.{hint}") from error
        if tile.chart not in allowed:
            what = f"{topic} has no chart {tile.chart!r}. Allowed: {', '.join(allowed) or 'none'}."
            raise ChartFileError(_shown(topic), f"tile.{number}.chart", what)
        yield tile
