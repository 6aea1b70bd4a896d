"""Threads in which answers are made: few of them, and few requests that wait for one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


class QueueFull(Exception):
    """As many requests as may are being made or wait already."""


class MakerPool:
    """Runs work in threads. For the event loop's thread only.

    Args:
        name: of its threads.
        threads: so many pieces of work at once.
        waiting: so many more may wait.
        per_client: so many of them may be one client's, so that others find a place.
    """

    def __init__(self, name: str, threads: int, waiting: int, per_client: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._limit, self._per_client = threads + waiting, per_client
        self._taken: Counter[str] = Counter()

    async def run(self, client: str, work: Callable[[], Made]) -> Made:
        """Runs work and gives what it returns; cancelled while it waits, it gives its place back at once.

        Raises:
            QueueFull: there is no place for it, or none for this client.
        """
        if self._taken.total() >= self._limit or self._taken[client] >= self._per_client:
            raise QueueFull
        loop = asyncio.get_running_loop()
        self._taken[client] += 1

        def release(_: Future[Made]) -> None:
            loop.call_soon_threadsafe(self._release, client)

        future = self._pool.submit(work)
        future.add_done_callback(release)  # work that runs keeps its place to its end, whoever has gone
        return await asyncio.wrap_future(future)

    def _release(self, client: str) -> None:
        self._taken[client] -= 1
        if self._taken[client] <= 0:
            del self._taken[client]

    def close(self) -> None:
        """Takes no more work, and waits for what runs."""
        self._pool.shutdown(cancel_futures=True)
