"""A place between machines, and `deploy/sync-data` run to and from it with a real rclone."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.serving import end, waited_for
from tests.faults.damage import publish
from tests.server import REPOSITORY

needs_rclone = pytest.mark.skipif(
    shutil.which("rclone") is None, reason="rclone is not installed: apt-get install rclone"
)
SCRIPT = REPOSITORY / "deploy" / "sync-data"
NEW, NEWER = "b" * 12, "c" * 12


@dataclass(frozen=True)
class Store:
    """A place between machines.

    Attributes:
        remote: as rclone is told it.
        folder: where its files stand on this machine.
    """

    remote: str
    folder: Path


@contextmanager
def webdav(folder: Path, port: int) -> Iterator[str]:
    """Rclone's own WebDAV server on a folder; gives it as a remote."""
    command = ["rclone", "serve", "webdav", str(folder), "--addr", f"127.0.0.1:{port}", "--dir-cache-time", "1ms"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        waited_for(f"http://127.0.0.1:{port}")
        yield f":webdav,url='http://127.0.0.1:{port}':"
    finally:
        end(server)


@contextmanager
def silent_port(port: int) -> Iterator[list[int]]:
    """Something that takes connections and ends each at once; gives how often it was asked, as it grows."""
    query: list[int] = []
    with socket.create_server(("127.0.0.1", port), reuse_port=False) as listener:
        listener.settimeout(0.1)
        ended = threading.Event()

        def refuse() -> None:
            while not ended.is_set():
                try:
                    listener.accept()[0].close()
                except TimeoutError:
                    continue
                query.append(port)

        thread = threading.Thread(target=refuse)
        thread.start()
        try:
            yield query
        finally:
            ended.set()
            thread.join()


def build_version(here: Path, version: str, old: str) -> None:
    """A further version in a folder, with open data and a drawn chart of its own."""
    shutil.copytree(here / f"open-data-{old}", here / f"open-data-{version}")
    (here / "pictures" / f"{version}.svg").write_text("<svg/>")
    publish(here, version, old=old)


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, "DATA_POLL_S": "1", **variables}


def sync(*arguments: str | Path, **variables: str) -> tuple[int, list[str]]:
    """Runs the script to its end; gives how it ended and the lines it said."""
    done = subprocess.run(
        [SCRIPT, *arguments], env=environment(**variables), capture_output=True, text=True, timeout=60
    )
    assert not done.stdout
    return done.returncode, done.stderr.splitlines()


def copied(*arguments: str | Path) -> None:
    """Runs the script, which is to succeed."""
    status, said = sync(*arguments)
    assert status == 0 and len(said) == 1 and "the data stay" not in said[0], said


def pointer(folder: Path) -> str:
    return (folder / "current").read_text().strip()


def content(folder: Path) -> dict[str, bytes]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@contextmanager
def started(log: Path, *arguments: str | Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Runs the script in a group of its own until the block ends; what it says is in a file."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [SCRIPT, *arguments], env=environment(**variables), stderr=output, start_new_session=True
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a group of processes at once, as a machine that fails does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
