"""Drawing ahead: what an operator asks for is there before a reader asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.charts.catalogue import Catalogue
from dashboard.errors import SiteError
from dashboard.exports.images.layout import plan_picture
from dashboard.exports.images.presets import PRESETS
from dashboard.exports.prerender import make_drawings, named_presets, wanted
from dashboard.i18n.languages import language
from dashboard.releases.data_version import Desk
from dashboard.rendering.file_cache import Shelf
from tests.dashboard.site import environment


@pytest.fixture
def small(desk: Desk, tmp_path: Path) -> Desk:
    """A chart with states and one without, of which nothing is drawn."""
    charts = [desk.catalogue.chart(chart_id) for chart_id in ("revenue-by-source", "hits")]
    return Desk(desk.store, Catalogue(charts), Shelf(tmp_path / "pictures", tmp_path / "cache"))


def test_further_presets_are_drawn_for_what_is_shown_first(small: Desk) -> None:
    usual, further = ({d.key for d in wanted(small, ["en"], presets)} for presets in ((), ("square", "story")))
    assert usual < further
    for chart in small.catalogue:
        for state in chart.states():
            for name in ("wide", "square", "story"):
                key = plan_picture(small, chart, state, language("en"), PRESETS[name], "").drawing.key
                assert (key in usual) == (name == "wide")
                assert (key in further) == (name == "wide" or state == chart.state({}))


def test_what_is_drawn_is_not_drawn_again(small: Desk) -> None:
    made = make_drawings(small, ["en"], ["square"])
    assert made == len({drawing.key for drawing in wanted(small, ["en"], ["square"])}) > 4
    assert make_drawings(small, ["en"], ["square"]) == make_drawings(small, ["en"]) == 0
    chart = small.catalogue.chart("hits")
    drawn = plan_picture(small, chart, (), language("en"), PRESETS["square"], "").drawing.made()
    assert drawn and drawn.startswith(b"<svg")


def test_presets_are_named() -> None:
    assert named_presets([]) == [] and named_presets(["story", "square", "story"]) == ["story", "square"]
    assert named_presets(["wide", "all"]) == list(PRESETS)
    with pytest.raises(SiteError, match=r"no preset poster\. Allowed: all, wide, social, square, story, print, plain"):
        named_presets(["square", "poster"])


def test_an_unknown_preset_is_told_in_a_line(site_published: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "pictures", "--presets", "poster"]
    done = subprocess.run(command, env=environment(site_published), capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "Allowed: all, wide" in done.stderr and "Traceback" not in done.stderr
