"""The data versions a server can show: the current one, and older ones that frozen addresses name.

A new version is opened beside the old one and then takes its place, so nobody waits and no answer holds two versions.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from pathlib import Path

from dashboard.data.store import Store, current_database
from dashboard.errors import BadState, NotReady, SiteError
from dashboard.releases.data_version import Desk

log = logging.getLogger("figures")
#: Older versions that one process keeps open; each is a small read-only database.
KEPT_OPEN = 4
#: How often the pointer to the current version is looked at.
LOOK_EVERY_S = 1.0
Stat = tuple[int, int, int] | None


class Versions:
    """Desks by data version.

    Args:
        current: the desk that is served first.
        published: the folder of versions.
    """

    def __init__(self, current: Desk, published: Path) -> None:
        self._current = current
        self._published = published
        self._older: OrderedDict[str, Desk] = OrderedDict()
        self._retired: list[Desk] = []
        self._leases: Counter[Desk] = Counter()
        self._lock = threading.Lock()
        self._seen = self._signs()

    def desk(self, version: str | None = None) -> Desk:
        """Gives the desk of a version; the current one when none is named.

        Raises:
            BadState: the version is not kept.
            NotReady: its database cannot be read.
        """
        current = self._current
        if not version or version == current.version:
            return current
        with self._lock:
            if version not in self._older:
                known = self.known()
                if version not in known:
                    raise BadState("v", version, known)
                store = Store(self._published / f"figures-{version}.duckdb")
                self._older[version] = Desk(store, current.catalogue, current.shelf)
                while len(self._older) > KEPT_OPEN:
                    self._retired.append(self._older.popitem(last=False)[1])
            self._older.move_to_end(version)
            return self._older[version]

    def lease(self, version: str | None = None) -> Desk:
        """Gives a desk that stays open until it is given back; see `desk`."""
        while True:
            desk = self.desk(version)
            with self._lock:
                if desk is self._current or desk in self._older.values():
                    self._leases[desk] += 1
                    return desk

    def give_back(self, desk: Desk) -> None:
        """Ends a lease; a desk that has been replaced is closed when the last is given back."""
        with self._lock:
            self._leases[desk] -= 1
            if self._leases[desk] <= 0:
                del self._leases[desk]
            if self._retired:
                self._close_unused()

    def _close_unused(self) -> None:
        for desk in [desk for desk in self._retired if not self._leases[desk]]:
            self._retired.remove(desk)
            desk.store.close()

    def known(self) -> list[str]:
        """Every version there is a database of, the latest first."""
        return [path.stem.removeprefix("figures-") for path in databases(self._published)]

    def watch(self, opened: Callable[[Desk], None], served: Callable[[], object] = lambda: None) -> threading.Thread:
        """Looks for a new version from now on, in a thread of its own.

        Args:
            opened: is called with each new desk before it is served.
            served: is called when a new one is served.
        """

        def look() -> None:
            pause = threading.Event()
            while not pause.wait(LOOK_EVERY_S):
                before = self._current
                self.look(opened)
                if self._current is not before:
                    served()

        thread = threading.Thread(target=look, name="versions", daemon=True)
        thread.start()
        return thread

    def look(self, opened: Callable[[Desk], None] = lambda _: None) -> None:
        """Serves the version that the pointer names, when that has changed; keeps the old one where it cannot be opened."""
        signs = self._signs()
        if signs == self._seen and not self._current.store.unreadable:
            return
        changed, self._seen = signs != self._seen, signs
        try:
            path = current_database(self._published)
            if self._current.store.unreadable and path == self._current.store.path:
                self._reopen(path)
                return
            if path.stem == f"figures-{self._current.version}":
                return
            store = Store(path)
            try:
                store.check()
                desk = Desk(store, self._current.catalogue, self._current.shelf)
                opened(desk)
            except BaseException:
                store.close()
                raise
        except SiteError as error:
            if changed:
                log.error("data version %s stays: %s", self._current.version, error)
            return
        except Exception:
            log.exception("data version %s stays: the new one cannot be opened", self._current.version)
            return
        self._serve(desk)

    def _serve(self, desk: Desk) -> None:
        with self._lock:
            before, self._current = self._current, desk
            again = self._older.pop(desk.version, None)
            self._older[before.version] = before
            if again is not None:
                self._retired.append(again)
            while len(self._older) > KEPT_OPEN:
                self._retired.append(self._older.popitem(last=False)[1])
            self._close_unused()
        log.info("data version %s is served, after %s", desk.version, before.version)

    def _reopen(self, path: Path) -> None:
        """Tries a damaged file again. DuckDB gives what it read before to whoever opens it while it is open."""
        broken = self._current
        broken.store.close()
        store = Store(path)
        store.check()
        desk = Desk(store, broken.catalogue, broken.shelf)
        with self._lock:
            self._current = desk
        log.info("data version %s can be read again", desk.version)

    def close(self) -> None:
        """Closes every database, at the end of a process."""
        with self._lock:
            for desk in [self._current, *self._older.values(), *self._retired]:
                desk.store.close()

    def _signs(self) -> tuple[Stat, Stat]:
        """What changes when there is something new: the pointer, and the file it names."""
        database = None
        with contextlib.suppress(SiteError):
            database = current_database(self._published)
        return _stat(self._published / "current"), _stat(database)


def _stat(path: Path | None) -> Stat:
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size) if found else None


def databases(published: Path) -> list[Path]:
    """Every database of a folder, the latest first; one may be taken away while they are looked at."""
    found = [(stat[1], path) for path in published.glob("figures-*.duckdb") if (stat := _stat(path))]
    return [path for _, path in sorted(found, reverse=True)]


def readable_store(published: Path) -> Store:
    """Opens the current version, or where it cannot be read the latest one that can: a server goes on with what it has.

    Raises:
        NotReady: there is none.
    """
    try:
        return Store(current_database(published))
    except NotReady as error:
        for path in databases(published):
            with contextlib.suppress(NotReady):
                store = Store(path)
                log.error("data version %s is served: %s", store.version, error)
                return store
        raise
