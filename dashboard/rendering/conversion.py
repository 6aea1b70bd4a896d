"""The process that `dashboard.rendering.converter` starts: it alone loads the libraries that convert."""

from __future__ import annotations

import contextlib
import json
import sys
from multiprocessing.connection import Connection

from dashboard.rendering.converter import MADE, REFUSED
from dashboard.rendering.encode import convert


def serve(connection: Connection) -> None:
    """Converts until the other end is closed, as it is when its process ends."""
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            form, query = json.loads(connection.recv_bytes())
            try:
                answer = MADE + convert(form, query)
            except Exception as error:  # whatever a library refuses: the caller is told in a line
                answer = REFUSED + f"{type(error).__name__}: {error}".encode()
            connection.send_bytes(answer)


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
