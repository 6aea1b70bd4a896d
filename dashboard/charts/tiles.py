"""Facts that deserve no chart: a value in figures with a small picture, declared in the ``tiles.toml`` of a topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from dashboard.charts.catalogue import FOLDER, TILES_FILE, Catalogue, Chart, read_toml
from dashboard.charts.definition import ChartDefinition, Strict, Text, parsed
from dashboard.design.style import TOKENS
from dashboard.errors import ChartFileError, allowed_names

#: Pictures that are made of the rows of the chart that the tile leads to.
OF_CHART = ("parts", "bars")
FigureId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]+[a-z0-9_.-]*$")]


class Tile(Strict):
    """One fact.

    Attributes:
        topic: where it stands; the name of the file's folder.
        chart: what it leads to.
        name: what is told, in English; the period of the last figure is written behind it.
        figures: ids, the earliest first, or ``newest.subject.metric`` and ``previous.subject.metric``; the value is that
            of the last. There is none where the picture tells the rows of the chart.
        change: the figure that tells how much the last one is on the year before; of another year it is not shown.
        series: a name of ``data/decisions/series.csv``, whose points are the picture; the value is that of ``figures``.
        picture: of what the small picture is made, where no series is.
        colour: of the picture, where it is not the topic's: Yellow Notices are yellow.
        wide: it takes two places.
        overview: its place among those on the overview; 0 for none.
    """

    topic: SkipJsonSchema[str]
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
    """The tiles of the site in their order.

    Attributes:
        problems: all that is wrong with their files; the tiles that it concerns are left out.
    """

    def __init__(self, tiles: list[Tile], problems: Iterable[ChartFileError] = ()) -> None:
        self.problems = tuple(problems)
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
    """Reads the tiles of every topic; one that is wrong is left out, and all that is wrong is kept.

    Each leads to a chart of its topic; that of a chart whose file cannot be used is left out without a word, since the
    catalogue has said so.

    Args:
        catalogue: the charts.
        folder: of the topics' folders.
    """
    tiles: list[Tile] = []
    problems: list[ChartFileError] = []
    for file in sorted(folder.glob(f"*/{TILES_FILE}")):
        shown = _shown(file.parent.name)
        try:
            content = read_toml(file, shown)
        except ChartFileError as error:
            problems.append(error)
            continue
        for key in sorted(content.keys() - {"tile"}):
            problems.append(ChartFileError(shown, key, f"it is no key here. {allowed_names(key, ['[[tile]]'])}"))
        for number, entry in enumerate(content.get("tile", []), 1):
            tile, found = parsed(Tile, {**entry, "topic": file.parent.name}, shown, ("tile", str(number)))
            problems += found
            if tile is None:
                continue
            allowed = [chart.id for chart in catalogue.of_topic(tile.topic)]
            if tile.chart in allowed:
                tiles.append(tile)
            elif f"dashboard/charts/{tile.topic}/{tile.chart}.toml" not in {each.file for each in catalogue.problems}:
                what = f"{tile.topic} has no chart {tile.chart!r}. {allowed_names(tile.chart, allowed)}"
                problems.append(ChartFileError(shown, f"tile.{number}.chart", what))
    return Tiles(tiles, problems)


def _shown(topic: str) -> str:
    return f"dashboard/charts/{topic}/{TILES_FILE}"
