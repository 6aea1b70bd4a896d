"""Requests and answers as ASGI messages: what is refused, how a body is read, and how an answer is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from dashboard.web.refusals import Refusal, refusal
from dashboard.web.response_cache import Header, Message
from dashboard.web.wsgi_call import CHUNK_BYTES, MAX_WHOLE_BYTES, Answer, Chunks

#: A request's body; a live chart's question takes some hundred bytes.
MAX_BODY_BYTES, BODY_LIMIT_S = 65_536, 10.0
MAX_ADDRESS_BYTES = 4094
#: The only address that takes a body.
TAKES_BODY = b"/_dash/_dash-update-component"
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


@dataclass
class Sent:
    """What is recorded of an answer."""

    status: int
    size: int | None
    route: str = "none"


def check_request(scope: Scope, headers: dict[bytes, bytes]) -> None:
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


async def read_body(path: bytes, headers: dict[bytes, bytes], receive: Receive) -> tuple[bytes, bool]:
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


async def unless_gone(making: asyncio.Future[Answer], receive: Receive) -> Answer:
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


async def send_whole(send: Send, start: Message, body: bytes, route: str, *, close: bool = False) -> Sent:
    """Sends an answer that is in memory; ``close`` ends the connection after it."""
    if close:
        start = {**start, "headers": [*start["headers"], (b"connection", b"close")]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
    return Sent(start["status"], len(body), route)


async def send_plain(send: Send, refused: Refusal, scope: Scope) -> Sent:
    """Sends a refusal of the shell; who has gone meanwhile misses nothing."""
    status, headers, body = refusal(refused, scope["path"], dict(scope["headers"]))
    body = b"" if scope["method"] == "HEAD" else body
    start = {"type": "http.response.start", "status": status, "headers": headers}
    return await send_whole(send, start, body, "none", close=refused.close)


def start_of(answer: Answer) -> Message:
    """How an answer begins."""
    return {"type": "http.response.start", "status": answer.status, "headers": answer.headers}


async def send_chunks(send: Send, start: Message, chunks: Chunks, *, head: bool) -> int:
    """Sends a file piece by piece, as fast as the client takes it; the system ends a connection where nobody reads.

    Whether the client has gone is not asked: granian (2.8.9) says so of one in fifty that still read. What is sent to
    one that has gone is dropped at once.
    """
    loop, size = asyncio.get_running_loop(), 0
    try:
        await send(start)
        while not head and (piece := await loop.run_in_executor(None, chunks.next)):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            size += len(piece)
        await send({"type": "http.response.body", "body": b""})
    finally:
        chunks.close()
    return size


async def send_asset(send: Send, asset_url: Any, method: str, headers: dict[bytes, bytes]) -> Sent:
    """Sends a file of WhiteNoise's table."""
    environ = {f"HTTP_{n.decode('latin-1').upper().replace('-', '_')}": v.decode("latin-1") for n, v in headers.items()}
    response = asset_url.get_response(method, environ)
    named: list[Header] = [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in response.headers]
    start = {"type": "http.response.start", "status": int(response.status), "headers": named}
    if response.file is None:
        return await send_whole(send, start, b"", "assets")
    if int(dict(named).get(b"content-length", 0)) > MAX_WHOLE_BYTES:
        chunks = Chunks(iter(partial(response.file.read, CHUNK_BYTES), b""), response.file.close)
        size = await send_chunks(send, start, chunks, head=False)
        return Sent(int(response.status), size, "assets")
    with response.file as file:
        body = file.read()
    return await send_whole(send, start, body, "assets")
