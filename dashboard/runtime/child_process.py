"""A process that is kept running beside this one, and ends with it."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import subprocess
import threading

log = logging.getLogger("figures")
_PAUSE_S, _END_LIMIT_S = 2.0, 8.0


class RestartingProcess:
    """Runs a command, and starts it again when it ends.

    The command is to end with its standard input (`wait_for_stdin_eof`), so that it does not outlive this process.

    Args:
        name: as the log calls it.
        command: the program and its arguments.
    """

    def __init__(self, name: str, command: list[str]) -> None:
        self._name, self._command = name, command
        self._ending, self._lock = threading.Event(), threading.Lock()
        self._process = self._start()
        threading.Thread(target=self._watch, name=f"{name}-attendant", daemon=True).start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command, stdin=subprocess.PIPE)

    def _watch(self) -> None:
        while not self._ending.is_set():
            self._process.wait()
            if self._ending.wait(_PAUSE_S):
                return
            log.error("the %s ended; it is started again", self._name)
            with self._lock:  # nothing is started once `stop` has looked at what runs
                if not self._ending.is_set():
                    self._process = self._start()

    def stop(self) -> None:
        """Ends the process, and waits some seconds for it."""
        with self._lock:
            self._ending.set()
            self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_LIMIT_S)


def wait_for_stdin_eof() -> None:
    """Returns when standard input ends, as it does with the process that started this one."""
    while os.read(0, 4096):  # `sys.stdin` would hold its lock at the end of the interpreter
        pass


def parent_ended() -> bool:
    """Whether the process that forked this one is gone, were it before this one asked for the first time."""
    parent = multiprocessing.parent_process()
    return parent is not None and os.getppid() != parent.pid
