"""The renderer's own process: what ends with it, and where it listens."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.rendering import client
from dashboard.rendering.drawing import drawing_key
from tests.server import environment


def started(bind: str, folder: Path, **settings: str) -> subprocess.Popen[str]:
    """A renderer of its own, once it listens."""
    command = [sys.executable, "-m", "dashboard", "renderer", "--bind", bind]
    given = environment(folder, FIGURES_CACHE=str(folder / "cache"), **settings)
    renderer = subprocess.Popen(command, env=given, stderr=subprocess.PIPE, text=True)
    assert renderer.stderr is not None
    assert "the renderer listens at" in renderer.stderr.readline()
    return renderer


def children(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def test_a_renderer_that_was_killed_leaves_no_process_and_its_socket_can_be_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind = f"unix:{tmp_path / 'socket'}"
    monkeypatch.setenv("RENDERER_URL", bind)
    for kill in (signal.SIGKILL, signal.SIGTERM):
        renderer = started(bind, tmp_path)
        figure = {"data": [], "layout": {"width": 100 + kill, "height": 80}}
        assert client.request_render(f"/drawings/{drawing_key(figure)}", figure).startswith(b"<svg")
        below = [child for worker in children(renderer.pid) for child in (worker, *children(worker))]
        assert len(below) >= 2
        renderer.send_signal(kill)
        renderer.communicate(timeout=30)
        until = time.monotonic() + 30
        while any(Path(f"/proc/{pid}").exists() for pid in below):
            assert time.monotonic() < until, "the worker or its browser lives on"
            time.sleep(0.1)


@pytest.mark.parametrize("bind", ["127.0.0.1:{port}", "127.0.0.1:http", "8051", "unix:relative"])
def test_an_address_that_cannot_be_listened_at_is_said_in_a_line(tmp_path: Path, bind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = bind.format(port=taken.getsockname()[1])
        command = [sys.executable, "-m", "dashboard", "renderer", "--bind", bind]
        given = environment(tmp_path, RENDERER_SECRET="x" * 16)
        done = subprocess.run(command, env=given, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and bind in done.stderr and "--bind" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1
