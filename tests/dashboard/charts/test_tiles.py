"""Tiles: a file that cannot be used is refused with what is wrong, and what is told is in the database."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.chart_types import CHART_TYPES
from dashboard.charts.catalogue import load_catalogue
from dashboard.charts.tiles import OF_CHART, Tiles, load_tiles
from dashboard.errors import ChartFileError
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from tests.dashboard.charts.test_chart_files import GOOD

TILE = """[[tile]]
chart = "one"
name = "Red Notices issued"
figures = ["ar2020.red-notices.notices_issued.2020", "ar2021.red-notices.notices_issued.2021"]
"""


def tiles(folder: Path, content: str) -> Tiles:
    """The tiles of a topic with one chart, ``one``."""
    topic = folder / "notices"
    topic.mkdir()
    (topic / "one.toml").write_text(GOOD, encoding="utf-8")
    (topic / "tiles.toml").write_text(content, encoding="utf-8")
    return load_tiles(load_catalogue(CHART_TYPES, folder), folder)


def test_a_good_file_gives_its_tiles(tmp_path: Path) -> None:
    (tile,) = tiles(tmp_path, TILE).of_topic("notices")
    assert (tile.topic, tile.chart, tile.picture, tile.overview) == ("notices", "one", "columns", 0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TILE.replace("name =", "title ="), r"key tile\.1\.name"),
        (TILE + "hue = 'red'\n", r"key tile\.1\.hue: .* Allowed: chart, name"),
        (TILE + "colour = 'crimson'\n", r"key tile\.1\.colour"),
        (TILE.replace('"one"', '"two"'), r"key tile\.1\.chart: notices has no chart 'two'\. Allowed: one"),
        (TILE.partition("figures")[0], r"key tile\.1: .*a tile without figures has the picture bars"),
        (TILE + 'picture = "pie"\n', r"key tile\.1\.picture"),
        (TILE + 'series = "red-notices-issued"\npicture = "none"\n', r"key tile\.1: .*series: it is the picture"),
        (TILE.replace("ar2020.red", "AR2020 red"), r"key tile\.1\.figures\.0"),
        (TILE + TILE.replace('"one"', '"no"'), r"key tile\.2\.chart"),
        ("[tiles]\n", r"key tiles: .* Allowed: \[\[tile\]\]"),
        ("[[tile", r"key \(file\): it is not well-formed TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str, message: str) -> None:
    read = tiles(tmp_path, content)
    told = [str(problem) for problem in read.problems]
    assert any(re.match(rf"dashboard/charts/notices/tiles\.toml, {message}", each) for each in told), told
    assert len(list(read)) == content.count("[[tile]]") - 1 or not list(read)


def test_a_tile_of_a_chart_that_cannot_be_used_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "one.toml").write_text("order = 1", encoding="utf-8")
    (tmp_path / "notices" / "tiles.toml").write_text(TILE, encoding="utf-8")
    read = load_tiles(load_catalogue(CHART_TYPES, tmp_path), tmp_path)
    assert list(read) == [] and read.problems == ()


def test_every_tile_tells_figures_of_the_database(data: DataVersion) -> None:
    english, seen = get_language("en"), 0
    for tile in data.tiles:
        if tile.figures:
            rows = data.view(tile.as_chart, (), english).rows
            expected = [*tile.figures, *([tile.change] if tile.change else [])]
            assert [row.figure_id for row in rows] == expected, tile.name
            units = {row.unit for row in rows if row.figure_id != tile.change}
            assert len(units) == 1, f"{tile.name}: {units} cannot be compared"
            assert tile.picture != "share" or units == {"percent"}, tile.name
            assert not tile.change or (
                rows[-1].unit == "percent" and rows[-1].period_label[:4] == rows[-2].period_label[:4]
            )
        if tile.picture in OF_CHART:
            chart = data.catalogue.chart(tile.chart)
            rows = data.view(chart, chart.state({}), english).rows
            assert len({row.unit for row in rows}) == 1 and 2 <= len(rows) <= 8, tile.name
        seen += 1
    assert seen > 15


def test_a_series_of_a_tile_holds_its_value(data: DataVersion) -> None:
    seen = 0
    for tile in data.tiles:
        if tile.series:
            rows = data.view(tile.as_series, (), get_language("en")).rows
            assert tile.figures[-1] in {row.figure_id for row in rows}, tile.name
            assert any(row.basis == "reported" for row in rows), tile.name
            seen += 1
    assert seen >= 9


def test_a_series_that_is_none_is_named(tmp_path: Path, data: DataVersion) -> None:
    (tile,) = tiles(tmp_path, TILE + 'series = "red-notices"\n').of_topic("notices")
    with pytest.raises(
        ChartFileError,
        match=r"notices/tiles\.toml, key series: .*'red-notices'\. Did you mean .*red-notices-issued\? Allowed: ",
    ):
        data.view(tile.as_series, (), get_language("en"))


def test_a_chart_that_its_topic_tells_in_brief_has_a_tile(data: DataVersion) -> None:
    told = {tile.chart for tile in data.tiles}
    assert {chart.id for chart in data.catalogue if chart.definition.panel == "tile"} <= told


def test_the_overview_has_six_in_six_places(data: DataVersion) -> None:
    assert [tile.overview for tile in data.tiles.of_overview()] == [1, 2, 3, 4, 5, 6]
