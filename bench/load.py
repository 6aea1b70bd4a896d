"""Mixed load on loopback: pages, pictures, embeds, data files and the callbacks of live charts, for minutes.

Run: ``python -m bench.load [--minutes 10] [--connections 32] [--workers 2] [--rude 20] [--nginx]``, or ``make bench-load``.
Says errors, latencies and the memory of every process over time. Needs ``wrk`` (Debian's package).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any

from bench.process_tree import memory_mb, wait_until_quiet
from bench.proxy import configuration, running
from bench.rude import rude_clients
from bench.serving import UNLIMITED, free_port, serving
from dashboard.i18n.languages import available_languages
from dashboard.releases.data_version import DataVersion, open_data_version

SCRIPT = Path(__file__).with_name("load.lua")
#: Growth of memory between the first and the last fifth of a run that is still called flat.
FLAT = 1.10
#: Lines of the server's log that tell of something unexpected, and how many of them are shown.
_ERROR = re.compile(r"error|unexpected|traceback", re.I)
MAX_LINES = 20


def main() -> int:
    """Runs the load.

    Returns:
        1 when a request failed or memory grew.
    """
    options = _options()
    if not shutil.which("wrk"):
        print("wrk is missing: apt-get install wrk", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="figures-load-")))
        folder.chmod(0o755)
        # The load names its readers as a proxy does.
        log = stack.enter_context((folder / "log").open("w+b"))
        address, process = stack.enter_context(serving(options.workers, log=log, **UNLIMITED, TRUSTED_PROXIES="1"))
        if options.nginx:
            port = free_port()
            text = configuration(address.removeprefix("http://"), port, folder, limits=False)
            address = stack.enter_context(running(text, port, folder))
        requests = folder / "requests"
        requests.write_text("\n".join(mix(open_data_version())) + "\n", encoding="utf-8")
        wait_until_quiet(process.pid)
        warm_s = min(60.0, max(5.0, options.minutes * 6))  # every page and picture is made once
        _load(address, requests, warm_s, options.connections, process.pid)
        port = int(address.rpartition(":")[2])
        with rude_clients(port, options.rude) if options.rude else nullcontext():
            found, memory = _load(address, requests, options.minutes * 60, options.connections, process.pid)
        log.seek(0)
        said = [line for line in log.read().decode(errors="replace").splitlines() if _ERROR.search(line)]
    print("\n".join(f"log: {line}" for line in said[:MAX_LINES]))
    return _say(found, memory)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mixed load on loopback.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rude", type=int, default=0, help="of each kind of rude client, so many beside the load")
    parser.add_argument("--nginx", action="store_true", help="with the shipped nginx in front")
    return parser.parse_args()


def mix(data: DataVersion) -> Iterator[str]:
    """Requests as readers make them: mostly pages, some pictures and embeds, a few data files and callbacks."""
    topics = ["", *data.vocabulary.topics, "figures", "about"]
    charts = [chart.id for chart in data.catalogue]
    for code in available_languages():
        for topic in topics:
            yield from [f"GET /{code}/{topic}"] * 4
        for chart in charts:
            yield from [f"GET /{code}/charts/{chart}"] * 2
            yield f"GET /{code}/embed/{chart}"
            yield f"GET /{code}/charts/{chart}.png"
        for chart in charts[::4]:
            yield f"GET /{code}/charts/{chart}.csv"
            yield f"GET /{code}/charts/{chart}.json"
        for chart in charts[::3]:
            yield f"POST /_dash/_dash-update-component {callback(chart, code)}"
        yield f"GET /{code}/figures?q=arrests"
    yield from ("GET /figures.csv", "GET /figures.parquet", "GET /feed.atom", "GET /sitemap.xml", "GET /healthz")


def callback(chart: str, code: str) -> str:
    """What a page asks for a chart in a state, as Dash's renderer sends it."""
    return json.dumps(callback_body(chart, {"language": code, "query": {}}), separators=(",", ":"))


def callback_body(chart: Any, state: Any) -> dict[str, Any]:
    """The body of the callback `dashboard.web.callbacks.show_state`."""
    target, outputs = {"type": "chart", "id": chart}, ("html", "figure_url", "problem")
    every = '{"id":["MATCH"],"type":"chart"}'
    return {
        "output": f"..{'...'.join(f'{every}.{name}' for name in outputs)}..",
        "outputs": [{"id": target, "property": name} for name in outputs],
        "inputs": [{"id": target, "property": "state", "value": state}],
        "state": [{"id": target, "property": "chart", "value": chart}],
        "changedPropIds": [f"{json.dumps(target, sort_keys=True, separators=(',', ':'))}.state"],
    }


Found = dict[str, float]


def _load(
    address: str, requests: Path, seconds: float, connections: int, pid: int
) -> tuple[Found, list[tuple[float, float]]]:
    command = ["wrk", "-t2", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s"]
    environment = {**os.environ, "LOAD_REQUESTS": str(requests)}
    process = subprocess.Popen(
        [*command, "-s", str(SCRIPT), address], env=environment, stdout=subprocess.PIPE, text=True
    )
    memory, since = [], time.monotonic()
    while process.poll() is None:
        memory.append((time.monotonic() - since, memory_mb(pid)))
        time.sleep(min(10.0, max(0.5, seconds / 60)))
    assert process.stdout is not None
    said = process.stdout.read()
    line = next(line for line in said.splitlines() if line.startswith("JSON "))
    return json.loads(line.removeprefix("JSON ")), memory


def _say(found: Found, memory: list[tuple[float, float]]) -> int:
    kinds = {name: found[name] for name in ("refused", "connect", "read", "write", "timeout")}
    failed = sum(kinds.values())
    rate = found["requests"] / found["seconds"]
    print(f"{found['requests']:.0f} requests in {found['seconds']:.0f} s: {rate:,.0f} a second, {failed:.0f} failed")
    if failed:
        print("failed: " + ", ".join(f"{name} {number:.0f}" for name, number in kinds.items() if number))
    if found["refused"]:
        print(f"the first refused request was answered with {found['first_refused']}")
    print(f"latency: p50 {found['p50_ms']:.1f} ms, p90 {found['p90_ms']:.1f}, p99 {found['p99_ms']:.1f}")
    print(f"bytes: {found['bytes'] / found['requests'] / 1000:.1f} kB a request")
    step = max(1, len(memory) // 12)
    for seconds, megabytes in memory[::step]:
        print(f"memory of all processes after {seconds:5.0f} s: {megabytes:6.0f} MB")
    fifth = max(1, len(memory) // 5)
    first, last = (sum(mb for _, mb in part) / len(part) for part in (memory[:fifth], memory[-fifth:]))
    flat = last <= first * FLAT
    print(f"memory is {'flat' if flat else 'growing'}: {first:.0f} MB, then {last:.0f} MB")
    return 0 if flat and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
