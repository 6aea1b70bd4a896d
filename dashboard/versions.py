"""The data versions a server can show: the current one, and older ones that frozen addresses name."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from dashboard.desk import Desk
from dashboard.errors import BadState
from dashboard.store import Store

#: Older versions that one process keeps open; each is a small read-only database.
KEPT_OPEN = 4


class Versions:
    """Desks by data version."""

    def __init__(self, current: Desk, published: Path) -> None:
        self._current = current
        self._published = published
        self._older: OrderedDict[str, Desk] = OrderedDict()
        self._lock = threading.Lock()

    def desk(self, version: str | None = None) -> Desk:
        """Gives the desk of a version; the current one when none is named.

        Raises:
            BadState: the version is not kept.
        """
        if not version or version == self._current.version:
            return self._current
        with self._lock:
            if version not in self._older:
                known = self.known()
                if version not in known:
                    raise BadState("v", version, known)
                store = Store(self._published / f"figures-{version}.duckdb")
                self._older[version] = Desk(store, self._current.catalogue, self._current.shelf)
                while len(self._older) > KEPT_OPEN:
                    self._older.popitem(last=False)[1].store.close()
            self._older.move_to_end(version)
            return self._older[version]

    def known(self) -> list[str]:
        """Every version there is a database of, the latest first."""
        files = sorted(self._published.glob("figures-*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
        return [path.stem.removeprefix("figures-") for path in files]
