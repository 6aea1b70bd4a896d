"""Has the Flask application make an answer, in a thread."""

from __future__ import annotations

import io
import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from werkzeug.wsgi import FileWrapper

from dashboard.web.response_cache import CachedResponse, Header, cache_policy_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

#: A file larger than this is read and sent piece by piece.
MAX_WHOLE_BYTES, CHUNK_BYTES = 1_000_000, 65_536
#: Put into the environment by the shell and by the application: the reference of a request, and the rule of its address.
REQUEST_ID, ROUTE = "figures.request_id", "figures.route"


_ONE_RANGE = re.compile(rb"bytes=(\d+-\d*|-\d+)")


@dataclass(frozen=True)
class Request:
    """What the application is asked.

    Attributes:
        path: percent-encoded, as it came.
        query: reduced to what shapes the answer.
        headers: lower case, each once.
        client: host and port.
    """

    method: str
    path: bytes
    query: str
    headers: dict[bytes, bytes]
    scheme: str
    client: tuple[str, str]
    server: tuple[str, str]
    http_version: str
    request_id: str


@dataclass
class Answer:
    """What the application answered.

    Attributes:
        chunks: of a large file, instead of a body; to be closed.
        cached: the same for the cache, where others may get it.
        cost_ms: of processor.
    """

    status: int
    headers: list[Header]
    body: bytes = b""
    chunks: Chunks | None = None
    cached: CachedResponse | None = None
    route: str = "none"
    cost_ms: int = 0


class Chunks:
    """The pieces of an answer, and what ends them."""

    def __init__(self, pieces: Iterable[bytes], close: Callable[[], None] | None = None) -> None:
        self._pieces = iter(pieces)
        self._close = close or getattr(pieces, "close", None)

    def next(self) -> bytes:
        """The next piece; nothing at the end."""
        return next(self._pieces, b"")

    def close(self) -> None:
        """Closes the file behind them."""
        if self._close:
            self._close()


def _file_chunks(file: IO[bytes], _size: int = 0) -> FileWrapper:
    return FileWrapper(file, CHUNK_BYTES)


def call(app: WSGIApplication, request: Request, body: bytes) -> Answer:
    """Gives the application's answer; a HEAD is answered as the GET it stands for."""
    began_s = time.thread_time()
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
        started[:] = [(status, headers)]
        return lambda _: None

    environ = _environ(request, body)
    iterable = app(environ, start)
    status, named = started[-1]
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in named]
    answer = Answer(int(status[:3]), headers, route=environ.get(ROUTE, "none"))
    if int(dict(headers).get(b"content-length", 0)) > MAX_WHOLE_BYTES:
        answer.chunks = Chunks(iterable)
    else:
        chunks = Chunks(iterable)
        answer.body = b"".join(iter(chunks.next, b""))
        chunks.close()
        mark = cache_policy_of(environ)
        if mark and answer.status == 200:
            own = (b"content-length", b"etag", b"content-encoding")
            kept = [header for header in headers if header[0] not in own]
            answer.cached = CachedResponse(kept, answer.body, mark, answer.route)
    answer.cost_ms = round((time.thread_time() - began_s) * 1000)
    return answer


def _environ(request: Request, body: bytes) -> WSGIEnvironment:
    host, port = request.server
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET" if request.method == "HEAD" else request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{request.http_version}",
        "REMOTE_ADDR": request.client[0],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _file_chunks,
        REQUEST_ID: request.request_id,
    }
    for name, value in request.headers.items():
        key = name.decode("latin-1").upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            environ[key] = value.decode("latin-1")
        elif key == "RANGE" and not _ONE_RANGE.fullmatch(value):
            continue  # several ranges, or a unit that is not known, are ignored (RFC 9110, 14.2)
        elif key not in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):
            environ[f"HTTP_{key}"] = value.decode("latin-1")
    return environ
