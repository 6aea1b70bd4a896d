"""Runs the renderer as a process of its own, beside the serving processes or on another machine."""

from __future__ import annotations

import logging
import logging.config
import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from dashboard.errors import SiteError
from dashboard.rendering.drawing import browser_path
from dashboard.rendering.file_cache import FileCache, check_cache_folder
from dashboard.rendering.service import QUEUE, create_render_app
from dashboard.runtime.child_process import wait_for_stdin_eof
from dashboard.runtime.logs import log_settings
from dashboard.settings import cache_folder, drawings_folder, require_secret

log = logging.getLogger("figures")
#: What is being made when the renderer is told to stop may take so long.
STOP_LIMIT_S = 5


def load() -> Flask:
    """Makes the renderer's application in its worker; the browser ends with the worker, and the worker with its parent.

    Raises:
        NotReady: there is no browser.
    """
    app = create_render_app(FileCache(drawings_folder(), cache_folder()))
    service = app.extensions["render_service"]
    service.start_browser()
    Finalize(service, service.close, exitpriority=1)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    return app


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os.kill(os.getpid(), signal.SIGTERM)


def run(bind: str, *, attend: bool = False) -> None:
    """Serves drawings until told to stop.

    Args:
        bind: ``unix:/path`` or ``host:port``.
        attend: ends when its standard input does, with the process that started it.

    Raises:
        NotReady: there is no browser.
        SiteError: the address cannot be bound, a setting cannot be understood, or the cache is another user's.
    """
    logging.config.dictConfig(log_settings())
    logging.captureWarnings(True)
    check_cache_folder(cache_folder())
    browser_path()
    if attend:
        threading.Thread(target=_exit_on_stdin_eof, daemon=True).start()
    server = Granian(
        "dashboard.rendering.process:load",
        **_bound(bind),
        factory=True,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1,  # one browser, one queue
        blocking_threads=QUEUE + 8,
        backpressure=QUEUE + 8,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_LIMIT_S,
        log_dictconfig=log_settings(),
        log_level=LogLevels.error,
    )
    server.on_startup(lambda: log.info("the renderer listens at %s", bind))
    try:
        server.serve()
    except RuntimeError as error:  # how granian says that the system refused the address
        raise SiteError(f"the renderer cannot listen at {bind} (--bind): {str(error).splitlines()[0]}") from error


def _bound(bind: str) -> dict[str, Any]:
    """Where to listen, in the terms of granian."""
    if bind.startswith("unix:/"):
        path = Path(bind.removeprefix("unix:"))
        if path.is_socket():  # left by a renderer that was killed
            path.unlink()
        return {"uds": path, "uds_permissions": 0o600}
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise SiteError(
            f"--bind is “{bind}”. Allowed: unix:/path, or host:port with a port from 1 to 65535, "
            "for example 127.0.0.1:8051."
        )
    require_secret(f"--bind {bind}")
    return {"address": host.strip("[]"), "port": int(port)}


def _exit_on_stdin_eof() -> None:
    wait_for_stdin_eof()
    os.kill(os.getpid(), signal.SIGTERM)
