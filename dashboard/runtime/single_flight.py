"""What many ask for at once is made once, and all get it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Made = TypeVar("Made")


class SingleFlight(Generic[Made]):
    """Makes by key: who asks while it is being made waits for it. Nothing is kept afterwards.

    After Go's ``golang.org/x/sync/singleflight``.
    """

    def __init__(self) -> None:
        self._flights: dict[Hashable, Future[Made]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Gives what ``make`` gives, called by the first of those who ask for a key together.

        Raises:
            BaseException: what ``make`` raised, to each of them; who asks later has it made anew.
        """
        with self._lock:
            flight = self._flights.get(key)
            first = flight is None
            if flight is None:
                flight = self._flights[key] = Future()
        if not first:
            return flight.result()
        try:
            flight.set_result(make())
        except BaseException as error:
            flight.set_exception(error)
        finally:
            with self._lock:
                del self._flights[key]
        return flight.result()
