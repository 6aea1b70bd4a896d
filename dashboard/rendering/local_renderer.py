"""A renderer beside the serving processes of one machine."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dashboard.errors import NotReady
from dashboard.rendering.client import ENVIRONMENT_NAME
from dashboard.rendering.drawing import browser_path
from dashboard.runtime.child_process import RestartingProcess
from dashboard.settings import settings

log = logging.getLogger("figures")


@contextlib.contextmanager
def local_renderer() -> Iterator[None]:
    """Keeps a renderer running as long as the block; not where ``RENDERER_URL`` names one, or where there is no browser.

    A renderer that ends is started again.
    """
    if settings().renderer_url:
        yield
        return
    try:
        browser_path()
    except NotReady as error:
        log.warning("pictures are not made on request: %s", error)
        yield
        return
    owner = os.getpid()
    folder = Path(tempfile.mkdtemp(prefix="figures-renderer-"))  # a socket's path must be short
    os.environ[ENVIRONMENT_NAME] = bind = f"unix:{folder / 'socket'}"
    command = [sys.executable, "-m", "dashboard", "renderer", "--bind", bind, "--attend"]
    renderer = RestartingProcess("renderer", command)
    try:
        yield
    finally:
        if os.getpid() == owner:  # a forked worker leaves the block too
            renderer.stop()
            shutil.rmtree(folder, ignore_errors=True)
