"""How often one client may ask for what costs work: pictures that must be made, and answers to live charts.

Each serving process counts for itself and forgets when it ends; nothing about a client is written down.
"""

from __future__ import annotations

import ipaddress
import math
import os
import time
from functools import cache

from flask import request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from dashboard.errors import SiteError, TooManyRequests

#: What is limited → variable that overrides it, and the limits: every one of them holds.
LIMITS = {
    "pictures": ("RATE_PICTURES", "30 per minute; 300 per hour"),
    "callbacks": ("RATE_CALLBACKS", "120 per minute"),
}
#: Clients that one process remembers; past this it begins anew, so that made-up addresses cannot fill the memory.
MOST_CLIENTS = 20_000
#: A clock that was set by more than this makes the remembered times worthless.
CLOCK_STEP_S = 2.0


class RateLimits:
    """Counts requests by kind and client in a moving window.

    Raises:
        SiteError: a limit is not written as ``NUMBER per UNIT``.
    """

    def __init__(self) -> None:
        self._limits = {kind: _parsed(*declared) for kind, declared in LIMITS.items()}
        self._storage = MemoryStorage()
        self._window = MovingWindowRateLimiter(self._storage)
        self._clock_offset_s = time.time() - time.monotonic()

    def check(self, kind: str, client: str) -> None:
        """Counts one request.

        Raises:
            TooManyRequests: the client has used up its share.
        """
        self._forget()
        for limit in self._limits[kind]:
            if not self._window.hit(limit, kind, client):
                wait_s = self._window.get_window_stats(limit, kind, client).reset_time - time.time()
                raise TooManyRequests(kind, max(1, math.ceil(wait_s)))

    def _forget(self) -> None:
        """Begins anew when there are too many clients, or when the clock was set."""
        offset_s = time.time() - time.monotonic()
        if abs(offset_s - self._clock_offset_s) > CLOCK_STEP_S or len(self._storage.events) > MOST_CLIENTS:
            self._storage.reset()
            self._clock_offset_s = offset_s


def _parsed(variable: str, default: str) -> list[RateLimitItem]:
    text = os.environ.get(variable) or default
    try:
        return parse_many(text)
    except ValueError as error:
        raise SiteError(f"{variable} is “{text}”; write it as “{default}”.") from error


def check_rate(kind: str) -> None:
    """Counts a request of this client; for what costs work, and only when the work must be done.

    Args:
        kind: one of `LIMITS`.

    Raises:
        TooManyRequests: the client has used up its share.
    """
    _limits().check(kind, client_network())


@cache
def _limits() -> RateLimits:
    return RateLimits()


def client_network() -> str:
    """Who asks: the address, or for IPv6 the network of 64 bits that one client has to itself.

    A proxy in front stands for all its clients unless ``TRUSTED_PROXIES`` says that it may name them.
    """
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:  # a Unix socket has no address
        return "local"
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def read_limits() -> None:
    """Reads the limits anew.

    Raises:
        SiteError: a limit is not written as ``NUMBER per UNIT``.
    """
    _limits.cache_clear()
    _limits()
