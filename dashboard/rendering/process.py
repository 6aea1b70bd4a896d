"""Runs the renderer as a process of its own, beside the serving processes or on another machine."""

from __future__ import annotations

import contextlib
import logging
import logging.config
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from dashboard.errors import NotReady
from dashboard.rendering.browser import browser_path
from dashboard.rendering.client import ENVIRONMENT_NAME
from dashboard.rendering.file_cache import FileCache, check_cache_folder
from dashboard.rendering.service import QUEUE, create_render_app
from dashboard.runtime.child_process import RestartingProcess, wait_for_stdin_eof
from dashboard.runtime.logs import log_settings
from dashboard.settings import cache_folder, drawings_folder

log = logging.getLogger("figures")


class _RenderServer(BaseApplication):  # type: ignore[misc]
    def __init__(self, bind: str) -> None:
        self._bind = bind
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": self._bind,
            "workers": 1,  # one browser, one queue
            "worker_class": "gthread",
            "threads": QUEUE + 8,
            "timeout": 60,
            "graceful_timeout": 5,
            "max_requests": 5_000,
            "control_socket_disable": True,
            "proc_name": "figures-renderer",
            "logconfig_dict": log_settings(),
            "worker_exit": _close,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        app = create_render_app(FileCache(drawings_folder(), cache_folder()))
        app.extensions["studio"].start_browser()
        return app


def _close(_: Any, worker: Any) -> None:
    site = getattr(worker, "wsgi", None)
    if isinstance(site, Flask):
        site.extensions["studio"].close()


def run(bind: str, *, attend: bool = False) -> None:
    """Serves drawings until told to stop.

    Args:
        bind: ``unix:/path`` or ``host:port``.
        attend: ends when its standard input does, with the process that started it.

    Raises:
        NotReady: there is no browser.
        SiteError: ``LOG_FORMAT`` is neither of its formats, ``PICTURE_CACHE_MB`` no number, or the cache of another user.
    """
    logging.config.dictConfig(log_settings())
    logging.captureWarnings(True)
    check_cache_folder(cache_folder())
    browser_path()
    if attend:
        threading.Thread(target=_exit_on_stdin_eof, daemon=True).start()
    _RenderServer(bind).run()


def _exit_on_stdin_eof() -> None:
    wait_for_stdin_eof()
    os.kill(os.getpid(), signal.SIGTERM)


@contextlib.contextmanager
def local_renderer() -> Iterator[None]:
    """Keeps a renderer running as long as the block; not where ``RENDERER_URL`` names one, or where there is no browser.

    A renderer that ends is started again.
    """
    if settings().renderer_url or os.environ.get(ENVIRONMENT_NAME) == "off":
        yield
        return
    try:
        browser_path()
    except NotReady as error:
        log.warning("pictures are not made on request: %s", error)
        yield
        return
    owner = os.getpid()
    folder = Path(tempfile.mkdtemp(prefix="figures-renderer-"))  # a socket's path must be short
    os.environ[ENVIRONMENT_NAME] = bind = f"unix:{folder / 'socket'}"
    command = [sys.executable, "-m", "dashboard", "renderer", "--bind", bind, "--attend"]
    renderer = RestartingProcess("renderer", command)
    try:
        yield
    finally:
        if os.getpid() == owner:  # a forked worker leaves the block too
            renderer.stop()
            shutil.rmtree(folder, ignore_errors=True)
