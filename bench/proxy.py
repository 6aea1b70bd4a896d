"""Runs nginx with the configuration of ``deploy/nginx`` before a server of this machine."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

CONFIGURATION = Path(__file__).resolve().parent.parent / "deploy" / "nginx" / "nginx.conf"


def nginx_path() -> str | None:
    """The program, or None where it is not installed; it stands where only root looks."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def configuration(upstream: str, port: int, folder: Path, *, limits: bool = True) -> str:
    """The shipped configuration with the addresses and folders of this machine.

    Args:
        upstream: ``127.0.0.1:8050``.
        port: where nginx listens.
        folder: receives cache, logs and temporary files.
        limits: False leaves out what bounds one client, so that one client can measure.
    """
    text = CONFIGURATION.read_text(encoding="utf-8")
    text = text.replace("server site:8050", f"server {upstream}")
    text = text.replace("listen 8080", f"listen 127.0.0.1:{port}")
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.M)
    text = text.replace("/tmp/", f"{folder}/").replace("/var/cache/nginx/", f"{folder}/cache/")
    text = text.replace("/dev/stderr", f"{folder}/error.log").replace("/dev/stdout", f"{folder}/access.log")
    text = text.replace("worker_processes auto", "worker_processes 1").replace("65536", "4096").replace("8192", "2048")
    if not limits:
        text = re.sub(r"^ *limit_(req|conn) .*\n", "", text, flags=re.M)
        text = text.replace(f"{folder}/access.log plain buffer=32k flush=5s", "off")
    (folder / "cache").mkdir(parents=True, exist_ok=True)
    return text


@contextlib.contextmanager
def running(text: str, port: int, folder: Path) -> Iterator[str]:
    """Runs nginx until the block ends.

    Args:
        text: its configuration.
        port: where it listens.
        folder: for the configuration file.

    Yields:
        The address.

    Raises:
        RuntimeError: nginx is not installed, or does not start.
    """
    program = nginx_path()
    if program is None:
        raise RuntimeError("nginx is not installed: apt-get install nginx-light")
    path = folder / "nginx.conf"
    path.write_text(text, encoding="utf-8")
    folder.chmod(0o755)
    command = [program, "-c", str(path), "-p", str(folder), "-e", str(folder / "error.log"), "-g", "daemon off;"]
    if os.getuid() == 0:
        command[-1] += " user root;"
    process = subprocess.Popen(command)
    try:
        _wait(process, port, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nginx did not start: {(folder / 'error.log').read_text()}")
