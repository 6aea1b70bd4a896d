"""The other peer: a bare HTML file with the same four drawn charts, behind nginx."""

from __future__ import annotations

import gzip
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.plain_dash import CHARTS
from bench.proxy import running
from bench.serving import free_port


@contextmanager
def bare_page(site: str) -> Iterator[str]:
    """Serves the file until the block ends; gives its address.

    Raises:
        RuntimeError: nginx is not installed.
    """
    drawn = [urllib.request.urlopen(f"{site}/en/charts/{chart}.svg?preset=plain").read().decode() for chart in CHARTS]
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Four charts</title>'
    )
    page += "".join(f'<div class="drawing">{svg}</div>' for svg in drawn) + "</html>"
    folder = tempfile.TemporaryDirectory(prefix="figures-bare-")
    with folder as name, static_nginx(Path(name), page.encode()) as address:
        yield f"{address}/page.html"


@contextmanager
def static_nginx(folder: Path, page: bytes, compressed: bytes | None = None) -> Iterator[str]:
    """Nginx with one page as a file, compressed ahead, and nothing else.

    Args:
        folder: for the page and for nginx.
        page: is served as ``/page.html``.
        compressed: the same by gzip; by default made here.
    """
    (folder / "page.html.gz").write_bytes(compressed or gzip.compress(page, 9))
    (folder / "page.html").write_bytes(page)
    port = free_port()
    text = (
        f"worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{ worker_connections 2048; }}"
        f" http {{ access_log off; types {{ text/html html; }} keepalive_requests 100000; sendfile on;"
        f" server {{ listen 127.0.0.1:{port}; root {folder}; gzip_static always; }} }}"
    )
    with running(text, port, folder) as address:
        yield address
