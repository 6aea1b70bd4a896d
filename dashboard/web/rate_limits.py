"""How often one client may ask for what costs work: pictures that must be made, and answers to live charts.

All serving processes of a server count together and forget when it ends; nothing about a client is written down.
"""

from __future__ import annotations

import ipaddress
import math
import os
from functools import cache

from flask import request
from limits import RateLimitItem, parse_many

from dashboard.errors import SiteError, TooManyRequests
from dashboard.web.shared_counts import SharedCounts

#: What is limited → variable that overrides it, and the limits: every one of them holds.
LIMITS = {
    "pictures": ("RATE_PICTURES", "30 per minute; 300 per hour"),
    "callbacks": ("RATE_CALLBACKS", "120 per minute"),
}


class RateLimits:
    """Limits requests by kind and client.

    Args:
        counts: where they are counted.

    Raises:
        SiteError: a limit is not written as ``NUMBER per UNIT``.
    """

    def __init__(self, counts: SharedCounts) -> None:
        self._limits = {kind: _parsed(*declared) for kind, declared in LIMITS.items()}
        self._counts = counts

    def check(self, kind: str, client: str) -> None:
        """Counts one request.

        Raises:
            TooManyRequests: the client has used up its share.
        """
        for limit in self._limits[kind]:
            wait_s = self._counts.hit(limit.key_for(kind, client), limit.amount, limit.get_expiry())
            if wait_s > 0:
                raise TooManyRequests(kind, math.ceil(wait_s))


def _parsed(variable: str, default: str) -> list[RateLimitItem]:
    text = os.environ.get(variable) or default
    try:
        return parse_many(text)
    except ValueError as error:
        raise SiteError(f"{variable} is “{text}”; write it as “{default}”.") from error


def enforce(kind: str) -> None:
    """Counts a request of this client; for what costs work, and only when the work must be done.

    Args:
        kind: one of `LIMITS`.

    Raises:
        TooManyRequests: the client has used up its share.
    """
    _limits().check(kind, client_network())


@cache
def _counts() -> SharedCounts:
    return SharedCounts()


@cache
def _limits() -> RateLimits:
    return RateLimits(_counts())


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


def load_limits() -> None:
    """Reads the limits anew; processes that are forked after this is first called count together.

    Raises:
        SiteError: a limit is not written as ``NUMBER per UNIT``.
    """
    _limits.cache_clear()
    _limits()
