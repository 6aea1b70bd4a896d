"""Servers to be measured, each in a process of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from typing import IO

#: No limit for one client: here one client stands for thousands.
UNLIMITED = dict.fromkeys(("RATE_WORK", "RATE_PICTURES", "RATE_CALLBACKS"), "100000000 per minute")
Running = tuple[str, subprocess.Popen[bytes]]


@contextlib.contextmanager
def serving(
    workers: int = 2,
    environment: Mapping[str, str] = os.environ,
    log: int | IO[bytes] = subprocess.DEVNULL,
    **settings: str,
) -> Iterator[Running]:
    """Runs the site until the block ends; gives its address and its process."""
    command = ("-m", "dashboard", "serve", "--workers", str(workers), "--port")
    with running(*command, environment={**environment, **settings}, ready="/healthz", log=log) as started:
        yield started


@contextlib.contextmanager
def running(
    *arguments: str,
    environment: Mapping[str, str] = os.environ,
    ready: str = "/",
    log: int | IO[bytes] = subprocess.DEVNULL,
) -> Iterator[Running]:
    """Runs Python with the arguments and a port after them until the block ends; gives its address and its process.

    ``ready`` is a path that is answered, and makes nothing that is measured later. ``log`` takes what the process says.
    """
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *arguments, str(port)],
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=log,
    )
    try:
        yield waited_for(f"http://127.0.0.1:{port}", ready), process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a server, by force after half a minute."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def waited_for(address: str, ready: str = "/") -> str:
    """Waits until a server answers, at most a minute and a half; gives its address."""
    for _ in range(450):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address + ready).read()
            break
        time.sleep(0.2)
    return address


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
