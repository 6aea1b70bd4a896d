"""Image layouts: kept with their data version, and not made for who asks for too many."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.design.style import PHONE
from dashboard.exports.images.layout import layout_image
from dashboard.exports.images.presets import PRESETS, resized
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion, _figure_bytes, open_data_version
from dashboard.runtime.sized_cache import SizedCache
from dashboard.web import rate_limits


def test_sizes_past_the_limit_are_not_even_planned(site_published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGURES_PUBLISHED", str(site_published))
    monkeypatch.setenv("RENDERER_URL", "off")
    monkeypatch.setenv("RATE_PICTURES", "3 per minute")
    rate_limits.load_limits()
    app = create_app()
    try:
        client, data = app.test_client(), app.extensions["current_data"]()
        address = "/en/charts/searches.{}?width=600&height={}".format
        for height in (701, 702, 703):  # each counted once, though nobody is there to draw it
            assert client.get(address("png", height)).status_code == 503
        planned, drawings = len(data.image_layouts), len(data.drawings)
        assert planned == len(PRESETS)  # those that the refusal offers, once for all; free sizes are not kept
        for height in range(704, 760):
            answer = client.get(address("svg", height))
            assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
        assert len(data.image_layouts) == planned and len(data.drawings) == drawings
        assert client.get("/en/charts/searches.svg").status_code == 200
        assert client.get("/en/charts/searches.svg?width=1200&height=675").status_code == 200  # the same as the preset
    finally:
        app.extensions["versions"].close()
        monkeypatch.undo()
        rate_limits.load_limits()


def test_layouts_are_forgotten_with_their_data_version(site_published: Path) -> None:
    opened = open_data_version(site_published, site_published / "pictures")
    chart = opened.catalogue.chart("haechi")
    plans = [
        layout_image(opened, chart, chart.state({}), get_language("en"), PRESETS["wide"], "http://a.example")
        for _ in range(2)
    ]
    assert plans[0] is plans[1] and len(opened.image_layouts) == 1
    opened.store.close()
    kept = weakref.ref(opened)
    del opened
    gc.collect()
    assert kept() is None and plans[0].view.title


def test_what_is_kept_is_bounded_by_bytes() -> None:
    kept = SizedCache[str](100, len)
    for number in range(50):
        assert kept.get(number, lambda: "x" * 30) == "x" * 30
        assert kept.get(0, lambda: "y" * 30)[0] == "x"  # the latest used stays
        assert kept.bytes <= 100 and len(kept) <= 3
    assert kept.get("large", lambda: "x" * 1000) == "x" * 1000
    assert kept.bytes <= 100 and kept.get(0, lambda: "z")[0] == "x"  # it takes the place of nothing


def test_sizes_that_nobody_asks_for_again_leave_nothing_in_memory(site_published: Path) -> None:
    opened = open_data_version(site_published, site_published / "pictures")
    chart, words = opened.catalogue.chart("haechi"), get_language("en")
    layout_image(opened, chart, chart.state({}), words, PRESETS["wide"], "")
    before = opened.image_layouts.bytes + opened.drawings.bytes
    for width in range(400, 440):
        layout_image(opened, chart, chart.state({}), words, resized(PRESETS["wide"], width, None), "")
    assert opened.image_layouts.bytes + opened.drawings.bytes == before
    opened.store.close()


def test_the_memory_of_a_figure_is_reckoned_well(data: DataVersion) -> None:
    charts = list(data.catalogue)[:12]
    for chart in charts:  # what is made once for all, and views, are not the figures'
        data.new_drawing(chart, chart.state({}), get_language("en"), PHONE)
    gc.collect()
    tracemalloc.start()
    try:
        began = tracemalloc.get_traced_memory()[0]
        figures = [data.new_drawing(chart, chart.state({}), get_language("en"), PHONE).figure for chart in charts]
        gc.collect()
        used = tracemalloc.get_traced_memory()[0] - began
    finally:
        tracemalloc.stop()
    assert used / 2 < sum(map(_figure_bytes, figures)) < used * 2
