"""Which sites show which charts: how often, and when last. Off unless ``EMBED_COUNTS=1``.

What is kept is the name of a host, a chart, a number and a day; nothing about who looks at it.
"""

from __future__ import annotations

import atexit
import logging
import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.switches import switched_on

log = logging.getLogger("figures")
FILE = "embeds.sqlite"
#: Hosts that do not say who they are, and those past the most that are told apart.
UNNAMED, OTHERS = "(not named)", "(others)"
WRITE_EVERY_S, MOST_WAITING, MAX_ROWS, LOCK_LIMIT_S = 60.0, 2_000, 20_000, 0.5
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:.]{2,45}")
_TABLE = (
    "CREATE TABLE IF NOT EXISTS embeds (host TEXT, chart TEXT, shown INTEGER, last_day TEXT, PRIMARY KEY (host, chart))"
)
_ADD = (
    "INSERT INTO embeds VALUES (?, ?, ?, ?) ON CONFLICT (host, chart) DO UPDATE "
    "SET shown = shown + excluded.shown, last_day = max(last_day, excluded.last_day)"
)


@dataclass(frozen=True)
class EmbedCount:
    """How often a site showed a chart.

    Attributes:
        host: of the page around the frame.
        number: of requests; frames that a browser had kept are not among them.
        last_day: in UTC.
    """

    host: str
    chart: str
    number: int
    last_day: str


def counting() -> bool:
    """True where the operator wants embeds counted.

    Raises:
        SiteError: ``EMBED_COUNTS`` is neither 0 nor 1.
    """
    return switched_on("EMBED_COUNTS", False, "to count which sites show which charts")


def framing_host(headers: Mapping[str, str], own_host: str) -> str | None:
    """The host of the page around a frame, or None where there is no frame or it is the site's own.

    Args:
        headers: of the request; only the host of ``Referer`` is read, and whether a frame asks.
        own_host: of the site, without its port.
    """
    asks = headers.get("Sec-Fetch-Dest")
    if asks is not None and asks not in ("iframe", "frame", "embed", "object"):
        return None
    referer = headers.get("Referer", "")
    if not referer:
        return UNNAMED if asks else None
    try:
        host = urlsplit(referer).hostname or ""
    except ValueError:
        host = ""
    if host == own_host:
        return None
    return host if _HOST.fullmatch(host) else UNNAMED


class EmbedCounts:
    """Counts in memory and now and then adds to a file that all serving processes share."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._waiting: Counter[tuple[str, str]] = Counter()
        self._written_s = time.monotonic()
        self._lock = threading.Lock()
        atexit.register(self.write)

    def add(self, host: str, chart: str) -> None:
        """Counts one frame."""
        with self._lock:
            self._waiting[host, chart] += 1
            due = len(self._waiting) >= MOST_WAITING or time.monotonic() - self._written_s >= WRITE_EVERY_S
            if due:
                self._written_s = time.monotonic()
        if due:
            self.write()

    def write(self) -> None:
        """Adds what waits to the file; where that fails it waits for the next time."""
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
        if not waiting:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=LOCK_LIMIT_S, isolation_level="IMMEDIATE")) as file, file:
                _write(file, waiting)
        except (OSError, sqlite3.Error) as error:
            log.warning("embeds are not counted at the moment: %s", error)
            with self._lock:
                if len(self._waiting) + len(waiting) <= 2 * MOST_WAITING:
                    self._waiting.update(waiting)


def _write(file: sqlite3.Connection, waiting: Counter[tuple[str, str]]) -> None:
    today = datetime.now(UTC).date().isoformat()
    file.execute(_TABLE)
    # Made-up names of hosts cannot fill the disk.
    full = file.execute("SELECT count(*) FROM embeds").fetchone()[0] + len(waiting) > MAX_ROWS
    for (host, chart), number in waiting.items():
        known = not full or file.execute("SELECT 1 FROM embeds WHERE host = ? AND chart = ?", (host, chart)).fetchone()
        file.execute(_ADD, (host if known else OTHERS, chart, number, today))


def counted(folder: Path) -> list[EmbedCount]:
    """What was counted, the most shown first; empty where nothing was."""
    path = folder / FILE
    if not path.is_file():
        return []
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        return [EmbedCount(*row) for row in file.execute("SELECT * FROM embeds ORDER BY shown DESC, host, chart")]


def as_table(rows: list[EmbedCount]) -> str:
    """The counts for a terminal."""
    cells = [("host", "chart", "shown", "last day")] + [(r.host, r.chart, str(r.number), r.last_day) for r in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    return "\n".join(
        f"{host:<{widths[0]}}  {chart:<{widths[1]}}  {number:>{widths[2]}}  {day}" for host, chart, number, day in cells
    )
