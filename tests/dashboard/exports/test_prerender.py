"""Drawing ahead: what an operator asks for is there before a reader asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.charts.catalogue import Catalogue
from dashboard.errors import SiteError
from dashboard.exports.images.layout import layout_image
from dashboard.exports.images.presets import PRESETS
from dashboard.exports.prerender import named_presets, prerender_drawings, required_drawings
from dashboard.exports.required_drawings import is_prerendered, required_names
from dashboard.i18n.languages import get_language
from dashboard.releases.data_version import DataVersion
from dashboard.rendering.file_cache import FileCache
from tests.server import environment


@pytest.fixture
def small(data: DataVersion, tmp_path: Path) -> DataVersion:
    """A chart with states and one without, of which nothing is drawn."""
    charts = [data.catalogue.chart(chart_id) for chart_id in ("revenue-by-source", "hits")]
    return DataVersion(data.store, Catalogue(charts), FileCache(tmp_path / "pictures", tmp_path / "cache"))


def test_further_presets_are_drawn_for_what_is_shown_first(small: DataVersion) -> None:
    usual, further = (
        {d.key for _, d, _ in required_drawings(small, ["en"], presets)} for presets in ((), ("square", "story"))
    )
    assert usual < further
    for chart in small.catalogue:
        for state in chart.states():
            for name in ("wide", "square", "story"):
                key = layout_image(small, chart, state, get_language("en"), PRESETS[name], "").drawing.key
                assert (key in usual) == (name == "wide")
                assert (key in further) == (name == "wide" or state == chart.state({}))


def test_how_many_are_to_be_drawn_is_said_at_once(
    small: DataVersion, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = len({*required_names(small, ["en"], ())})

    def said_before(*_: object) -> list[object]:
        assert f"laying out charts 0/{wanted} (" in capsys.readouterr().err
        raise SiteError("far enough")

    monkeypatch.setattr("dashboard.exports.prerender.required_drawings", said_before)
    with pytest.raises(SiteError, match="far enough"):
        prerender_drawings(small, ["en"])


def test_what_is_drawn_is_not_drawn_again(small: DataVersion) -> None:
    made = prerender_drawings(small, ["en"], ["square"])
    assert made == len({drawing.key for _, drawing, _ in required_drawings(small, ["en"], ["square"])}) > 4
    assert prerender_drawings(small, ["en"], ["square"]) == prerender_drawings(small, ["en"]) == 0
    chart = small.catalogue.chart("hits")
    drawn = layout_image(small, chart, (), get_language("en"), PRESETS["square"], "").drawing.read()
    assert drawn and drawn.startswith(b"<svg")
    again = DataVersion(small.store, small.catalogue, small.cache)
    assert again.manifest == small.manifest and prerender_drawings(again, ["en"], ["square"]) == 0
    assert not is_prerendered(again)  # in the other languages nothing is drawn


def test_presets_are_named() -> None:
    assert named_presets([]) == [] and named_presets(["story", "square", "story"]) == ["story", "square"]
    assert named_presets(["wide", "all"]) == list(PRESETS)
    with pytest.raises(SiteError, match=r"no preset poster\. Allowed: all, wide, social, square, story, print, plain"):
        named_presets(["square", "poster"])


def test_an_unknown_preset_is_told_in_a_line(site_published: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "pictures", "--presets", "poster"]
    done = subprocess.run(command, env=environment(site_published), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "Allowed: all, wide" in done.stderr and "Traceback" not in done.stderr
