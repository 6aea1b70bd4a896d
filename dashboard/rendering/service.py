"""The renderer's own server: one process with one browser, which draws and converts for the serving processes.

``POST /drawings/<key>`` takes Plotly's JSON and gives SVG; ``POST /pictures/<name>`` takes a composed picture and gives
PNG or PDF. Key and name must be the hash of what is sent, so that nobody stores a drawing under another's key. Whatever
is made is kept in the cache; what two callers ask for at once is made once.
"""

from __future__ import annotations

import contextlib
import hmac
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

from dashboard.errors import NotReady
from dashboard.rendering.browser import Renderer
from dashboard.rendering.client import CLIENT_HEADER
from dashboard.rendering.converter import Converter
from dashboard.rendering.drawing import Job, drawing_key
from dashboard.rendering.file_cache import FileCache
from dashboard.rendering.image_job import file_name
from dashboard.rendering.limits import MAX_REQUEST_BYTES, OverLimit, check_figure, check_picture, is_private
from dashboard.rendering.svg_optimizer import optimize_svg
from dashboard.rendering.turns import Turns
from dashboard.runtime.single_flight import SingleFlight
from dashboard.settings import settings

log = logging.getLogger("figures")
#: Callers that may wait at once, and of them those for one client; more are told to come back.
QUEUE, MAX_PER_CLIENT = 40, 12
RETRY_AFTER_S = 3
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
#: Pixels that cost as much as a drawing or a page of PDF.
PIXELS_A_DRAWING = 2_000_000


class RenderService:
    """Makes each drawing and picture once."""

    def __init__(self, cache: FileCache) -> None:
        self._cache, self._renderer, self._converter = cache, Renderer(), Converter()
        self._waiting: Counter[str] = Counter()
        self._slots = threading.Lock()
        self._flights: SingleFlight[bytes] = SingleFlight()
        self._to_draw, self._to_convert = Turns(), Turns()

    def drawing(self, figure: dict[str, Any], client: str) -> bytes:
        """A figure drawn and optimised.

        Raises:
            QueueFull: too many callers wait already.
            NotReady: the browser fails.
            OverLimit: the figure is too large.
        """
        check_figure(figure)
        key = drawing_key(figure)

        def make() -> bytes:
            with self._to_draw.turn(client, 1):
                return optimize_svg(self._renderer.render_all(Job(key, figure)), figure, 14).encode()

        return self._get_or_render(f"{key}.svg", client, make)

    def picture(self, form: str, query: dict[str, Any], client: str) -> bytes:
        """A composed picture as PNG or PDF.

        Raises:
            QueueFull: too many callers wait already.
            NotReady: the conversion fails.
            OverLimit: the picture is too large.
            ValueError: the picture cannot be converted.
        """
        pixels = check_picture(form, query)

        def make() -> bytes:
            with self._to_convert.turn(client, 1 + pixels / PIXELS_A_DRAWING):
                return self._converter.convert(form, query)

        return self._get_or_render(file_name(form, query), client, make)

    def close(self) -> None:
        """Ends the browser with its worker, so that it writes no more where its files are taken away."""
        self._converter.close()
        self._renderer.close()

    def _get_or_render(self, name: str, client: str, make: Callable[[], bytes]) -> bytes:
        def get() -> bytes:
            made = self._cache.get(name)
            if made is None:
                made = make()
                self._cache.put(name, made)
            return made

        with self._slot(client):
            return self._flights.get(name, get)

    @contextlib.contextmanager
    def _slot(self, client: str) -> Iterator[None]:
        with self._slots:
            if self._waiting.total() >= QUEUE or self._waiting[client] >= MAX_PER_CLIENT:
                raise QueueFull
            self._waiting[client] += 1
        try:
            yield
        finally:
            with self._slots:
                self._waiting[client] -= 1
                self._waiting += Counter()  # forgets who waits no more

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
        SiteError: ``RENDERER_SECRET`` cannot be used.
    """
    app = Flask("renderer", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    service = app.extensions["render_service"] = RenderService(cache)
    secret = settings().renderer_secret

    @app.before_request
    def refuse_strangers() -> Response | None:
        """Before a body is read."""
        if not is_private(request.host):
            return Response("the renderer is not public: the name in Host is not its own\n", 421)
        if secret and request.path != "/healthz" and not _knows(secret):
            return Response("RENDERER_SECRET of the caller is not that of the renderer\n", 401)
        return None

    @app.get("/healthz")
    def healthy() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @app.post("/drawings/<key>")
    def drawing(key: str) -> Response:
        figure = _sent()
        if key != drawing_key(figure):
            return _not_its_hash(key)
        return _answer("svg", lambda: service.drawing(figure, _client()))

    @app.post("/pictures/<key>.<any(png, pdf):form>")
    def picture(key: str, form: str) -> Response:
        query = _sent()
        if f"{key}.{form}" != file_name(form, query):
            return _not_its_hash(key)
        return _answer(form, lambda: service.picture(form, query, _client()))

    return app


def _sent() -> dict[str, Any]:
    sent = request.get_json()
    if not isinstance(sent, dict):
        raise BadRequest("no JSON object was sent")
    return sent


def _client() -> str:
    return request.headers.get(CLIENT_HEADER, "")[:64]


def _knows(secret: str) -> bool:
    return hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {secret}".encode())


def _not_its_hash(key: str) -> Response:
    return Response(f"{key} is no hash of what was sent; is the renderer of the same version as the site?\n", 400)


def _answer(form: str, make: Callable[[], bytes]) -> Response:
    try:
        return Response(make(), content_type=_TYPES[form])
    except QueueFull:
        return Response("the queue is full\n", 503, headers={"Retry-After": str(RETRY_AFTER_S)})
    except OverLimit as error:
        return Response(f"{error}\n", 413)
    except (NotReady, ValueError) as error:
        log.error("renderer: %s", error)
        return Response(f"{error}\n", 500)
    except Exception as error:  # whatever a library refuses: the caller is told in a line
        log.exception("renderer: %s", error)
        return Response(f"{type(error).__name__}: {error}\n", 500)
