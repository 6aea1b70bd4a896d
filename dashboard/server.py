"""Runs the site under granian, with the settings stated here."""

from __future__ import annotations

import contextlib
import gc
import logging
import logging.config
import multiprocessing
import signal
import socket
import time
from functools import partial
from typing import Any

from flask import Flask
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from dashboard.app import create_app
from dashboard.data.store import Store, current_database
from dashboard.errors import SiteError
from dashboard.exports.required_drawings import is_prerendered
from dashboard.i18n.languages import check_catalogues
from dashboard.releases.data_version import DataVersion
from dashboard.rendering.file_cache import check_cache_folder
from dashboard.rendering.local_renderer import local_renderer
from dashboard.runtime.child_process import parent_ended
from dashboard.runtime.logs import log_settings
from dashboard.runtime.metrics import count_reload, forget_ended_processes, metrics, start_metrics_server
from dashboard.settings import cache_folder, published_folder, require_secret, settings
from dashboard.web.asgi import Site

log = logging.getLogger("figures")
#: Connections of a worker, most of them kept alive and silent; more wait with the system.
CONNECTIONS, BACKLOG = 2048, 2048
#: A request's head must be there so long after the one before it, or after the connection was made.
HEAD_LIMIT_S = 15
#: A client that takes none of its answer for so long loses its connection; the system sees to it.
UNREAD_LIMIT_S = 30
MAX_HEAD_BYTES = 32_768
#: Requests that are being answered when the server is told to stop may take so long.
STOP_LIMIT_S = 8
#: When workers are replaced on SIGHUP, each new one has so long to start before the old one ends.
START_LIMIT_S = 4.0
#: A worker that finds no data tries again after this; the one before it, or a proxy, goes on answering.
RETRY_S = 1.0
#: A worker is made on trial before others are replaced; one that takes longer could not start either.
TRIAL_LIMIT_S = 60.0


class _Server(MPServer):
    """Granian with one listening socket for all workers, as it has on other systems than Linux.

    A socket for each worker, which is granian's way on Linux, would not tell that the port is in use, would leave what
    has connected to a worker that ends without an answer, and would not close connections that nobody reads from.
    The names overridden here are private: pyproject.toml pins granian to the minor version that they were read in.
    """

    def __init__(self, listener: socket.socket, workers: int) -> None:
        self._listener = listener
        host, port = listener.getsockname()[:2]
        super().__init__(
            "dashboard.web.asgi",
            host,
            port,
            interface=Interfaces.ASGI,
            loop=Loops.uvloop,
            workers=workers,
            http=HTTPModes.http1,
            websockets=False,
            backlog=BACKLOG,
            backpressure=CONNECTIONS,
            http1_settings=HTTP1Settings(header_read_timeout=HEAD_LIMIT_S * 1000, max_buffer_size=MAX_HEAD_BYTES),
            respawn_failed_workers=True,
            respawn_interval=START_LIMIT_S,
            workers_kill_timeout=STOP_LIMIT_S,
            log_dictconfig=log_settings(),
        )

    def _init_shared_socket(self) -> None:
        descriptor = self._listener.fileno()
        vars(self).update(_sso=self._listener, _sfd=descriptor, _shd=SocketHolder(descriptor, False, BACKLOG))  # type: ignore[call-arg]

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:
        """Replaces the workers, where new ones can be made; else those that serve go on."""
        trial = multiprocessing.get_context("fork").Process(target=_try_to_start, name="trial")
        trial.start()
        trial.join(TRIAL_LIMIT_S)
        if trial.exitcode == 0:
            super()._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]
            return
        trial.kill()
        self.reload_signal = False
        if not (self.interrupt_signal or self.interrupt_children):
            self.main_loop_interrupt.clear()


def _try_to_start() -> None:
    """Makes in a process of its own what a new worker would make; says why where that fails, and ends with 1."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_DFL)
    try:
        preflight()
    except SiteError as error:
        log.error("nothing is reloaded, the site goes on as it is: %s", error)
    except Exception:
        log.exception("nothing is reloaded, the site goes on as it is")
    else:
        count_reload("done")
        return
    count_reload("refused")
    raise SystemExit(1)


def listen(host: str, port: int) -> socket.socket:
    """Takes the port.

    Raises:
        SiteError: it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SiteError(
            f"the site cannot listen at {host}:{port}: {reason}. Choose another with PORT or HOST."
        ) from error
    listener.setblocking(False)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # those that are accepted inherit it
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_LIMIT_S * 1000)
    return listener


def _load() -> Site:
    """Makes the site in a worker, which waits for data where there are none."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # until granian sets its own
        signal.signal(name, signal.SIG_DFL if name != signal.SIGHUP else signal.SIG_IGN)
    forget_ended_processes()
    told = ""
    while not parent_ended():
        try:
            app = create_app()
        except SiteError as error:
            if str(error) != told:
                log.error("waiting: %s", error)
            told = str(error)
            time.sleep(RETRY_S)
        else:
            versions = app.extensions["versions"]
            versions.start_polling(on_data_version)
            on_data_version(versions.data())
            return Site(app, settings().trusted_proxies, partial(_close, app))
    raise SystemExit(1)


def on_data_version(data: DataVersion) -> None:
    """Makes the index of the search, so that no reader waits for it; says when charts are not all drawn yet."""
    _count_version(data)
    if settings().show_errors:  # who develops waits for what a page needs, and for nothing else
        return
    with contextlib.suppress(SiteError):  # of a damaged database; each page says so itself
        data.search_index  # noqa: B018
    if not is_prerendered(data):
        log.warning(
            "data version %s is not drawn yet; charts without a drawing are shown as tables. "
            "Run: python -m dashboard prerender",
            data.version,
        )


def _count_version(data: DataVersion) -> None:
    counted = metrics()
    if counted:
        counted.serve_version(data.version)


def run(host: str, port: int, workers: int) -> None:
    """Serves until told to stop.

    Raises:
        SiteError: the site cannot be made, or the port not be had; said before anything is started.
    """
    logging.config.dictConfig(log_settings())
    logging.captureWarnings(True)
    preflight()
    with contextlib.closing(listen(host, port)) as listener:
        start_metrics_server()
        with local_renderer():
            gc.collect()
            gc.freeze()  # workers share what is there now, as long as no collection writes to it
            try:
                _Server(listener, workers).serve(target_loader=_load, wrap_loader=False)
            finally:
                gc.unfreeze()  # libraries tell of what is never collected


def preflight() -> None:
    """Says once, here, what is wrong, and collects the assets. DuckDB must not be open when workers are forked.

    Raises:
        SiteError: no worker could serve.
    """
    check_cache_folder(cache_folder())
    if settings().renderer_url.startswith("http"):
        require_secret(f"RENDERER_URL {settings().renderer_url}")
    store = Store(current_database(published_folder()))
    try:
        store.check()
    finally:
        store.close()
    check_catalogues()
    versions = create_app().extensions["versions"]
    for problem in versions.data().problems:
        log.error("left out: %s", problem)
    versions.close()


def _close(app: Flask) -> None:
    """Closes what a worker has open at its end; DuckDB minds being open at the end of an interpreter."""
    app.extensions["versions"].close()
