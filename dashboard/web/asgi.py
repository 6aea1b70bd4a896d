"""The site as an ASGI application: what stands between connections and the Flask application.

Connections, request bodies and answers belong to the event loop; threads only make answers. What was made before is
answered from memory. So clients that do not send, do not read, do not close or ask for a lot hold nobody up.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask
from whitenoise import WhiteNoise

from dashboard.errors import TooManyRequests
from dashboard.runtime.child_process import parent_ended
from dashboard.web.maker_pool import MakerPool, QueueFull
from dashboard.web.rate_limits import RateLimits, network_of
from dashboard.web.refusals import Refusal, refusal
from dashboard.web.relevant_query import RelevantQuery, TooManyParameters
from dashboard.web.request_log import RequestLog
from dashboard.web.response_cache import CachedResponse, Header, Message, ResponseCache
from dashboard.web.wsgi_call import CHUNK_BYTES, MAX_WHOLE_BYTES, Answer, Chunks, Request, call

log = logging.getLogger("figures")
#: A request's body; a live chart's question takes some hundred bytes.
MAX_BODY_BYTES, BODY_LIMIT_S = 65_536, 10.0
MAX_ADDRESS_BYTES = 4094
#: Pages and data: most of it is Python, so that more threads would make nothing sooner.
PAGE_THREADS, PAGES_WAITING = 8, 56
#: Pictures and other files of a chart: most of it is waiting for the renderer, and pages must not wait behind that.
FILE_THREADS, FILES_WAITING = 4, 60
#: Of those of one client, so that others find a place.
MAX_PER_CLIENT = 16
#: Answered without a price and beside all that is made.
QUICK = frozenset({b"/", b"/healthz", b"/readyz", b"/robots.txt"})
#: The only address that takes a body.
TAKES_BODY = b"/_dash/_dash-update-component"
PARENT_POLL_S = 1.0
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


@dataclass
class _Flight:
    """An answer that is being made, and how many wait for it."""

    task: asyncio.Task[Answer]
    waiting: int = 0


@dataclass
class _Sent:
    """What is recorded of an answer."""

    status: int
    size: int | None
    route: str = "none"


class Site:
    """The ASGI application of one serving process.

    Args:
        app: makes what is not kept.
        trusted_proxies: so many proxies in front say who asks and by which name the site is reached.
        on_shutdown: is called at the end, when nothing is made any more.
    """

    def __init__(self, app: Flask, trusted_proxies: int = 0, on_shutdown: Callable[[], None] = lambda: None) -> None:
        self._app, self._trusted_proxies, self._on_shutdown = app, trusted_proxies, on_shutdown
        self._versions = app.extensions["versions"]
        self._assets: WhiteNoise = app.extensions["assets"]
        self._query = RelevantQuery(app, self._versions.data().catalogue)
        self._cache = ResponseCache()
        self._flights: dict[Hashable, _Flight] = {}
        self._quick = MakerPool("quick", 1, 64, 64)
        self._pages = MakerPool("pages", PAGE_THREADS, PAGES_WAITING, MAX_PER_CLIENT)
        self._files = MakerPool("files", FILE_THREADS, FILES_WAITING, MAX_PER_CLIENT)
        self._limits = RateLimits()
        self._log = RequestLog()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; an error in here is a plain 500 and a line of the log."""
        if scope["type"] == "lifespan":
            return await self._lifespan(receive, send)
        began_s = time.perf_counter()
        reference = secrets.token_hex(5) if self._log.enabled else ""
        try:
            sent = await self._answer(scope, receive, send, reference)
        except Refusal as refused:
            sent = await _send_plain(send, refused, scope)
        except ClientGone:
            sent = _Sent(499, None)
        except Exception as error:
            log.error("the server failed (%s): %s", reference or "no reference", type(error).__name__)
            sent = await _send_plain(send, Refusal(500, close=True), scope)
        if self._log.enabled:
            seconds = time.perf_counter() - began_s
            self._log.record(scope["method"], sent.route, sent.status, seconds, sent.size, reference)
        return None

    async def _answer(self, scope: Scope, receive: Receive, send: Send, reference: str) -> _Sent:
        method, headers = scope["method"], dict(scope["headers"])
        _check(scope, headers)
        reads = method in ("GET", "HEAD")
        path: bytes = scope["raw_path"]
        if b"%" in path:
            path = unquote_to_bytes(path)
        try:
            query = self._query.of(path, scope["query_string"]) if reads and scope["query_string"] else ""
        except TooManyParameters:
            raise Refusal(400) from None
        key = self._key(path, query, scope["scheme"], headers) if reads else None
        if key is not None:
            current = (self._versions.data().version, key)
            kept = self._cache.get(current)
            if kept:
                return await self._send_kept(send, kept, method, headers, current)
            asset_url = self._assets.files.get(path.decode(errors="replace"))
            if asset_url:
                return await _send_asset(send, receive, asset_url, method, headers)
        body, unread = await _body(path, headers, receive)
        request = Request(
            *(method, scope["raw_path"], query if reads else scope["query_string"].decode("latin-1"), headers),
            *(scope["scheme"], scope["client"], scope["server"], scope["http_version"]),
            reference or secrets.token_hex(5),
        )
        making = asyncio.ensure_future(self._made(request, path, body, key))
        answer = await (making if unread else _unless_gone(making, receive))
        if answer.cached:
            return await self._send_kept(send, answer.cached, method, headers, None, close=unread)
        if answer.chunks:
            size = await _send_chunks(send, receive, _start(answer), answer.chunks, head=method == "HEAD")
            return _Sent(answer.status, size, answer.route)
        body = b"" if method == "HEAD" else answer.body
        return await _send_whole(send, _start(answer), body, answer.route, close=unread)

    def _key(self, path: bytes, query: str, scheme: str, headers: dict[bytes, bytes]) -> tuple[Hashable, ...]:
        """All of a request that shapes an answer which others may get too."""
        named = (headers.get(b"host"),)
        if self._trusted_proxies:
            named += (headers.get(b"x-forwarded-host"), headers.get(b"x-forwarded-proto"))  # type: ignore[assignment]
        return (path, query, scheme, *named)

    async def _made(self, request: Request, path: bytes, body: bytes, key: Hashable | None) -> Answer:
        """Has an answer made, once for all who ask for it together and may share it."""
        client = network_of(self._address(request))
        work = partial(self._make, request, path, body, key, client)
        if key is None:
            return await work()
        flight = self._flights.get(key)
        first = flight is None
        if flight is None:
            flight = self._flights[key] = _Flight(asyncio.ensure_future(work()))
        flight.waiting += 1
        try:
            answer = await asyncio.shield(flight.task)
        except Refusal:
            if first:
                raise
        else:
            if first or answer.cached:
                return answer
        finally:
            flight.waiting -= 1
            if flight.task.done() or not flight.waiting:
                if self._flights.get(key) is flight:
                    del self._flights[key]
                flight.task.cancel()
        return await work()  # what one client was told is not for another

    async def _make(self, request: Request, path: bytes, body: bytes, key: Hashable | None, client: str) -> Answer:
        pool = self._pool(path)
        free = pool is self._quick

        def work() -> Answer:
            if not free:
                self._limits.refuse_spent("work", client)
            answer = call(self._app, request, body)
            if answer.cached:
                since = time.thread_time()
                answer.cached.encode(answer.cached.encoding_for(request.headers.get(b"accept-encoding", b"")))
                answer.cost_ms += round((time.thread_time() - since) * 1000)
            if not free:
                self._limits.charge("work", client, answer.cost_ms)
            return answer

        try:
            if not free:
                self._limits.refuse_spent("work", client)
            answer = await pool.run(client, work)
        except TooManyRequests as refused:
            raise Refusal(429, retry_after_s=refused.retry_after_s) from None
        except QueueFull:
            raise Refusal(503, retry_after_s=2) from None
        if key is not None and answer.cached:
            self._keep((answer.cached.policy.version, key), answer.cached)
        return answer

    def _pool(self, path: bytes) -> MakerPool:
        if path in QUICK:
            return self._quick
        return self._files if b"/charts/" in path and b"." in path.rpartition(b"/")[2] else self._pages

    def _address(self, request: Request) -> str:
        """Who asks, as far as the proxies in front may be believed."""
        named = request.headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        if self._trusted_proxies and len(named) >= self._trusted_proxies:
            return named[-self._trusted_proxies].strip()
        return request.client[0]

    def _keep(self, key: Hashable, kept: CachedResponse) -> None:
        self._cache.put(key, kept)
        self._log.record_cache_size(self._cache.size)

    async def _send_kept(
        self,
        send: Send,
        kept: CachedResponse,
        method: str,
        headers: dict[bytes, bytes],
        key: Hashable | None,
        *,
        close: bool = False,
    ) -> _Sent:
        """Sends an answer that others get too, in this client's encoding, or 304 where it has it."""
        encoding = kept.encoding_for(headers.get(b"accept-encoding", b""))
        encoded = kept.encoded.get(encoding)
        if encoded is None:
            encoded = await asyncio.to_thread(kept.encode, encoding)
            if key is not None:
                self._keep(key, kept)
        if kept.policy.on_served:
            kept.policy.on_served({n.decode("latin-1").title(): v.decode("latin-1") for n, v in headers.items()})
        asked_etag = headers.get(b"if-none-match")
        if asked_etag and (encoded.etag in asked_etag or asked_etag == b"*"):
            return await _send_whole(send, encoded.not_modified, b"", kept.route, close=close)
        if method == "HEAD":
            return await _send_whole(send, encoded.start, b"", kept.route, close=close)
        if close:
            return await _send_whole(send, encoded.start, encoded.body["body"], kept.route, close=True)
        await send(encoded.start)
        await send(encoded.body)
        return _Sent(200, len(encoded.body["body"]), kept.route)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        watching = asyncio.ensure_future(_end_with_parent())
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                watching.cancel()
                await asyncio.to_thread(self._close)
                await send({"type": "lifespan.shutdown.complete"})
                return
            await send({"type": "lifespan.startup.complete"})

    def _close(self) -> None:
        for pool in (self._quick, self._pages, self._files):
            pool.close()
        self._on_shutdown()


async def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone."""
    while not parent_ended():
        await asyncio.sleep(PARENT_POLL_S)
    os.kill(os.getpid(), signal.SIGTERM)


def _check(scope: Scope, headers: dict[bytes, bytes]) -> None:
    """Refuses requests that no browser and no proxy sends.

    Raises:
        Refusal: 400, or 414 for an address that is too long.
    """
    if len(headers) != len(scope["headers"]):
        names = [name for name, _ in scope["headers"]]
        if names.count(b"host") > 1:
            raise Refusal(400, close=True)
        for name in {name for name in names if names.count(name) > 1}:
            separator = b"; " if name == b"cookie" else b","
            headers[name] = separator.join(value for each, value in scope["headers"] if each == name)
    if not headers.get(b"host") and scope["http_version"] == "1.1":
        raise Refusal(400, close=True)
    if not scope["raw_path"].startswith(b"/"):
        raise Refusal(400, close=True)
    if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_ADDRESS_BYTES:
        raise Refusal(414, close=True)


async def _body(path: bytes, headers: dict[bytes, bytes], receive: Receive) -> tuple[bytes, bool]:
    """Reads the body of a request where the address takes one; gives it, and whether one was left unread.

    Raises:
        Refusal: 413 for one that is too large, 408 for one that does not come.
    """
    length = headers.get(b"content-length", b"0")
    if length == b"0" and b"transfer-encoding" not in headers:
        return b"", False
    if path != TAKES_BODY:
        return b"", True
    if not length.isdigit() or int(length) > MAX_BODY_BYTES:
        raise Refusal(413, close=True)
    body = b""
    try:
        async with asyncio.timeout(BODY_LIMIT_S):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientGone
                body += message.get("body", b"")
                if len(body) > MAX_BODY_BYTES:
                    raise Refusal(413, close=True)
                if not message.get("more_body"):
                    return body, False
    except TimeoutError:
        raise Refusal(408, close=True) from None


async def _unless_gone(making: asyncio.Future[Answer], receive: Receive) -> Answer:
    """Waits for an answer as long as its client does.

    Raises:
        ClientGone: it has closed its connection; what waited for a thread is given up.
    """
    leaving = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait((making, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not making.done():
            raise ClientGone
        return making.result()
    finally:
        making.cancel()
        leaving.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_whole(send: Send, start: Message, body: bytes, route: str, *, close: bool = False) -> _Sent:
    if close:
        start = {**start, "headers": [*start["headers"], (b"connection", b"close")]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
    return _Sent(start["status"], len(body), route)


async def _send_plain(send: Send, refused: Refusal, scope: Scope) -> _Sent:
    """Sends a refusal of the shell; who has gone meanwhile misses nothing."""
    status, headers, body = refusal(refused, scope["path"], dict(scope["headers"]))
    body = b"" if scope["method"] == "HEAD" else body
    start = {"type": "http.response.start", "status": status, "headers": headers}
    return await _send_whole(send, start, body, "none", close=refused.close)


def _start(answer: Answer) -> Message:
    return {"type": "http.response.start", "status": answer.status, "headers": answer.headers}


async def _send_chunks(send: Send, receive: Receive, start: Message, chunks: Chunks, *, head: bool) -> int:
    """Sends a file piece by piece, as fast as the client takes it; the system ends a connection where nobody reads.

    Granian raises no error where the client has gone, so that is asked for between two pieces.
    """
    loop, size = asyncio.get_running_loop(), 0
    leaving = asyncio.ensure_future(_gone(receive))
    try:
        await send(start)
        while not head and not leaving.done() and (piece := await loop.run_in_executor(None, chunks.next)):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            size += len(piece)
        await send({"type": "http.response.body", "body": b""})
    finally:
        leaving.cancel()
        chunks.close()
    return size


async def _send_asset(send: Send, receive: Receive, asset_url: Any, method: str, headers: dict[bytes, bytes]) -> _Sent:
    """Sends a file of WhiteNoise's table."""
    environ = {f"HTTP_{n.decode('latin-1').upper().replace('-', '_')}": v.decode("latin-1") for n, v in headers.items()}
    response = asset_url.get_response(method, environ)
    named: list[Header] = [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in response.headers]
    start = {"type": "http.response.start", "status": int(response.status), "headers": named}
    if response.file is None:
        return await _send_whole(send, start, b"", "assets")
    if int(dict(named).get(b"content-length", 0)) > MAX_WHOLE_BYTES:
        chunks = Chunks(iter(partial(response.file.read, CHUNK_BYTES), b""), response.file.close)
        size = await _send_chunks(send, receive, start, chunks, head=False)
        return _Sent(int(response.status), size, "assets")
    with response.file as file:
        body = file.read()
    return await _send_whole(send, start, body, "assets")
