"""Turns pictures into files in a process of its own: the libraries keep the interpreter's lock, and cannot be stopped."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from multiprocessing import Pipe
from typing import Any

from dashboard.errors import NotReady

#: The dearest picture takes 3 s of a quiet processor.
TIME_LIMIT_S = 20.0
MADE, REFUSED = b"+", b"-"


class Converter:
    """The process, started when it is first needed, and anew when it has ended or takes too long."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def convert(self, form: str, query: dict[str, Any]) -> bytes:
        """Makes a file of what `ImageJob.as_json` gave; one at a time, may be called from any thread.

        Raises:
            NotReady: it takes too long, or the process was killed twice.
            ValueError: the libraries refuse the picture.
        """
        question = json.dumps([form, query]).encode()
        with self._lock:
            try:
                try:
                    answer = self._answer(question)
                except (ConnectionError, EOFError):  # it had been killed, perhaps before it was asked
                    answer = self._answer(question)
            except (OSError, EOFError) as error:
                raise NotReady(f"the conversion to {form} failed: {type(error).__name__}: {error}") from error
        if answer[:1] == REFUSED:
            raise ValueError(answer[1:].decode())
        return answer[1:]

    def _answer(self, question: bytes) -> bytes:
        if self._process is None:
            self._start()
        try:
            self._pipe.send_bytes(question)
            if not self._pipe.poll(TIME_LIMIT_S):
                raise TimeoutError(f"it takes longer than {TIME_LIMIT_S:.0f} s")
            return self._pipe.recv_bytes()
        except (OSError, EOFError):
            self._stop()
            raise

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._stop()

    def _start(self) -> None:
        self._pipe, other = Pipe()
        with other:
            command = [sys.executable, "-m", "dashboard.rendering.conversion", str(other.fileno())]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[other.fileno()])

    def _stop(self) -> None:
        if self._process is not None:
            self._pipe.close()
            self._process.kill()
            self._process.wait()
            self._process = None
