"""Runs the site under gunicorn, with the settings stated here."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication

from dashboard.app import create_app
from dashboard.drawing.serving import renderer_beside

#: Threads of a worker; those that wait for a picture leave enough for readers (`dashboard.drawing.client.WAITING`).
THREADS = 48


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return create_app()


def run(host: str, port: int, workers: int) -> None:
    """Serves until told to stop.

    Raises:
        SiteError: the site cannot be made; said before any worker starts.
    """
    # A mistake is told once, here, and the assets are collected once. DuckDB must not be open when workers are forked.
    create_app().extensions["desk"]().store.close()
    settings = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 30,
        "graceful_timeout": 8,
        "keepalive": 15,
        "max_requests": 50_000,
        "max_requests_jitter": 5_000,
        "limit_request_line": 4094,
        # What proxies say is read in one place, `dashboard.routes.request`, and only when that is configured.
        "forwarded_allow_ips": "",
        "control_socket_disable": True,
    }
    with renderer_beside():
        _Server(settings).run()
