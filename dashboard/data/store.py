"""The database, opened read-only. The only module of the site that opens DuckDB."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from cachetools import LRUCache

from dashboard.errors import NotReady, Overloaded, explained_permissions

#: Eight threads make answers, one query each at a time, and the dearest needs 30 MB (docs/deployment.md, "What a process
#: takes").
MEMORY_MB = 288
#: Nothing but reading this one file: no other file, no extension, no network, no setting.
READ_ONLY_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "threads": "1",
    "allocator_background_threads": "true",  # gives back to the system, within seconds, what a query has needed
    "memory_limit": f"{MEMORY_MB}MB",
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "lock_configuration": "true",
}
TIME_LIMIT_S = 5.0
#: Rows of earlier answers, some kilobytes each: pages ask the same of a file that never changes, in every language.
MAX_KEPT_ROWS = 4000
_VERSION = re.compile(r"[0-9a-z]{1,40}")
#: A query that is interrupted ends within this.
CLOSE_LIMIT_S = 5.0
#: Reading a whole database through once takes longer than any page's query may.
CHECK_LIMIT_S = 120.0
Row = dict[str, Any]


class _Result(NamedTuple):
    """What a query gave: the names of its columns, and the cells of each row in their order."""

    names: list[str]
    cells: list[tuple[Any, ...]]


#: What DuckDB raises where the file is not what it was, or never was a database, and once that store has been closed.
_CORRUPTION_ERRORS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
    duckdb.ConnectionException,
)


class Store:
    """One version of the figures.

    Attributes:
        version: the data version, 12 hexadecimal digits.
        path: the database file.
        corruption_error: true once the file could not be read; a new store on the same file may be tried.

    Raises:
        NotReady: there is no such file, or it is no database.
    """

    @explained_permissions()
    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise NotReady(f"there is no database {path.name}. Run: python -m etl build")
        path.open("rb").close()  # DuckDB would call what may not be read damaged
        self.path = path
        self.is_corrupt = False
        self._pointer_stat = file_signs(path)
        self._local = threading.local()
        self._cursors: list[duckdb.DuckDBPyConnection] = []
        self._lock = threading.Lock()
        self._kept: LRUCache[tuple[str, str], _Result] = LRUCache(
            MAX_KEPT_ROWS, getsizeof=lambda kept: len(kept.cells) + 1
        )
        try:
            self._connection = duckdb.connect(path, read_only=True, config=READ_ONLY_CONFIG)
        except duckdb.Error as error:
            raise corruption_error(path, error) from error
        try:
            self.version = str(self.rows("SELECT version FROM data_version")[0]["version"])
        except (duckdb.Error, IndexError) as error:
            self.close()
            raise corruption_error(path, error) from error
        except NotReady:
            self.close()
            raise

    def check(self) -> None:
        """Reads every table to its end, so that a damaged file is found before anyone asks for it.

        Raises:
            NotReady: something cannot be read.
        """
        for table in self.rows("SELECT table_name FROM duckdb_tables() ORDER BY table_name"):
            name = str(table["table_name"]).replace('"', '""')
            self._query(f'SELECT bit_xor(hash(t)) AS hash FROM "{name}" AS t', None, CHECK_LIMIT_S)

    def rows(self, query: str, parameters: dict[str, Any] | None = None) -> list[Row]:
        """Runs a query with bound parameters, or gives again what it gave before.

        Args:
            query: SQL with ``$name`` where a parameter stands.
            parameters: name → value.

        Returns:
            One dictionary for each row, by column name; the caller's own.

        Raises:
            NotReady: the file cannot be read.
            Overloaded: the query took too long, or found no memory left beside others; the next one may.
        """
        key = (query, repr(parameters))
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = self._query(query, parameters, TIME_LIMIT_S)
            with self._lock:
                if len(kept.cells) < MAX_KEPT_ROWS // 10:
                    self._kept[key] = kept
        return [dict(zip(kept.names, cells, strict=True)) for cells in kept.cells]

    def collation(self, code: str) -> str:
        """The order of names in a language; that of English where DuckDB knows none."""
        known = {row["collname"] for row in self.rows("SELECT collname FROM pragma_collations()")}
        return f'"{code if code in known else "en"}"'

    def _query(self, query: str, parameters: dict[str, Any] | None, time_limit_s: float) -> _Result:
        try:
            cursor = self._cursor()
            timer = threading.Timer(time_limit_s, cursor.interrupt)
            timer.start()
            try:
                result = cursor.execute(query, parameters or {})
                return _Result([column[0] for column in result.description or []], result.fetchall())
            finally:
                timer.cancel()
        except duckdb.InterruptException as error:
            raise Overloaded(f"a query was interrupted after {time_limit_s:g} s") from error
        except duckdb.OutOfMemoryException as error:
            raise Overloaded(f"a query found no memory left ({first_line(error)})") from error
        except duckdb.Error as error:
            # A block with a wrong checksum is an error of no kind at all.
            # Nor is the answer of a query whose store another thread has closed in the meantime.
            if not (isinstance(error, _CORRUPTION_ERRORS) or type(error) is duckdb.Error or self.is_corrupt):
                raise
            raise corruption_error(self.path, error, again=self._found_unreadable()) from error

    def _found_unreadable(self) -> bool:
        """Notes that the file cannot be read; true where that was known."""
        with self._lock:
            before, self.is_corrupt = self.is_corrupt, True
        return before

    def damaged(self) -> bool:
        """True where the file cannot be read, or was written into: a version's file never changes."""
        now, opened = file_signs(self.path), self._pointer_stat
        written = bool(now and opened and now[0] == opened[0] and now != opened)  # another file in its place is no harm
        return self.is_corrupt or written

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own: a connection shared by threads gives one thread another's rows."""
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._local, "cursor", None)
        if cursor is None:
            with self._lock:  # a connection refuses a second call instead of waiting
                cursor = self._local.cursor = self._connection.cursor()
                self._cursors.append(cursor)
        return cursor

    def close(self) -> None:
        """Closes the connection and every thread's cursor; the file stays.

        DuckDB keeps a file open, and gives what it read of it to whoever opens it again, until the last is closed.
        """
        with self._lock:
            for cursor in self._cursors:
                _close(cursor)
            self._cursors.clear()
            self._connection.close()


def _close(cursor: duckdb.DuckDBPyConnection) -> None:
    """Closes a cursor; a query that still runs in its thread is interrupted."""
    until = time.monotonic() + CLOSE_LIMIT_S
    while True:
        try:
            cursor.close()
            return
        except duckdb.Error:  # it is busy
            if time.monotonic() > until:
                raise
            cursor.interrupt()
            time.sleep(0.005)


def file_signs(path: Path) -> tuple[int, int, int] | None:
    """What changes with a file, or None where it is away."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def first_line(error: Exception) -> str:
    """The first line of what DuckDB says; advice follows."""
    return str(error).strip().partition("\n")[0] or type(error).__name__


def corruption_error(path: Path, error: Exception, *, again: bool = False) -> NotReady:
    """Says in one line that a file is missing a part, or is no database; ``again`` where that has been said."""
    return NotReady(f"the database {path.name} cannot be read ({first_line(error)}). Run: python -m etl build", again)


@explained_permissions()
def current_database(published: Path) -> Path:
    """The database file that the pointer names.

    Raises:
        NotReady: nothing has been built yet.
    """
    try:
        version = (published / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise NotReady(f"no data have been published in {published}. Run: python -m etl build") from error
    except PermissionError:
        raise
    except (OSError, ValueError) as error:
        raise NotReady(
            f"the file {published / 'current'} cannot be read ({error}). Run: python -m etl build"
        ) from error
    if not _VERSION.fullmatch(version):
        raise NotReady(f"the file {published / 'current'} names no data version. Run: python -m etl build")
    return published / f"figures-{version}.duckdb"
