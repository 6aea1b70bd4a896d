"""Keeps a local copy of a remote publication in step while the site is served, in a process of its own."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from dashboard.errors import NotReady, SiteError
from dashboard.remote_publication import is_remote, sync
from dashboard.runtime.child_process import RestartingProcess, wait_for_stdin_eof

log = logging.getLogger("figures")


def poll_s() -> float:
    """Seconds between two looks at the address; ``FIGURES_POLL_S`` overrides a minute.

    Raises:
        NotReady: it is no positive number.
    """
    named = os.environ.get("FIGURES_POLL_S", "60")
    try:
        seconds = float(named)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise NotReady(f"FIGURES_POLL_S is {named!r}. Allowed: seconds between two looks, for example 60.")
    return seconds


def local_folder(address: str) -> Path:
    """Where the copy of an address stands: below ``FIGURES_CACHE``, else in the system's folder for temporary files."""
    name = f"published-{hashlib.sha256(address.encode()).hexdigest()[:10]}"
    cache = os.environ.get("FIGURES_CACHE")
    return Path(cache) / name if cache else Path(tempfile.gettempdir()) / f"interpol-figures-{os.getuid()}" / name


@contextlib.contextmanager
def followed() -> Iterator[None]:
    """Within the block ``FIGURES_PUBLISHED`` names a local folder, kept in step where it named a remote address.

    Raises:
        NotReady: the address cannot be read and there is no copy from before.
    """
    address = os.environ.get("FIGURES_PUBLISHED", "")
    if not is_remote(address):
        yield
        return
    poll_s()
    folder = local_folder(address)
    # Object stores are read by threads of their own, which must not be there when workers are forked.
    command = [sys.executable, "-m", "dashboard", "fetch", "--from", address, "--into", str(folder)]
    if subprocess.run(command).returncode and not (folder / "current").exists():
        raise NotReady(f"{address} could not be copied, and there is no copy from before.")
    os.environ["FIGURES_PUBLISHED"] = str(folder)
    owner = os.getpid()
    follower = RestartingProcess("follower", [*command, "--follow"])
    try:
        yield
    finally:
        if os.getpid() == owner:  # a forked worker leaves the block too
            follower.stop()
            os.environ["FIGURES_PUBLISHED"] = address


def follow(address: str, folder: Path) -> None:
    """Looks again and again until standard input ends, with the process that started it."""
    ended = threading.Event()

    def attend() -> None:
        wait_for_stdin_eof()
        ended.set()

    threading.Thread(target=attend, daemon=True).start()
    told = ""
    while not ended.wait(poll_s()):
        try:
            sync(address, folder)
            told = ""
        except SiteError as error:
            if str(error) != told:
                log.error("the data stay as they are: %s", error)
            told = str(error)
