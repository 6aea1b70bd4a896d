"""Counts of what clients ask, shared by a process and those forked from it, in memory of a fixed size.

A lock of the system guards them, which is free again when a process that holds it is killed; times are of the clock that
nobody can set.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import secrets
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

#: Clients that are remembered, in rows of so many; where a row is full the longest silent makes room.
ROWS, ROW_SLOTS = 4096, 8
#: Name of the client (hashed), start of its window (s), requests in it, requests in the one before.
_SLOT = struct.Struct("<8sdII")


@dataclass
class _Window:
    """What one client has asked in the window that began at ``start_s``, and in the one before."""

    offset: int
    start_s: float
    number: int
    before: int

    def move_on(self, now_s: float, period_s: float) -> None:
        """Begins the next window when this one is over."""
        over_s = now_s - self.start_s
        if over_s >= 2 * period_s:
            self.start_s, self.number, self.before = now_s, 0, 0
        elif over_s >= period_s:
            self.start_s, self.number, self.before = self.start_s + period_s, 0, self.number

    def wait_s(self, now_s: float, most: int, period_s: float) -> float:
        """How long until one more request fits; 0 when it fits now.

        The requests of the window before count less and less as this one goes on, in whole requests.
        """
        passed_s = now_s - self.start_s
        if self.number < most:
            return max(0.0, _faded_s(self.before, most - self.number, period_s) - passed_s)
        return period_s - passed_s + _faded_s(self.number, most, period_s)


def _faded_s(number: int, room: int, period_s: float) -> float:
    """How far into a window requests of the one before count as fewer than there is room for."""
    return period_s * (1 - room / number) + 1e-6 if number >= room else 0.0


class SharedCounts:
    """Requests by name in a window that moves on; to be made before processes are forked that are to share it."""

    def __init__(self) -> None:
        self._file = os.memfd_create("request-counts", os.MFD_CLOEXEC)
        size = ROWS * ROW_SLOTS * _SLOT.size
        os.ftruncate(self._file, size)
        self._memory = mmap.mmap(self._file, size)
        self._secret = secrets.token_bytes(16)  # nobody can choose an address that shares another's row
        self._threads = threading.Lock()

    def hit(self, name: str, most: int, period_s: float) -> float:
        """Counts one request, if it fits.

        Args:
            name: what is counted; only its hash is kept.
            most: requests in a period.
            period_s: seconds.

        Returns:
            0 when it fits, else the seconds until one will.
        """
        key = hashlib.blake2b(name.encode(), digest_size=12, key=self._secret).digest()
        row, tag = int.from_bytes(key[:4], "big") % ROWS, key[4:]
        with self._alone():
            now_s = time.monotonic()
            window = self._find(row, tag, now_s)
            window.move_on(now_s, period_s)
            wait_s = window.wait_s(now_s, most, period_s)
            window.number += wait_s <= 0
            _SLOT.pack_into(self._memory, window.offset, tag, window.start_s, window.number, window.before)
        return wait_s

    def _find(self, row: int, tag: bytes, now_s: float) -> _Window:
        """The window of a name; a new one, in place of the row's oldest, where it has none."""
        oldest, oldest_s = 0, float("inf")
        for offset in range(row * ROW_SLOTS * _SLOT.size, (row + 1) * ROW_SLOTS * _SLOT.size, _SLOT.size):
            found, start_s, number, before = _SLOT.unpack_from(self._memory, offset)
            if found == tag and start_s:
                return _Window(offset, start_s, number, before)
            if start_s < oldest_s:
                oldest, oldest_s = offset, start_s
        return _Window(oldest, now_s, 0, 0)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps out this process's other threads, then other processes: the system's lock is that of a whole process."""
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
