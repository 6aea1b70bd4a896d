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

from dashboard.data.store import Store, current_database, file_signs
from dashboard.errors import InvalidParameter, NotReady, SiteError
from dashboard.releases.data_version import DataVersion
from dashboard.runtime.single_flight import SingleFlight

log = logging.getLogger("figures")
#: Older versions that one process keeps open; each is a small read-only database.
MAX_OPEN = 4
#: How often the pointer to the current version is looked at.
POLL_INTERVAL_S = 1.0
Stat = tuple[int, int, int] | None


class DataVersions:
    """The data versions by name.

    Args:
        current: the data version that is served first.
        published: the folder of versions.
    """

    def __init__(self, current: DataVersion, published: Path) -> None:
        self._current = current
        current.offer_languages()
        self._published = published
        self._older: OrderedDict[str, DataVersion] = OrderedDict()
        self._closing: list[DataVersion] = []
        self._leases: Counter[DataVersion] = Counter()
        self._lock = threading.Lock()
        self._openings: SingleFlight[DataVersion] = SingleFlight()
        self._last_stat = self._pointer_stat()

    def data(self, version: str | None = None) -> DataVersion:
        """Gives a data version; the current one when none is named.

        Raises:
            InvalidParameter: the version is not kept.
            NotReady: its database cannot be read.
        """
        current = self._current
        if not version or version == current.version:
            return current
        return self._opened(version) or self._openings.get(
            (version,), lambda: self._opened(version) or self._open(version)
        )

    def _opened(self, version: str) -> DataVersion | None:
        with self._lock:
            if version in self._older:
                self._older.move_to_end(version)
            return self._older.get(version)

    def _open(self, version: str) -> DataVersion:
        """Opens an older version; not under the lock, which every request takes."""
        known, current = self.known(), self._current
        if version not in known:
            raise InvalidParameter("v", version, known)
        store = Store(self._published / f"figures-{version}.duckdb")
        data = DataVersion(store, current.declared[0], current.cache, current.declared[1])
        with self._lock:
            self._older[version] = data
            self._retire_older()
        return data

    def _retire_older(self) -> None:
        while len(self._older) > MAX_OPEN:
            self._closing.append(self._older.popitem(last=False)[1])

    def acquire(self, version: str | None = None) -> DataVersion:
        """Gives a data version that stays open until it is released; see `data`."""
        while True:
            data = self.data(version)
            with self._lock:
                if data is self._current or data in self._older.values():
                    self._leases[data] += 1
                    return data

    def release(self, data: DataVersion) -> None:
        """Ends a lease; a data version that has been replaced is closed when its last user has released it."""
        with self._lock:
            self._leases[data] -= 1
            if self._leases[data] <= 0:
                del self._leases[data]
            if self._closing:
                self._close_unused()

    def _close_unused(self) -> None:
        for data in [data for data in self._closing if not self._leases[data]]:
            self._closing.remove(data)
            data.store.close()

    def known(self) -> list[str]:
        """Every version there is a database of, the latest first."""
        return [path.stem.removeprefix("figures-") for path in databases(self._published)]

    def start_polling(self, opened: Callable[[DataVersion], None]) -> threading.Thread:
        """Looks for a new version from now on, in a thread of its own.

        Args:
            opened: is called with each new data version before it is served.
        """

        def poll() -> None:
            pause = threading.Event()
            while not pause.wait(POLL_INTERVAL_S):
                self.poll(opened)

        thread = threading.Thread(target=poll, name="versions", daemon=True)
        thread.start()
        return thread

    def poll(self, opened: Callable[[DataVersion], None] = lambda _: None) -> None:
        """Serves the version that the pointer names, when that has changed; keeps the old one where it cannot be opened."""
        signs = self._pointer_stat()
        if signs == self._last_stat and not self._current.store.is_corrupt:
            return
        changed, self._last_stat = signs != self._last_stat, signs
        try:
            path = current_database(self._published)
            if path == self._current.store.path and path.is_file() and self._current.store.damaged():
                self._reopen(path)
                return
            if path.stem == f"figures-{self._current.version}":
                return
            store = Store(path)
            try:
                store.check()
                data = DataVersion(store, self._current.declared[0], self._current.cache, self._current.declared[1])
                opened(data)
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
        self._serve(data)

    def _serve(self, data: DataVersion) -> None:
        with self._lock:
            before, self._current = self._current, data
            again = self._older.pop(data.version, None)
            self._older[before.version] = before
            if again is not None:
                self._closing.append(again)
            self._retire_older()
            self._close_unused()
        data.offer_languages()
        log.info("data version %s is served, after %s", data.version, before.version)

    def _reopen(self, path: Path) -> None:
        """Tries a damaged file again. DuckDB gives what it read before to whoever opens it while it is open."""
        broken = self._current
        broken.store.is_corrupt = True
        broken.store.close()
        store = Store(path)
        store.check()
        data = DataVersion(store, broken.declared[0], broken.cache, broken.declared[1])
        with self._lock:
            self._current = data
        log.info("data version %s can be read again", data.version)

    def close(self) -> None:
        """Closes every database, at the end of a process."""
        with self._lock:
            for data in [self._current, *self._older.values(), *self._closing]:
                data.store.close()

    def _pointer_stat(self) -> tuple[Stat, Stat]:
        """What changes when there is something new: the pointer, and the file it names."""
        database = None
        with contextlib.suppress(SiteError):
            database = current_database(self._published)
        return file_signs(self._published / "current"), file_signs(database) if database else None


def databases(published: Path) -> list[Path]:
    """Every database of a folder, the latest first; one may be taken away while they are looked at."""
    found = [(stat[1], path) for path in published.glob("figures-*.duckdb") if (stat := file_signs(path))]
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
