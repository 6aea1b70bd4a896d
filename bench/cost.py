"""What one request costs in processor time and bytes, on the site and on nginx before it.

Processor time is counted by the system for each process, so the measure holds on a busy machine too.
Run: ``python -m bench.cost``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.bare_page import static_nginx
from bench.load import callback
from bench.process_tree import TICKS, cpu_ticks, wait_until_quiet
from bench.proxy import configuration, nginx_path, running
from bench.serving import UNLIMITED, free_port, serving

SCRIPT = Path(__file__).with_name("load.lua")
REQUESTS = {
    "page": "GET /en/finances",
    "overview": "GET /en/",
    "embed": "GET /en/embed/hits",
    "picture (PNG)": "GET /en/charts/hits.png",
    "data file of a chart": "GET /en/charts/hits.csv",
    "a chart in another state": f"POST /_dash/_dash-update-component {callback('hits', 'en')}",
    "all figures (Parquet)": "GET /figures.parquet",
}


@dataclass(frozen=True)
class Cost:
    """What a request costs.

    Attributes:
        cpu_ms: of all serving processes, for one request.
        rate: requests a second while it was measured.
        bytes_sent: of an answer, headers included.
        failed: requests that were not answered with success.
    """

    cpu_ms: float
    rate: float
    bytes_sent: float
    failed: int

    @property
    def per_core(self) -> float:
        """Requests a second that one core serves."""
        return 1000 / self.cpu_ms if self.cpu_ms else float("inf")


def main() -> int:
    """Prints the table of costs, and the peers: nginx before the site, and nginx alone with the same bytes."""
    seconds = int(os.environ.get("COST_SECONDS", "4"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="figures-cost-")))
        folder.chmod(0o755)
        address, process = stack.enter_context(serving(2, **UNLIMITED))
        wait_until_quiet(process.pid)
        print(f"{'':<44}{'CPU ms':>8}{'a core/s':>10}{'here/s':>9}{'kB':>8}{'failed':>8}")
        for name, request in REQUESTS.items():
            _print(name, cost(address, request, process.pid, folder, seconds))
        if nginx_path() is None:
            print("nginx is not installed; its peers are left out")
            return 0
        port = free_port()
        text = configuration(address.removeprefix("http://"), port, folder, limits=False)
        proxied = stack.enter_context(running(text, port, folder))
        page = cost(proxied, REQUESTS["page"], nginx_pid(folder), folder, seconds)
        _print("page, nginx before the site", page)
        bare = stack.enter_context(bare_nginx(address, folder / "bare"))
        peer = cost(bare, "GET /page.html", nginx_pid(folder / "bare"), folder, seconds)
        _print("page, the same bytes from nginx alone", peer)
        share = page.rate / peer.rate
        print(f"nginx before the site gives {share:.0%} of nginx alone with the same bytes (budget: 50 %)")
    return 0 if share >= 0.5 else 1


def bare_nginx(address: str, folder: Path) -> AbstractContextManager[str]:
    """Nginx with the page as a file, compressed ahead, and nothing else."""
    folder.mkdir()
    query = urllib.request.Request(f"{address}/en/finances", headers={"Accept-Encoding": "gzip"})
    page = urllib.request.urlopen(f"{address}/en/finances").read()
    return static_nginx(folder, page, urllib.request.urlopen(query).read())


def nginx_pid(folder: Path) -> int:
    """The master process."""
    return int((folder / "nginx.pid").read_text())


def cost(address: str, request: str, pid: int, folder: Path, seconds: int) -> Cost:
    """Asks one address again and again, gzip, sixteen at a time."""
    requests = folder / "one"
    requests.write_text(request + "\n", encoding="utf-8")
    _ask(address, requests, 1)
    before = cpu_ticks(pid)
    found = _ask(address, requests, seconds)
    ticks = cpu_ticks(pid) - before
    failed = sum(int(found[name]) for name in ("refused", "connect", "read", "write", "timeout"))
    number = max(1.0, found["requests"])
    return Cost(ticks / TICKS * 1000 / number, number / found["seconds"], found["bytes"] / number, failed)


def _ask(address: str, requests: Path, seconds: int) -> dict[str, float]:
    command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT), address]
    environment = {**os.environ, "LOAD_REQUESTS": str(requests), "LOAD_ENCODING": "gzip"}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    line = next(line for line in said.splitlines() if line.startswith("JSON "))
    found: dict[str, float] = json.loads(line.removeprefix("JSON "))
    return found


def _print(name: str, found: Cost) -> None:
    print(
        f"{name:<44}{found.cpu_ms:8.2f}{found.per_core:10,.0f}{found.rate:9,.0f}{found.bytes_sent / 1000:8.1f}"
        f"{found.failed:8d}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
