"""Ways to publish, and to spoil what is published."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from tests.server import Site


def database_of(published: Path) -> Path:
    """The database file that the pointer names."""
    return published / f"figures-{(published / 'current').read_text().strip()}.duckdb"


def publish(published: Path, version: str, *changes: str, old: str, switch: bool = True) -> Path:
    """Publishes a changed copy of an old version as the build does: the file first, the pointer last."""
    work = published / f".{version}.work"
    shutil.copy(published / f"figures-{old}.duckdb", work)
    with duckdb.connect(work) as connection:
        connection.execute("UPDATE data_version SET version = $version", {"version": version})
        for change in changes:
            connection.execute(change)
    path = published / f"figures-{version}.duckdb"
    os.replace(work, path)
    if switch:
        point_at(published, version)
    return path


def point_at(published: Path, version: str) -> None:
    """Switches the pointer."""
    new = published / ".current.new"
    new.write_text(version)
    os.replace(new, published / "current")


def garble(path: Path, start: float = 0.0) -> None:
    """Overwrites a file from a share of its length on, in place."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(int(size * start))
        file.write(os.urandom(size - int(size * start)))


def truncate(path: Path, share: float = 0.5) -> None:
    """Cuts a file off, in place."""
    os.truncate(path, int(path.stat().st_size * share))


def wait_for(true: Callable[[], bool], seconds: float = 60) -> None:
    """Waits until something is so."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.1)


def version_served(site: Site) -> str:
    """The data version that the site says it serves, or nothing while it is not ready."""
    answer = site.get("/readyz")
    return answer.text.split("data ")[1].split(",")[0] if answer.status == 200 else ""


def served_by_all(site: Site, version: str, times: int = 12) -> bool:
    """Whether every worker serves a version: so many answers in a row say so."""
    return all(version_served(site) == version for _ in range(times))
