"""Prints every budget with its measure, and the peer beside it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from bench import pictures
from bench.embeds import measure_embeds, measure_host
from bench.pages import PageCost, measure
from dashboard.desk import open_desk
from dashboard.languages import offered

BUDGET = "budget: first chart 1200 ms, 400 kB (embed 1000 ms, 100 kB), blocking 250 ms, shift 0.02, live 4500 ms"


def main() -> int:
    """Runs every measurement.

    Returns:
        1 when a budget is missed.
    """
    paths = _pages()
    missed = 0
    with _running("-m", "dashboard", "serve", "--port") as site:
        print(BUDGET)
        print(f"{'page':<44}{'chart ms':>9}{'kB':>7}{'block':>7}{'shift':>8}{'live ms':>9}")
        for path in paths:
            cost = measure(site + path, live="/embed/" not in path and not path.endswith(("figures", "about")))
            missed += _print(path, cost)
        missed += _print_embeds(site)
        _print_server(site)
        missed += pictures.measure(site, open_desk())
    with _running("-m", "bench.plain_dash") as peer:
        _print("plain Dash, the same four charts", measure(f"{peer}/", live=False, settle_ms=1000))
    print("every budget is met" if not missed else f"{missed} budgets missed")
    return 1 if missed else 0


def _pages() -> list[str]:
    desk = open_desk()
    every = os.environ.get("BENCH_EVERY_LANGUAGE")
    codes = offered() if every else ("en", "ar")
    names = ["", *desk.vocabulary.topics]
    paths = [f"/{code}/{name}" for code in codes for name in names]
    return [*paths, "/en/charts/members-map"]


def _print(path: str, cost: PageCost) -> int:
    embed = "/embed/" in path
    limits = {"first_chart_ms": 1000 if embed else 1200, "total_kb": 100 if embed else 400, "blocking_ms": 250}
    limits |= {"layout_shift": 0.02, "live_ms": 4500}
    over = [name for name, limit in limits.items() if (getattr(cost, name) or 0) > limit]
    live = f"{cost.live_ms:9.0f}" if cost.live_ms else " " * 9
    print(
        f"{path:<44}{cost.first_chart_ms:9.0f}{cost.total_kb:7.0f}{cost.blocking_ms:7.0f}{cost.layout_shift:8.3f}"
        f"{live}  {'over: ' + ', '.join(over) if over else ''}",
        flush=True,
    )
    return len(over) if path.startswith("/") else 0


def _print_embeds(site: str) -> int:
    """Every chart's embed, the map's in Arabic too, and ten of them on a page of another site."""
    desk = open_desk()
    costs = [*measure_embeds(site, desk), measure(f"{site}/ar/embed/members-map", live=False, settle_ms=1500)]
    missed = sum(_print(cost.path.removeprefix(site), cost) for cost in costs)
    for listens in (True, False):
        cost = measure_host(site, desk, listens=listens)
        print(
            f"a page with {len(cost.readable_ms)} embeds that {'hears' if listens else 'does not hear'} their heights: "
            f"readable {min(cost.readable_ms):.0f} to {max(cost.readable_ms):.0f} ms after each is asked for, "
            f"painted at most {max(cost.seen_ms):.0f} ms after it comes into view, "
            f"shift of the page {cost.host_shift:.3f}, inside an embed {cost.frame_shift:.3f}",
            flush=True,
        )
        missed += sum(max(times) > 1000 for times in (cost.readable_ms, cost.seen_ms))
        missed += (cost.host_shift > 0.02) + (cost.frame_shift > 0.02)
    return missed


def _print_server(site: str) -> None:
    for path in ("/en/", "/en/finances"):
        times = []
        for _ in range(60):
            since = time.perf_counter()
            urllib.request.urlopen(site + path).read()
            times.append((time.perf_counter() - since) * 1000)
        print(f"server, one request after another, {path}: median {statistics.median(times[10:]):.1f} ms")
    if shutil.which("wrk"):
        command = ["wrk", "-t1", "-c16", "-d4s", "-H", "Accept-Encoding: br", f"{site}/en/finances"]
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        print("\n".join(line for line in found.splitlines() if "Requests/sec" in line or "Latency" in line))


def waited_for(address: str) -> str:
    """Waits until a server answers, at most a minute and a half; gives its address."""
    for _ in range(450):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/").read()
            break
        time.sleep(0.2)
    return address


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextlib.contextmanager
def _running(*arguments: str) -> Iterator[str]:
    port = free_port()
    unlimited = {"RATE_PICTURES": "100000 per minute", "RATE_CALLBACKS": "100000 per minute"}
    process = subprocess.Popen(
        [sys.executable, *arguments, str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **unlimited},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        yield waited_for(address)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
