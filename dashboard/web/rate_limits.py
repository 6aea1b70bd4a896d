"""How much one client may ask for of what costs work: processor, pictures that must be made, answers to live charts.

Each serving process counts for itself, so that with N of them a client may have up to N times as much; nothing about a
client is written down.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from functools import cache

from flask import request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from dashboard.errors import TooManyRequests
from dashboard.settings import settings

#: What is limited, each by the setting ``rate_…``, all of whose limits hold. The unit of ``work`` is a millisecond of
#: processor, of ``pictures`` an ordinary picture.
KINDS = ("work", "pictures", "callbacks")


class RateLimits:
    """Limits what clients ask for, by kind; any thread may ask.

    One thread at a time reaches the storage: two that count at once may both start its timer, which raises.
    """

    def __init__(self) -> None:
        self._limits = {kind: parse_many(getattr(settings(), f"rate_{kind}")) for kind in KINDS}
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._lock = threading.Lock()

    def check(self, kind: str, client: str, cost: int = 1) -> None:
        """Counts a request whose cost is known before.

        Raises:
            TooManyRequests: the client has used up its share.
        """
        with self._lock:
            for limit in self._limits[kind]:
                if not self._limiter.hit(limit, kind, client, cost=min(cost, limit.amount)):
                    raise self._refusal(limit, kind, client)

    def refuse_spent(self, kind: str, client: str) -> None:
        """Counts nothing.

        Raises:
            TooManyRequests: the client has used up its share.
        """
        with self._lock:
            for limit in self._limits[kind]:
                if not self._limiter.test(limit, kind, client):
                    raise self._refusal(limit, kind, client)

    def charge(self, kind: str, client: str, cost: int) -> None:
        """Counts what a request has cost; at most what was left, which is used up then."""
        with self._lock:
            for limit in self._limits[kind]:
                left = self._limiter.get_window_stats(limit, kind, client).remaining
                if left and cost:
                    self._limiter.hit(limit, kind, client, cost=min(cost, left))

    def _refusal(self, limit: RateLimitItem, kind: str, client: str) -> TooManyRequests:
        wait_s = self._limiter.get_window_stats(limit, kind, client).reset_time - time.time()
        return TooManyRequests(kind, min(max(1, math.ceil(wait_s)), limit.get_expiry()))


def enforce(kind: str, cost: int = 1) -> None:
    """Counts a request of this client; for what costs work, and only when the work must be done.

    Args:
        kind: one of `KINDS`.
        cost: in the unit of the kind.

    Raises:
        TooManyRequests: the client has used up its share.
    """
    _limits().check(kind, client_network(), cost)


def client_network() -> str:
    """Who sends this request, as `network_of` names it."""
    return network_of(request.remote_addr or "")


@cache
def _limits() -> RateLimits:
    return RateLimits()


def network_of(address: str) -> str:
    """Who asks: the address, or for IPv6 the network of 64 bits that one client has to itself.

    A proxy in front stands for all its clients unless ``TRUSTED_PROXIES`` says that it may name them.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a Unix socket has no address
        return "local"
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def load_limits() -> None:
    """Reads the limits anew."""
    _limits.cache_clear()
    _limits()
