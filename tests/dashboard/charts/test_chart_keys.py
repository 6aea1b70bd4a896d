"""Every key that a chart's file may have has an effect: it is read by what shows the chart."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from dashboard.chart_types import CHART_TYPES
from dashboard.charts import definition
from dashboard.charts.catalogue import load_catalogue
from dashboard.charts.definition import ChartDefinition, Strict
from dashboard.charts.tiles import Tile, load_tiles
from dashboard.charts.view import chart_view
from dashboard.components.context import PageContext
from dashboard.components.tiles import brief
from dashboard.design.style import DESKTOP
from dashboard.exports.embeds.embed_height import embed_height_px
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion, figure_json


def models(base: type[Strict] = Strict) -> Iterator[type[Strict]]:
    """The models of a chart's file."""
    for model in base.__subclasses__():
        yield model
        yield from models(model)


def test_every_key_is_read(data: DataVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[tuple[type, str]] = set()

    def recorded(self: Strict, name: str) -> object:
        if name in type(self).model_fields and sys._getframe(1).f_code.co_filename != definition.__file__:
            read.add((type(self), name))
        return object.__getattribute__(self, name)

    monkeypatch.setattr(Strict, "__getattribute__", recorded, raising=False)
    files, english = load_catalogue(CHART_TYPES), get_language("en")
    data = DataVersion(data.store, files, data.cache, load_tiles(files))
    catalogue, tiles = data.catalogue, data.tiles
    assert any(catalogue.lead(chart.topic) for chart in catalogue)
    for chart in catalogue:
        for state in chart.states():
            assert chart.state(dict(state)) == state  # an address says the state that it was made from
            view = chart_view(chart, state, english, data.store, data.vocabulary)
            assert figure_json(view, DESKTOP)["data"]
        assert embed_height_px(data, data.view(chart, chart.state({}), english), 700) > 0  # the words of controls
    context = PageContext(data, english, {}, "", "/en/")
    assert brief(context, tiles.of_overview()) and all(brief(context, tiles.of_topic(tile.topic)) for tile in tiles)
    keys = {(model, name) for model in models() for name in model.model_fields}
    assert {(ChartDefinition, "type"), (Tile, "chart")} <= keys and len(keys) > 25
    assert {f"{model.__name__}.{name}" for model, name in keys - read} == set()
