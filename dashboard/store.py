"""The database, opened read-only. The only module of the site that opens DuckDB."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import NotReady

#: Nothing but reading this one file: no other file, no extension, no network, no setting.
HARDENED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "threads": "1",
    "memory_limit": "256MB",
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "lock_configuration": "true",
}
TIME_LIMIT_S = 5.0
Row = dict[str, Any]


class Store:
    """One version of the figures.

    Attributes:
        version: the data version, 12 hexadecimal digits.
        path: the database file.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise NotReady(f"there is no database {path.name}. Run: python -m etl build")
        self.path = path
        self._connection = duckdb.connect(path, read_only=True, config=HARDENED)
        self._local = threading.local()
        self.version = str(self.rows("SELECT version FROM data_version")[0]["version"])

    def rows(self, query: str, parameters: dict[str, Any] | None = None) -> list[Row]:
        """Runs a query with bound parameters.

        Args:
            query: SQL with ``$name`` where a parameter stands.
            parameters: name → value.

        Returns:
            One dictionary for each row, by column name.
        """
        # A connection shared by threads gives one thread another's rows: each thread has its own cursor.
        cursor = getattr(self._local, "cursor", None)
        if cursor is None:
            cursor = self._local.cursor = self._connection.cursor()
        timer = threading.Timer(TIME_LIMIT_S, cursor.interrupt)
        timer.start()
        try:
            result = cursor.execute(query, parameters or {})
            names = [column[0] for column in result.description or []]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        finally:
            timer.cancel()

    def close(self) -> None:
        """Closes the connection; the file stays."""
        self._connection.close()


def current_database(published: Path) -> Path:
    """The database file that the pointer names.

    Raises:
        NotReady: nothing has been built yet.
    """
    try:
        version = (published / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise NotReady(f"no data have been published in {published}. Run: python -m etl build") from error
    return published / f"figures-{version}.duckdb"
