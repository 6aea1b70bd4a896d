"""Planned pictures: kept with their data, and not made for who asks for too many."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.exports.images.layout import layout_image
from dashboard.exports.images.presets import PRESETS
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import open_data_version
from dashboard.web import rate_limits


def test_sizes_past_the_limit_are_not_even_planned(site_published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGURES_PUBLISHED", str(site_published))
    monkeypatch.setenv("RENDERER_URL", "off")
    monkeypatch.setenv("RATE_PICTURES", "3 per minute")
    rate_limits.load_limits()
    app = create_app()
    try:
        client, data = app.test_client(), app.extensions["desk"]()
        address = "/en/charts/searches.{}?width=600&height={}".format
        for height in (701, 702, 703):  # each counted once, though nobody is there to draw it
            assert client.get(address("png", height)).status_code == 503
        planned, drawings = len(data.plans), data.drawing.cache_info()
        assert planned == 3 + len(PRESETS)  # those that the refusal offers, once for all
        for height in range(704, 760):
            answer = client.get(address("svg", height))
            assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
        assert len(data.plans) == planned and data.drawing.cache_info() == drawings
        assert client.get("/en/charts/searches.svg").status_code == 200
        assert client.get("/en/charts/searches.svg?width=1200&height=675").status_code == 200  # the same as the preset
    finally:
        app.extensions["versions"].close()
        monkeypatch.undo()
        rate_limits.load_limits()


def test_plans_are_forgotten_with_their_desk(site_published: Path) -> None:
    opened = open_data_version(site_published, site_published / "pictures")
    chart = opened.catalogue.chart("haechi")
    plans = [
        layout_image(opened, chart, chart.state({}), get_language("en"), PRESETS["wide"], "http://a.example")
        for _ in range(2)
    ]
    assert plans[0] is plans[1] and len(opened.plans) == 1
    opened.store.close()
    kept = weakref.ref(opened)
    del opened
    gc.build_assets()
    assert kept() is None and plans[0].view.title
