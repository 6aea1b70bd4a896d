"""A server for who changes the site: what changed is served again at once, and errors stand in the page.

Charts are drawn by the renderer when a page first needs them, so that only what changed is drawn. Each server is forked
from a process that has loaded the packages of others, which takes longer than to load the site's own.
"""

from __future__ import annotations

import contextlib
import html
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from dashboard.paths import CHECKOUT

#: What is watched. The data are built again; a server takes them up by itself.
DATA, CODE = ("data", "etl"), ("dashboard", "assets")
#: Changes within this are one.
DEBOUNCE_MS, STEP_MS = 200, 25
#: Of what a server says before it fails.
MAX_LINES = 80
#: What every server loads first.
PACKAGES = ("babel.dates", "babel.messages.pofile", "brotli", "cachetools", "dash", "duckdb", "flask.json", "fontTools.ttLib",
            "granian.server.mp", "kaleido", "limits.strategies", "pandas", "plotly.graph_objects", "plotly.io", "pydantic_settings",
            "pypdf", "typst", "whitenoise.base", "xlsxwriter")  # fmt: skip
_CONTEXT = multiprocessing.get_context("forkserver")


class _Watched(DefaultFilter):
    """Sources alone: not what is built from them, and not what Python keeps of them."""

    def __call__(self, change: Change, path: str) -> bool:
        inside = Path(path).relative_to(CHECKOUT).parts
        return (
            super().__call__(change, path) and inside[:2] != ("data", "published") and not path.endswith((".mo", "~"))
        )


class DevelopmentServer:
    """The site in a process of its own; while that cannot start, a page that says why stands at its address."""

    def __init__(self, host: str, port: int, bytecode: str) -> None:
        self._host, self._port, self._bytecode = host, port, bytecode
        self._process: ForkServerProcess | None = None
        self._follower = threading.Thread()
        self._notice: ThreadingHTTPServer | None = None
        self._check: subprocess.Popen[bytes] | None = None

    @property
    def serves(self) -> bool:
        """Whether the site is there, and not an error in its place."""
        return self._notice is None

    def restart(self, error: str = "") -> None:
        """Starts the site anew; or, where an error is given, shows that."""
        self.stop()
        if error:
            self._show(error)
            return
        said, says = _CONTEXT.Pipe(duplex=False)
        self._process = process = _CONTEXT.Process(target=_serve, args=(self._host, self._port, says, self._bytecode))
        process.start()
        says.close()
        self._follower = threading.Thread(target=self._follow, args=(process, said), daemon=True)
        self._follower.start()

    def _follow(self, process: ForkServerProcess, stream: Connection) -> None:
        said: list[str] = []
        with open(stream.fileno(), encoding="utf-8", errors="replace", closefd=False) as lines:
            for line in lines:
                sys.stderr.write(line)
                said = [*said, line][-MAX_LINES:]
        stream.close()
        process.join()
        if process.exitcode and process is self._process:  # it ended by itself
            self._show("".join(said))

    def _show(self, error: str) -> None:
        page = f"<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=1><title>Error</title><pre>{html.escape(error)}</pre>"

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(500)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, *_: object) -> None:
                pass

        self._notice = ThreadingHTTPServer((self._host, self._port), Handler)
        threading.Thread(target=self._notice.serve_forever, daemon=True).start()

    def check(self) -> None:
        """Says beside the server what is wrong with charts and words; the newest change alone counts."""
        if self._check:
            self._check.kill()
            self._check.wait()
        self._check = subprocess.Popen(["nice", "-n", "19", sys.executable, "-m", "dashboard", "check"], cwd=CHECKOUT)

    def stop(self) -> None:
        """Ends what stands at the address."""
        process, self._process = self._process, None
        if process:
            process.kill()
            with contextlib.suppress(ProcessLookupError):  # it has no group of its own yet
                os.killpg(process.pid or 0, signal.SIGKILL)  # with its workers, at once
            self._follower.join()  # until the last of them has ended, and the port is free
        if self._notice:
            self._notice.shutdown()
            self._notice.server_close()
            self._notice = None

    def end(self) -> None:
        """Ends the site and the check."""
        self.stop()
        if self._check:
            self._check.kill()
            self._check.wait()


def _serve(host: str, port: int, says: Connection, bytecode: str) -> None:
    """The server, in a process and a group of its own; what it says and what fails goes where it is followed.

    What Python compiles is kept for the next one, also where none is to be written beside the sources.
    """
    sys.dont_write_bytecode, sys.pycache_prefix = False, bytecode
    os.setsid()
    os.dup2(says.fileno(), 2)
    says.close()
    os.environ["SHOW_ERRORS"] = "1"
    sys.argv = ["dashboard", "serve", "--host", host, "--port", str(port), "--workers", "1"]
    runpy.run_module("dashboard", run_name="__main__", alter_sys=True)


def develop(host: str, port: int) -> None:
    """Serves, watches and serves again until it is interrupted."""
    _CONTEXT.set_forkserver_preload([*PACKAGES])
    bytecode = tempfile.TemporaryDirectory(prefix="figures-bytecode-")
    server = DevelopmentServer(host, port, bytecode.name)
    server.restart()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that the site and the check end with it
    folders = [CHECKOUT / name for name in (*DATA, *CODE)]
    try:
        for changes in watch(
            *folders, watch_filter=_Watched(), debounce=DEBOUNCE_MS, step=STEP_MS, raise_interrupt=False
        ):
            paths = {Path(path).relative_to(CHECKOUT) for _, path in changes}
            sys.stderr.write(f"changed: {', '.join(sorted(map(str, paths)))}\n")
            error = _build() if {path.parts[0] for path in paths} & {*DATA} else ""
            if error or {path.parts[0] for path in paths} & {*CODE} or not server.serves:
                server.restart(error)
            if any(path.suffix in (".toml", ".po", ".csv") for path in paths):
                server.check()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        server.end()
        bytecode.cleanup()


def _build() -> str:
    """Builds the data; gives what is wrong with them."""
    done = subprocess.run([sys.executable, "-m", "etl", "build"], cwd=CHECKOUT, capture_output=True, text=True)
    sys.stderr.write(done.stderr)
    return done.stderr if done.returncode else ""
