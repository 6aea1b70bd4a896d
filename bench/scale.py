"""Measures how build, pages, search and pictures grow with the number of figures, and writes it down.

Run: ``python -m bench.scale [TIMES …]`` (1 10 100 1000), or ``make bench-scale``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from bench.process_tree import TICKS, cpu_ticks, memory_mb
from bench.scale_data import write_inputs
from bench.scale_report import write_report
from bench.serving import serving

REPOSITORY = Path(__file__).resolve().parent.parent
#: The budget of a build of the originals: seconds of processor time, megabytes.
BUILD_S, BUILD_MB = 5.0, 300.0
PAGES = {
    "overview": "/en/",
    "topic": "/en/operations",
    "chart": "/en/charts/arrests-by-operation",
    "figures": "/en/figures",
    "search": "/en/figures?q=haechi",
}
DRAW_ENGLISH = """
from dashboard.releases.data_version import open_data_version
from dashboard.exports.prerender import prerender_drawings
prerender_drawings(open_data_version(), codes=["en"])
"""
#: Draws one chart of many rows, as the renderer does; prints milliseconds.
DRAW = """
import time
from dashboard.releases.data_version import open_data_version
from dashboard.rendering.browser import render_all
from dashboard.rendering.drawing import Job
from dashboard.i18n.languages import get_language
from dashboard.design.style import DESKTOP
data = open_data_version()
chart = data.catalogue.chart("arrests-by-operation")
def plan():
    since = time.process_time()
    drawing = data.drawing(chart, chart.state({}), get_language("en"), DESKTOP)
    return (time.process_time() - since) * 1000, drawing
first, drawing = plan()
stamps = []
render_all([Job(f"{n}", drawing.figure) for n in range(4)], lambda key, svg: stamps.append(time.perf_counter()))
drawn = [b - a for a, b in zip(stamps, stamps[1:])]
print(first, sorted(drawn)[len(drawn) // 2] * 1000)
"""


@dataclass
class Measure:
    """What one size costs.

    Attributes:
        times: how many times the figures.
        build_s: of the wall clock; ``build_cpu_s``: of the processor, the fairer one on a shared machine.
        first_ms: page → milliseconds of processor when it is made; ``warm_ms``: when it is asked for again.
        server_mb: memory of all serving processes after that, shared pages counted once.
        plan_ms: one chart's figure made from the database; ``draw_ms``: drawn by the browser.
    """

    times: int
    reports: int = 0
    figures: int = 0
    build_s: float = 0.0
    build_cpu_s: float = 0.0
    build_mb: float = 0.0
    database_mb: float = 0.0
    first_ms: dict[str, float] | None = None
    warm_ms: dict[str, float] | None = None
    server_mb: float = 0.0
    plan_ms: float = 0.0
    draw_ms: float = 0.0


def main(sizes: list[int]) -> int:
    """Measures every size and writes ``docs/scale.md`` with its picture.

    Returns:
        1 when the build misses its budget or grows faster than the rows.
    """
    measures = []
    for times in sizes:
        with tempfile.TemporaryDirectory(prefix=f"figures-{times}-") as folder:
            measures.append(measure(times, Path(folder)))
        print(json.dumps(asdict(measures[-1])), flush=True)
        if len(measures) > 1:
            write_report(measures, REPOSITORY / "docs")
    return 1 if any(_over(measures)) else 0


def _over(measures: list[Measure]) -> Iterator[str]:
    for found in measures:
        if found.times == 1 and (found.build_cpu_s > BUILD_S or found.build_mb > BUILD_MB):
            yield _said(f"over budget: the build took {found.build_cpu_s:.1f} s and {found.build_mb:.0f} MB")
    for small, large in pairwise(measures):
        rows = large.figures / small.figures
        if large.build_cpu_s / small.build_cpu_s > rows * 1.1:
            yield _said(f"from {small.times} to {large.times} times the build grew faster than the rows")


def _said(text: str) -> str:
    print(text)
    return text


def measure(times: int, folder: Path) -> Measure:
    """Builds one size and serves it.

    Args:
        times: how many times the figures.
        folder: an empty folder.
    """
    write_inputs(REPOSITORY / "data", folder / "data", times)
    published = folder / "published"
    environment = {**os.environ, "FIGURES_DATA": str(folder / "data"), "FIGURES_PUBLISHED": str(published)}
    environment |= {
        "RENDERER_URL": "off",
        "RATE_WORK": "100000000 per minute",
        "RATE_PICTURES": "100000 per minute",
    }
    found = Measure(times, reports=len(list((folder / "data" / "sources").glob("*.toml"))) - 1)
    _build(found, environment)
    found.database_mb = max(path.stat().st_size for path in published.glob("*.duckdb")) / 1e6
    drawn = REPOSITORY / "data" / "published" / "pictures"
    if drawn.is_dir():
        shutil.copytree(drawn, published / "pictures")
    # Charts that the copies change are drawn anew; the others are the same drawings.
    subprocess.run([sys.executable, "-c", DRAW_ENGLISH], env=environment, cwd=REPOSITORY, check=True)
    with serving(1, environment) as (address, process):
        found.first_ms = {name: _cpu_ms(address + path, process.pid, 1) for name, path in PAGES.items()}
        found.warm_ms = {name: _cpu_ms(address + path, process.pid, 200) for name, path in PAGES.items()}
        found.server_mb = memory_mb(process.pid)
    said = subprocess.run([sys.executable, "-c", DRAW], env=environment, cwd=REPOSITORY, capture_output=True, text=True)
    if said.returncode == 0:
        found.plan_ms, found.draw_ms = map(float, said.stdout.split())
    else:
        print(said.stderr[-500:], file=sys.stderr)
    return found


def _build(found: Measure, environment: dict[str, str]) -> None:
    since = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "build"], cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the build of {found.times} times the figures failed")
    found.build_s = time.perf_counter() - since
    found.build_cpu_s = usage.ru_utime + usage.ru_stime
    found.build_mb = usage.ru_maxrss / 1024
    found.figures = int(re.findall(r": (\d+) figures$", said.strip())[0])


def _cpu_ms(address: str, pid: int, number: int) -> float:
    """Milliseconds of processor that the serving processes take for one request."""
    before = cpu_ticks(pid)
    for _ in range(number):
        with urllib.request.urlopen(address) as answer:
            answer.read()
    return (cpu_ticks(pid) - before) / TICKS * 1000 / number


if __name__ == "__main__":
    sys.exit(main([int(times) for times in sys.argv[1:]] or [1, 10, 100, 1000]))
