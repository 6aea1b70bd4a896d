"""A cache under a limit of bytes, for many threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache

Value = TypeVar("Value")


class SizedCache(Generic[Value]):
    """Values by key, the latest used kept.

    Args:
        max_bytes: of all that is kept.
        size: of a value, in bytes.
    """

    def __init__(self, max_bytes: int, size: Callable[[Value], int]) -> None:
        self._values: LRUCache[Hashable, Value] = LRUCache(max_bytes, getsizeof=size)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._values)

    @property
    def bytes(self) -> int:
        """Of all that is kept."""
        return int(self._values.currsize)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not kept; a value larger than the cache is given and not kept."""
        with self._lock:
            if key in self._values:
                return self._values[key]
        made = make()
        with self._lock:
            if self._values.getsizeof(made) <= self._values.maxsize:
                self._values[key] = made
        return made
