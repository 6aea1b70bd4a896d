"""Runs the site under gunicorn, with the settings stated here."""

from __future__ import annotations

import logging
import logging.config
import os
import time
from functools import partial
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from dashboard.app import create_app
from dashboard.data.store import Store, current_database
from dashboard.errors import SiteError
from dashboard.exports.prerender import is_prerendered
from dashboard.paths import cache_folder, published_folder
from dashboard.releases.data_version import DataVersion
from dashboard.releases.warming import start_warming, warming_enabled
from dashboard.rendering.client import renderer_address
from dashboard.rendering.file_cache import cache_limit_bytes, check_cache_folder
from dashboard.rendering.process import local_renderer
from dashboard.runtime.logs import log_settings
from dashboard.runtime.metrics import mark_process_dead, metrics, start_metrics_server

log = logging.getLogger("figures")
#: Threads of a worker; those that wait for a picture leave enough for readers (`dashboard.rendering.client.MAX_PENDING`).
THREADS = 48
#: Connections of a worker, most of them kept alive and silent.
CONNECTIONS = 2048
#: A worker that finds no data tries again after this; the one before it, or a proxy, goes on answering.
RETRY_S = 1.0


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Makes the site in a worker; gunicorn would end altogether where this failed."""
        told = ""
        while True:
            try:
                app = create_app()
            except SiteError as error:
                if str(error) != told:
                    log.error("waiting: %s", error)
                told = str(error)
                time.sleep(RETRY_S)
            else:
                versions = app.extensions["versions"]
                versions.start_polling(on_data_version, partial(start_warming, versions))
                on_data_version(versions.data())
                start_warming(versions)
                return app


def on_data_version(data: DataVersion) -> None:
    """Says when a version is served before all of its charts are drawn."""
    _count_version(data)
    if not is_prerendered(data):
        log.warning(
            "data version %s is not drawn yet; charts without a drawing are shown as tables. "
            "Run: python -m dashboard pictures",
            data.version,
        )


def _count_version(data: DataVersion) -> None:
    counted = metrics()
    if counted:
        counted.serve_version(data.version)


def run(host: str, port: int, workers: int) -> None:
    """Serves until told to stop.

    Raises:
        SiteError: the site cannot be made; said before any worker starts.
    """
    logging.config.dictConfig(log_settings())
    logging.captureWarnings(True)
    preflight()
    start_metrics_server()
    settings = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "dashboard.worker.PatientWorker",
        "threads": THREADS,
        "worker_connections": CONNECTIONS,
        "backlog": CONNECTIONS,
        "timeout": 30,
        "graceful_timeout": 8,
        "keepalive": 15,
        # A worker that starts anew lays its charts out anew: not every minute of a busy evening.
        "max_requests": 2_000_000,
        "max_requests_jitter": 500_000,
        "limit_request_line": 4094,
        "limit_request_fields": 60,
        # What proxies say is read in one place, `dashboard.web.request`, and only when that is configured.
        "forwarded_allow_ips": "",
        "control_socket_disable": True,
        "logconfig_dict": log_settings(),
        "worker_exit": _close,
        "child_exit": lambda _, worker: mark_process_dead(worker.pid),
    }
    with local_renderer():
        _Server(settings).run()


def preflight() -> None:
    """Says once, here, what is wrong, and collects the assets. DuckDB must not be open when workers are forked."""
    cache_limit_bytes()
    check_cache_folder(cache_folder())
    renderer_address()
    warming_enabled()
    store = Store(current_database(published_folder()))
    try:
        store.check()
    finally:
        store.close()
    create_app().extensions["versions"].close()


def _close(_: Any, worker: Any) -> None:
    """Closes the databases of a worker that ends, and ends it: DuckDB minds being open at the end of an interpreter."""
    site = getattr(worker, "wsgi", None)
    if isinstance(site, Flask):
        site.extensions["versions"].close()
        logging.shutdown()
        os._exit(0)
