"""Image layouts: read from the manifest, and not made for who asks for too many."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.design.style import DESKTOP, PHONE
from dashboard.exports.images.layout import layout_image
from dashboard.exports.images.presets import PRESETS
from dashboard.i18n.languages import available_languages, get_language
from dashboard.releases.data_version import DataVersion
from dashboard.releases.manifest import DrawnChart, Manifest, code_version, read_manifest, write_manifest
from dashboard.rendering.file_cache import FileCache
from dashboard.web import rate_limits


def test_sizes_past_the_limit_are_not_even_planned(site_published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGURES_PUBLISHED", str(site_published))
    monkeypatch.setenv("RENDERER_URL", "off")
    monkeypatch.setenv("RATE_PICTURES", "3 per minute")
    rate_limits.load_limits()
    app = create_app()
    try:
        client = app.test_client()
        address = "/en/charts/searches.{}?width=600&height={}".format
        for height in (701, 702, 703):  # each counted once, though nobody is there to draw it
            assert client.get(address("png", height)).status_code == 503
        for height in range(704, 760):
            answer = client.get(address("svg", height))
            assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
        assert client.get("/en/charts/searches.svg").status_code == 200
        assert client.get("/en/charts/searches.svg?width=1200&height=675").status_code == 200  # the same as the preset
    finally:
        app.extensions["versions"].close()
        monkeypatch.undo()
        rate_limits.load_limits()


def test_what_was_drawn_ahead_is_not_laid_out(data: DataVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    def lay_out(*_: object) -> None:
        raise AssertionError("laid out")

    monkeypatch.setattr("dashboard.releases.data_version.figure_json", lay_out)
    for code in available_languages():
        language = get_language(code)
        for chart in data.catalogue:
            for state in chart.states():
                plan = layout_image(data, chart, state, language, PRESETS["wide"], "http://a.example")
                assert plan.drawing.read() and plan.drawing.height_px > 50
                for layout in (PHONE, DESKTOP):
                    drawing = data.drawing(chart, state, language, layout)
                    assert drawing.read() and drawing.figure["data"] and drawing.width_px == layout.width_px


def test_a_manifest_says_what_laying_out_says(data: DataVersion, tmp_path: Path) -> None:
    nothing_drawn = DataVersion(data.store, data.catalogue, FileCache(tmp_path, tmp_path))
    assert not nothing_drawn.manifest.drawings and data.manifest.drawings
    for chart in list(data.catalogue)[::6]:
        state = chart.state({})
        for variant in ("wide", "desktop"):
            found, laid_out = (
                layout_image(version, chart, state, get_language("ar"), PRESETS["wide"], "https://a.example").drawing
                if variant == "wide"
                else version.drawing(chart, state, get_language("ar"), DESKTOP)
                for version in (data, nothing_drawn)
            )
            assert (found.key, found.width_px, found.height_px) == (
                laid_out.key,
                laid_out.width_px,
                laid_out.height_px,
            )


def test_a_damaged_manifest_and_one_of_other_code_are_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drawn = DrawnChart("a" * 24, 600, 400)
    write_manifest(tmp_path, "v1", Manifest(code=code_version(), drawings={"hits": drawn}))
    assert read_manifest(tmp_path, "v1").drawings == {"hits": drawn}
    write_manifest(tmp_path, "v1", Manifest(code="other", drawings={"hits": drawn}))
    assert not read_manifest(tmp_path, "v1").drawings and not read_manifest(tmp_path, "v2").drawings
    assert not caplog.records
    (tmp_path / "manifest-v1.json").write_text('{"code": "x", "drawings": {"hits": ["a"]}}')
    assert not read_manifest(tmp_path, "v1").drawings
    assert "manifest-v1.json cannot be read" in caplog.text and "prerender" in caplog.text
