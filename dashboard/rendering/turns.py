"""Whose work is next, where only one piece can be done at a time."""

from __future__ import annotations

import contextlib
import heapq
import itertools
import threading
from collections.abc import Iterator


class Turns:
    """Gives turns so that a client with much or dear work does not keep those with little waiting.

    Self-clocked fair queueing (S. J. Golestani, 1994): every piece of work is tagged with the cost of all that its
    client has asked for since the queue was empty, and the lowest tag is next.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy, self._clock = False, 0.0
        self._asked: dict[str, float] = {}
        self._waiting: list[tuple[float, int, threading.Event]] = []
        self._numbers = itertools.count()

    @contextlib.contextmanager
    def turn(self, client: str, cost: float) -> Iterator[None]:
        """Waits for a turn, which lasts as long as the block.

        Args:
            client: who asks.
            cost: of the work, in any unit.
        """
        ready = threading.Event()
        with self._lock:
            tag = self._asked[client] = max(self._clock, self._asked.get(client, 0.0)) + cost
            heapq.heappush(self._waiting, (tag, next(self._numbers), ready))
            if not self._busy:
                self._next()
        ready.wait()
        try:
            yield
        finally:
            with self._lock:
                self._next()

    def _next(self) -> None:
        self._busy = bool(self._waiting)
        if self._busy:
            self._clock, _, ready = heapq.heappop(self._waiting)
            ready.set()
        else:
            self._clock = 0.0
            self._asked.clear()
