"""Another site, on another origin of this machine, whose pages embed charts: for measurements and for tests."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

HTML = "text/html; charset=utf-8"


@dataclass
class Elsewhere:
    """A server of another site.

    Attributes:
        origin: scheme, host and port.
        files: path → media type and content; they may change while it serves.
        headers: path → what else its answer says.
    """

    origin: str
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def show(self, markup: str) -> str:
        """Puts a page at the root and gives its address."""
        self.files["/"] = (HTML, markup.encode())
        return f"{self.origin}/"


@contextmanager
def elsewhere(name: str = "127.0.0.1") -> Iterator[Elsewhere]:
    """Serves until the block ends.

    Args:
        name: of the host. By ``localhost`` it is another site, and not only another origin, than 127.0.0.1: frames get
            a process of their own.
    """
    site = Elsewhere("")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            kind, body = site.files.get(path, ("text/plain", b""))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in site.headers.get(path, {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.origin = f"http://{name}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
