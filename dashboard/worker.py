"""A gunicorn worker whose threads slow clients cannot fill."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from typing import Any

from gunicorn.workers import gthread

#: A request's head must be there this long after its first byte, and its answer be taken this long after that.
HEAD_LIMIT_S, ANSWER_LIMIT_S = 10.0, 180.0
#: Heads that have been awaited longer than `SLOW_S`: so many may be at a time, the oldest are given up.
SLOW_S, MOST_SLOW = 1.0, 8
POLL_INTERVAL_S = 0.5
#: A thread stays with a client that asks again within this, and so many times, before others have their turn.
NEXT_WITHIN_MS, MOST_IN_A_ROW = 5, 50


class PatientWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """Waits for clients in its poller and not in its threads, and gives up those that take too long."""

    def init_process(self) -> None:
        """Starts to watch, then to serve."""
        #: connection → when its present step began, and whether its head has been read.
        self._began: dict[Any, tuple[float, bool]] = {}
        threading.Thread(target=self._watch, name="slow-clients", daemon=True).start()
        super().init_process()

    def handle(self, conn: Any) -> Any:
        """Answers one request; a connection without data goes back to the poller at once."""
        if not conn.initialized and not conn.data_ready and not conn.wait_for_data(0):
            return gthread._DEFER
        again = self._answer(conn)
        for _ in range(MOST_IN_A_ROW):
            # Who asks again at once is answered by the same thread: half of the way through the poller is saved.
            if again is not True or not self.alive or not _asks_again(conn):
                break
            again = self._answer(conn)
        return again

    def _answer(self, conn: Any) -> Any:
        self._began[conn] = (time.monotonic(), False)
        try:
            return super().handle(conn)
        finally:
            self._began.pop(conn, None)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answers a request whose head has been read."""
        self._began[conn] = (time.monotonic(), True)
        return super().handle_request(req, conn)

    def _watch(self) -> None:
        pause = threading.Event()
        while not pause.wait(POLL_INTERVAL_S):
            for conn in overdue(dict(self._began), time.monotonic()):
                # The thread that reads or writes sees the end of the connection; it closes it.
                with contextlib.suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)


def _asks_again(conn: Any) -> bool:
    """True where a request has begun to come in; one that was read ahead is for the poller's thread."""
    if conn.is_http2 or conn.parser.unreader.buf.getvalue():
        return False
    poll = select.poll()
    poll.register(conn.sock, select.POLLIN)
    return bool(poll.poll(NEXT_WITHIN_MS))


def overdue(began: dict[Any, tuple[float, bool]], now: float) -> list[Any]:
    """Connections to give up, of those that threads are busy with.

    Args:
        began: connection → when its step began, and whether its head has been read.
        now: on the same clock.
    """
    late = [c for c, (since, read) in began.items() if now - since > (ANSWER_LIMIT_S if read else HEAD_LIMIT_S)]
    slow = sorted(
        (since, index, c) for index, (c, (since, read)) in enumerate(began.items()) if not read and now - since > SLOW_S
    )
    crowded_out = [c for _, _, c in slow[: max(0, len(slow) - MOST_SLOW)]]
    return list(dict.fromkeys([*late, *crowded_out]))
