"""Clients that linger, do not send or do not read: what each sends, and how one behaves."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

CALLBACK = b"POST /_dash/_dash-update-component HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
#: What each of them sends. Nothing of the answer is read, and no connection is closed.
RUDENESS = {
    "lingers": b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "lingers as HTTP/1.0": b"GET /healthz HTTP/1.0\r\n\r\n",
    "lingers after an error": b"GET /en/ HTTP/9.9\r\n\r\n",
    "sends no body": CALLBACK + b"Content-Length: 60000\r\n\r\n{",
    "sends no body in chunks": CALLBACK + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
    "sends no body elsewhere": b"POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n{",
    "does not read": b"GET /figures.duckdb HTTP/1.1\r\nHost: a\r\n\r\n",
    "does not read a page": b"GET /en/ HTTP/1.1\r\nHost: a\r\n\r\n" * 20,
    "trickles its head": b"GET /en/ HTTP/1.1\r\nHost: a\r\nX-S",
}
#: Those whom the server has given up come again after this.
AGAIN_S = 5.0


def connect_rudely(port: int, sent: bytes) -> socket.socket:
    """Opens a connection on loopback and sends; reads nothing.

    Raises:
        OSError: the server does not take it.
    """
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(60)
    connection.connect(("127.0.0.1", port))
    connection.sendall(sent)
    return connection


@contextlib.contextmanager
def rude_clients(port: int, number: int) -> Iterator[None]:
    """So many of each kind at a time until the block ends; all of them come anew every `AGAIN_S`."""
    ended = threading.Event()

    def behave() -> None:
        while not ended.is_set():
            with contextlib.ExitStack() as stack:
                for sent in RUDENESS.values():
                    for _ in range(number):
                        with contextlib.suppress(OSError):
                            stack.enter_context(connect_rudely(port, sent))
                ended.wait(AGAIN_S)

    thread = threading.Thread(target=behave)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
