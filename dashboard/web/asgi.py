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
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote_to_bytes

from flask import Flask
from whitenoise import WhiteNoise

from dashboard.errors import TooManyRequests
from dashboard.runtime.child_process import parent_ended
from dashboard.web.asgi_messages import (
    ClientGone,
    Receive,
    Scope,
    Send,
    Sent,
    check_request,
    read_body,
    send_asset,
    send_chunks,
    send_plain,
    send_whole,
    start_of,
    unless_gone,
)
from dashboard.web.maker_pool import MakerPool, QueueFull
from dashboard.web.rate_limits import RateLimits, network_of
from dashboard.web.refusals import Refusal
from dashboard.web.relevant_query import RelevantQuery, TooManyParameters
from dashboard.web.request_log import RequestLog
from dashboard.web.response_cache import CachedResponse, ResponseCache
from dashboard.web.wsgi_call import Answer, Request, call

log = logging.getLogger("figures")
#: Pages and data: most of it is Python, so that more threads would make nothing sooner.
PAGE_THREADS, PAGES_WAITING = 8, 56
#: Pictures and other files of a chart: most of it is waiting for the renderer, and pages must not wait behind that.
FILE_THREADS, FILES_WAITING = 4, 60
#: Of those of one client, so that others find a place.
MAX_PER_CLIENT = 16
#: Answered without a price and beside all that is made.
QUICK = frozenset({b"/", b"/healthz", b"/readyz", b"/robots.txt"})
PARENT_POLL_S = 1.0


@dataclass
class _Flight:
    """An answer that is being made, and how many wait for it."""

    task: asyncio.Task[Answer]
    waiting: int = 0


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
            sent = await send_plain(send, refused, scope)
        except ClientGone:
            sent = Sent(499, None)
        except Exception as error:
            log.error("the server failed (%s): %s", reference or "no reference", type(error).__name__)
            sent = await send_plain(send, Refusal(500, close=True), scope)
        if self._log.enabled:
            seconds = time.perf_counter() - began_s
            self._log.record(scope["method"], sent.route, sent.status, seconds, sent.size, reference)
        return None

    async def _answer(self, scope: Scope, receive: Receive, send: Send, reference: str) -> Sent:
        method, headers = scope["method"], dict(scope["headers"])
        check_request(scope, headers)
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
                return await send_asset(send, asset_url, method, headers)
        body, unread = await read_body(path, headers, receive)
        request = Request(
            *(method, scope["raw_path"], query if reads else scope["query_string"].decode("latin-1"), headers),
            *(scope["scheme"], scope["client"], scope["server"], scope["http_version"]),
            reference or secrets.token_hex(5),
        )
        making = asyncio.ensure_future(self._made(request, path, body, key))
        answer = await (making if unread else unless_gone(making, receive))
        if answer.cached:
            return await self._send_kept(send, answer.cached, method, headers, None, close=unread)
        if answer.chunks:
            size = await send_chunks(send, start_of(answer), answer.chunks, head=method == "HEAD")
            return Sent(answer.status, size, answer.route)
        body = b"" if method == "HEAD" else answer.body
        return await send_whole(send, start_of(answer), body, answer.route, close=unread)

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
    ) -> Sent:
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
            return await send_whole(send, encoded.not_modified, b"", kept.route, close=close)
        if method == "HEAD":
            return await send_whole(send, encoded.start, b"", kept.route, close=close)
        if close:
            return await send_whole(send, encoded.start, encoded.body["body"], kept.route, close=True)
        await send(encoded.start)
        await send(encoded.body)
        return Sent(200, len(encoded.body["body"]), kept.route)

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
