"""Planned pictures of one data version, the latest used kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.exports.images.layout import ImageLayout

#: A plan takes some kilobytes beside its view and drawing, which others keep too.
KEPT_PLANS = 512


class Plans:
    """Plans by what they were asked for. They belong to a desk, and are forgotten with it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], ImageLayout] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def get(self, key: tuple[object, ...], make: Callable[[], ImageLayout]) -> ImageLayout:
        """Gives the plan of a key, made when it is not there; nothing is kept where making it fails."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        plan = make()
        with self._lock:
            self._kept[key] = plan
            while len(self._kept) > KEPT_PLANS:
                self._kept.popitem(last=False)
        return plan
