"""Numbers about the server for Prometheus, counted over all its processes and given at an address of its own.

The library decides when it is first imported whether it counts over several processes: it is imported late, here only.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import tempfile
import threading
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from dashboard.errors import SiteError
from dashboard.settings import settings

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
#: Seconds; a warm page takes well under one millisecond, a new picture some hundred.
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """What is counted. Each process counts for itself; the numbers are added up when they are read."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        registry = CollectorRegistry()
        self.requests = Counter("figures_requests", "Requests answered.", ["route", "status"], registry=registry)
        self.seconds = Histogram(
            "figures_request_seconds", "Time to an answer.", ["route"], buckets=_BUCKETS, registry=registry
        )
        self.renderer_calls = Counter(
            "figures_renderer_calls", "Drawings asked of the renderer.", ["outcome"], registry=registry
        )
        self.renderer_seconds = Histogram(
            "figures_renderer_seconds", "Time to a drawing.", buckets=_BUCKETS, registry=registry
        )
        self.reloads = Counter("figures_reloads", "Reloads asked for by SIGHUP.", ["outcome"], registry=registry)
        self.page_cache_bytes = Gauge(
            "figures_page_cache_bytes", "Answers kept in memory.", multiprocess_mode="livesum", registry=registry
        )
        self.data_version = Gauge(
            "figures_data_version_info",
            "Processes that serve a data version.",
            ["version"],
            multiprocess_mode="livesum",
            registry=registry,
        )
        self._version = ""

    def serve_version(self, version: str) -> None:
        """Tells that this process serves a data version from now on; labels cannot be taken back, so the old one is 0."""
        if self._version:
            self.data_version.labels(self._version).set(0)
        self.data_version.labels(version).set(1)
        self._version = version


def enabled() -> bool:
    """Whether numbers are counted: ``METRICS_BIND`` is set and `give_metrics` has made room for them."""
    return bool(settings().metrics_bind) and _FOLDER in os.environ


@cache
def metrics() -> Metrics | None:
    """What this process counts with; None while nobody asks for numbers."""
    return Metrics() if enabled() else None


def count_renderer_call(outcome: str, seconds: float) -> None:
    """Counts a drawing that was asked of the renderer: ``made``, ``busy``, ``failed``."""
    counted = metrics()
    if counted:
        counted.renderer_calls.labels(outcome).inc()
        counted.renderer_seconds.observe(seconds)


def count_reload(outcome: str) -> None:
    """Counts a reload: ``done``, or ``refused`` where the site goes on as it was."""
    counted = metrics()
    if counted:
        counted.reloads.labels(outcome).inc()


def bind_address() -> tuple[str, int] | None:
    """Where numbers are given: host and port, or None where they are not asked for."""
    host, _, port = settings().metrics_bind.rpartition(":")
    return (host, int(port)) if host else None


def start_metrics_server() -> None:
    """Gives the numbers of all processes at ``METRICS_BIND``, if it is set, until this process ends.

    To be called before the serving processes are forked, which write their numbers to a folder.

    Raises:
        SiteError: ``METRICS_BIND`` is no address, or one that cannot be listened at.
    """
    address = bind_address()
    if address is None:
        return
    try:
        socket.create_server(address).close()
    except OSError as error:
        raise SiteError(f"METRICS_BIND is “{address[0]}:{address[1]}”: {error.strerror}. Choose another.") from error
    os.environ[_FOLDER] = folder = tempfile.mkdtemp(prefix="figures-metrics-")
    metrics.cache_clear()  # whoever asked before was told that nothing is counted
    atexit.register(_remove, folder, os.getpid())
    context = get_context("spawn")
    context.Process(target=_serve, args=(*address, folder, os.getpid()), name="metrics", daemon=True).start()


def _remove(folder: str, owner: int) -> None:
    if os.getpid() == owner:  # forked processes inherit what is done at the end
        shutil.rmtree(folder, ignore_errors=True)


def forget_ended_processes() -> None:
    """Takes the gauges of processes that have ended out of the sums; to be called where one takes another's place."""
    if not enabled():
        return
    from prometheus_client.multiprocess import mark_process_dead

    files = Path(os.environ[_FOLDER]).glob("gauge_live*_*.db")
    for pid in {path.stem.rpartition("_")[2] for path in files}:
        if not Path(f"/proc/{pid}").exists():
            mark_process_dead(int(pid))  # type: ignore[no-untyped-call]


def _serve(host: str, port: int, folder: str, parent: int) -> None:
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    collector: Any = MultiProcessCollector
    collector(registry, folder)
    start_http_server(port, host, registry)
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(1.0)
    shutil.rmtree(folder, ignore_errors=True)
