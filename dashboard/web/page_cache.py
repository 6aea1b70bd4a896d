"""Pages kept as bytes, under a limit that made-up addresses cannot use up."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from dashboard.design.assets import BROTLI_EFFORT, compress_text
from dashboard.runtime.single_flight import SingleFlight

#: Bytes of pages that one process keeps; made-up query strings cannot fill the memory.
KEPT_BYTES = 64_000_000
#: Of them, those of pages that have been asked for once only: searches and the like cannot push out what many read.
ONCE_BYTES = KEPT_BYTES // 4


@dataclass(frozen=True)
class Kept:
    """A page's bytes and what identifies them.

    Attributes:
        whole: False where something is still missing from it, so that nobody keeps it.
    """

    body: bytes
    brotli: bytes
    gzip: bytes
    etag: str
    whole: bool = True

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return len(self.body) + len(self.brotli) + len(self.gzip)


class _Part:
    """Pages by key, the longest unused first, and their bytes."""

    def __init__(self) -> None:
        self.pages: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self.size = 0

    def put(self, key: tuple[str, ...], kept: Kept) -> None:
        self.take(key)
        self.pages[key] = kept
        self.size += kept.size

    def take(self, key: tuple[str, ...]) -> Kept | None:
        kept = self.pages.pop(key, None)
        self.size -= kept.size if kept else 0
        return kept

    def drop_oldest(self) -> None:
        self.size -= self.pages.popitem(last=False)[1].size


class PageShelf:
    """Pages made before, the latest used kept; those asked for again are kept before those asked for once."""

    def __init__(self) -> None:
        self._once, self._again = _Part(), _Part()
        self._lock = threading.Lock()
        self._flights: SingleFlight[Kept] = SingleFlight()

    @property
    def size(self) -> int:
        """Bytes of all pages kept."""
        return self._once.size + self._again.size

    def __len__(self) -> int:
        return len(self._once.pages) + len(self._again.pages)

    def get(
        self, key: tuple[str, ...], make: Callable[[], str], effort: int, whole: Callable[[], bool] = lambda: True
    ) -> Kept:
        """Gives the page of a key, made and compressed when it is not there, and kept where it is whole.

        It is made once for all who ask for it together: else the readers of one evening would each wait for all
        the others' copies.
        """

        def found_or_made() -> Kept:
            return self._found(key) or self._made(key, make, effort, whole)

        return self._found(key) or self._flights.get(key, found_or_made)

    def _found(self, key: tuple[str, ...]) -> Kept | None:
        with self._lock:
            found = self._again.take(key) or self._once.take(key)
            if found:
                self._again.put(key, found)
            return found

    def _made(self, key: tuple[str, ...], make: Callable[[], str], effort: int, whole: Callable[[], bool]) -> Kept:
        kept = keep(make().encode(), effort)
        if not whole():
            return replace(kept, whole=False)
        with self._lock:
            self._once.put(key, kept)
            self._make_room()
        return kept

    def _make_room(self) -> None:
        while self.size > KEPT_BYTES and len(self) > 1:
            crowded = self._once.size > ONCE_BYTES or not self._again.pages
            (self._once if crowded and self._once.pages else self._again).drop_oldest()


def keep(body: bytes, effort: int = BROTLI_EFFORT) -> Kept:
    """Compresses a text for keeping."""
    return Kept(body, *compress_text(body, effort), hashlib.sha256(body).hexdigest()[:20])
