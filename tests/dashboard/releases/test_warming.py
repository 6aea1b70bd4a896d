"""Charts are laid out before a reader asks for them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bench.process_tree import TICKS, cpu_ticks
from dashboard.design.style import DESKTOP, PHONE
from dashboard.i18n.languages import available_languages, get_language
from dashboard.releases.data_version import open_data_version
from dashboard.releases.warming import warm
from tests.faults.processes import master
from tests.server import environment, serving


def test_every_chart_stands_without_the_database_once_warmed(site_published: Path) -> None:
    data = open_data_version(site_published, site_published / "pictures")
    number = warm(data, rest=0)
    data.store.close()
    assert number == 2 * len(available_languages()) * len(list(data.catalogue)) > 200
    for chart in data.catalogue:
        for code in available_languages():
            for layout in (PHONE, DESKTOP):
                assert data.drawing(chart, chart.state({}), get_language(code), layout).figure["data"]


def test_it_stops_between_two_charts(site_published: Path) -> None:
    data = open_data_version(site_published, site_published / "pictures")
    query = iter([True, True, False])
    assert warm(data, lambda: next(query)) == 4
    data.store.close()


def test_a_started_server_lays_out_charts_unless_that_is_not_wanted(site_published: Path) -> None:
    used_s = {}
    for value in ("0", "1"):
        with serving(site_published, workers=1, WARM_AHEAD=value, RENDERER_URL="off") as site:
            before = cpu_ticks(master(site))
            time.sleep(4)
            used_s[value] = (cpu_ticks(master(site)) - before) / TICKS
    assert used_s["1"] > 0.3 > used_s["0"]


def test_a_wrong_wish_is_refused_at_the_start(site_published: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "serve", "--port", "0"], capture_output=True, text=True, timeout=60,
        env=environment(site_published, WARM_AHEAD="yes"),
    )  # fmt: skip
    assert done.returncode == 1 and "WARM_AHEAD is “yes”" in done.stderr and "Traceback" not in done.stderr
