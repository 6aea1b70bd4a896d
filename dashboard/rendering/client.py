"""Asks the renderer's server for what has not been made yet. The serving processes never start a browser."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from dashboard.errors import Overloaded, RenderUnavailable
from dashboard.runtime.metrics import count_renderer_call
from dashboard.settings import settings

ENVIRONMENT_NAME = "RENDERER_URL"
#: Names the client for whom a picture is made, so that the renderer can give turns.
CLIENT_HEADER = "X-Client"
TIME_LIMIT_S = 40
#: Requests of one serving process that may wait for the renderer: the threads for files (`dashboard.web.asgi`), and
#: few of those for pages.
MAX_PENDING = 6
#: A renderer that starts, or starts again, is waited for so long; one that stays away is not waited for each time.
START_LIMIT_S, BACKOFF_S = 10.0, 15.0
_slots = threading.BoundedSemaphore(MAX_PENDING)
_unavailable_until = 0.0


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("renderer", timeout=TIME_LIMIT_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def request_render(path: str, content: dict[str, Any], client: str = "") -> bytes:
    """Sends JSON to the renderer and gives what it makes of it.

    Args:
        path: at the renderer.
        content: what to make.
        client: for whom; the renderer gets a hash of it.

    Raises:
        RenderUnavailable: there is no renderer, it does not answer, or it fails.
        Overloaded: too many wait for it already.
    """
    began_s, outcome = time.perf_counter(), "failed"
    try:
        body = _request(path, content, client)
        outcome = "made"
    except Overloaded:
        outcome = "busy"
        raise
    else:
        return body
    finally:
        count_renderer_call(outcome, time.perf_counter() - began_s)


def _request(path: str, content: dict[str, Any], client: str) -> bytes:
    address = settings().renderer_address
    if not address:
        raise RenderUnavailable(
            f"this picture has not been made, and no renderer is running ({ENVIRONMENT_NAME} names none). "
            "Run: python -m dashboard prerender, or start the renderer: python -m dashboard renderer, "
            f"and name its address in {ENVIRONMENT_NAME}"
        )
    if not _slots.acquire(blocking=False):
        raise Overloaded("too many requests wait for the renderer", 3)
    try:
        status, body = _post_with_retry(address, path, json.dumps(content).encode(), _headers(client))
    except (OSError, http.client.HTTPException) as error:
        raise RenderUnavailable(f"the renderer at {address} ({ENVIRONMENT_NAME}) does not answer: {error}") from error
    finally:
        _slots.release()
    if status == 503:
        raise Overloaded("the renderer's queue is full", 3)
    if status != 200:
        raise RenderUnavailable(f"the renderer failed: {body.decode(errors='replace').strip()}")
    return body


def _headers(client: str) -> dict[str, str]:
    secret = settings().renderer_secret
    name = hashlib.blake2b(client.encode(), digest_size=8, key=secret.encode()[:64]).hexdigest()
    given = {"Content-Type": "application/json", CLIENT_HEADER: name}
    return {**given, "Authorization": f"Bearer {secret}"} if secret else given


def _post_with_retry(address: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    global _unavailable_until
    until = time.monotonic() + START_LIMIT_S
    while True:
        try:
            return _post(address, path, body, headers)
        except (ConnectionRefusedError, FileNotFoundError):  # nothing was sent
            now = time.monotonic()
            if now < _unavailable_until or now > until:
                _unavailable_until = max(_unavailable_until, now + BACKOFF_S) if now > until else _unavailable_until
                raise
            time.sleep(0.1)


def _post(address: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    if address.startswith("unix:"):
        connection: http.client.HTTPConnection = _UnixConnection(address.removeprefix("unix:"))
    else:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=TIME_LIMIT_S)
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
