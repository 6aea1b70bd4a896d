"""The renderer's own server: one process with one browser, which draws and converts for the serving processes.

``POST /drawings/<key>`` takes Plotly's JSON and gives SVG; ``POST /pictures/<name>`` takes a composed picture and gives
PNG or PDF. Whatever is made is kept on the shelf; what two callers ask for at once is made once.
"""

from __future__ import annotations

import contextlib
import logging
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Response, request

from dashboard.errors import NotReady
from dashboard.rendering.browser import Job, Renderer
from dashboard.rendering.encode import convert
from dashboard.rendering.file_cache import FileCache
from dashboard.rendering.svg_optimizer import optimize_svg
from dashboard.runtime.single_flight import SingleFlight

log = logging.getLogger("figures")
#: Callers that may wait at once; more are told to come back.
QUEUE = 40
RETRY_AFTER_S = 3
_KEY, _NAME = re.compile(r"[0-9a-f]{24}"), re.compile(r"[0-9a-f]{24}\.(png|pdf)")
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
MAX_REQUEST_BYTES = 4_000_000


class RenderService:
    """Makes each drawing and picture once."""

    def __init__(self, cache: FileCache) -> None:
        self._shelf, self._renderer = cache, Renderer()
        self._slots = threading.BoundedSemaphore(QUEUE)
        self._flights: SingleFlight[bytes] = SingleFlight()
        # resvg keeps the interpreter to itself: one at a time, so that the browser is not kept waiting by several.
        self._converting = threading.Lock()

    def drawing(self, key: str, figure: dict[str, Any]) -> bytes:
        """A figure drawn and made slim.

        Raises:
            QueueFull: too many callers wait already.
            NotReady: the browser fails.
        """
        return self._get_or_render(
            f"{key}.svg", lambda: optimize_svg(self._renderer.render_all(Job(key, figure)), figure, 14).encode()
        )

    def picture(self, name: str, query: dict[str, Any]) -> bytes:
        """A composed picture as PNG or PDF.

        Raises:
            QueueFull: too many callers wait already.
        """

        def make() -> bytes:
            with self._converting:
                return convert(name.rsplit(".", 1)[1], query)

        return self._get_or_render(name, make)

    def close(self) -> None:
        """Ends the browser with its worker, so that it writes no more where its files are taken away."""
        self._renderer.close()

    def _get_or_render(self, name: str, make: Callable[[], bytes]) -> bytes:
        def get() -> bytes:
            made = self._shelf.get(name)
            if made is None:
                made = make()
                self._shelf.put(name, made)
            return made

        with self._slot():
            return self._flights.get(name, get)

    @contextlib.contextmanager
    def _slot(self) -> Iterator[None]:
        if not self._slots.acquire(blocking=False):
            raise QueueFull
        try:
            yield
        finally:
            self._slots.release()

    def start_browser(self) -> None:
        """Starts the browser before the first caller comes."""
        threading.Thread(target=self._renderer.start, daemon=True).start()


class QueueFull(Exception):
    """The queue is full."""


def create_render_app(cache: FileCache) -> Flask:
    """Makes the renderer's application.

    Args:
        cache: where it keeps what it makes.

    Raises:
        NotReady: there is no browser.
    """
    app = Flask("studio", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    studio = app.extensions["studio"] = RenderService(cache)

    @app.get("/healthz")
    def healthy() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @app.post("/drawings/<key>")
    def drawing(key: str) -> Response:
        if not _KEY.fullmatch(key):
            return Response("the key is no hash\n", 400)
        return _answer("svg", lambda: studio.drawing(key, request.get_json()))

    @app.post("/pictures/<name>")
    def picture(name: str) -> Response:
        if not _NAME.fullmatch(name):
            return Response("the name is no hash with .png or .pdf\n", 400)
        return _answer(name.rsplit(".", 1)[1], lambda: studio.picture(name, request.get_json()))

    return app


def _answer(form: str, make: Callable[[], bytes]) -> Response:
    try:
        return Response(make(), content_type=_TYPES[form])
    except QueueFull:
        return Response("the queue is full\n", 503, headers={"Retry-After": str(RETRY_AFTER_S)})
    except NotReady as error:
        log.error("renderer: %s", error)
        return Response(f"{error}\n", 500)
    except Exception as error:  # whatever a library refuses: the caller is told in a line
        log.exception("renderer: %s", error)
        return Response(f"{type(error).__name__}: {error}\n", 500)
