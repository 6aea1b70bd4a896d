"""Budgets of a serving process: its memory after a reader of every page, and the processor of a page made for the first time."""

from __future__ import annotations

import statistics
import time
import urllib.request
from pathlib import Path

from bench.process_tree import TICKS, cpu_ticks, memory_mb, wait_until_quiet
from bench.serving import UNLIMITED, running, serving
from dashboard.i18n.languages import available_languages
from dashboard.releases.data_version import DataVersion

BUDGET_MB, BUDGET_MS = 120, 150


def measure(data: DataVersion) -> int:
    """Asks one worker, and then as many as `serve` starts by itself, for every topic's page and every chart's, in each language.

    Returns:
        How many budgets are missed.
    """
    topics = [f"/{code}/{topic}" for code in available_languages() for topic in ("", *data.vocabulary.topics)]
    charts = [f"/{code}/charts/{chart.id}" for code in available_languages() for chart in data.catalogue]
    with serving(1, RENDERER_URL="off", **UNLIMITED) as (site, process):
        wait_until_quiet(process.pid)
        costs_ms = {path: _cost_ms(site + path, process.pid) for path in topics}
        for path in charts:
            urllib.request.urlopen(site + path).read()
        alone_mb = max(memory_mb(int(child)) for child in _children(process.pid))
    with serving(RENDERER_URL="off", **UNLIMITED) as (site, process):
        for path in [*topics, *charts] * 2:  # each of the processes gets about half of them
            urllib.request.urlopen(site + path).read()
        worker_mb = max(memory_mb(int(child)) for child in _children(process.pid))
    dearest = max(costs_ms, key=lambda path: costs_ms[path])
    median_ms = statistics.median(costs_ms.values())
    print(
        f"a topic's page made for the first time: {median_ms:.0f} ms of processor (median), {costs_ms[dearest]:.0f} ms "
        f"at most ({dearest}; budget {BUDGET_MS} ms)"
    )
    with running("-m", "bench.plain_dash") as (peer, process):
        for path in ("/_dash-layout", "/_dash-dependencies"):
            urllib.request.urlopen(peer + path).read()
        peer_mb = memory_mb(process.pid)
    print(
        f"a serving process after {len(topics) + len(charts)} pages: {worker_mb:.0f} MB with its fellow (budget {BUDGET_MB} MB), "
        f"{alone_mb:.0f} MB where it is the only one"
    )
    print(f"peer: plain Dash with four charts, {peer_mb:.0f} MB")
    return (median_ms > BUDGET_MS) + (worker_mb > BUDGET_MB)


def _cost_ms(address: str, pid: int) -> float:
    before = cpu_ticks(pid)
    urllib.request.urlopen(address).read()
    time.sleep(0.05)  # what goes on after the answer is its cost, too
    return (cpu_ticks(pid) - before) / TICKS * 1000


def _children(pid: int) -> list[str]:
    return [child for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]
