"""The one place that starts a browser: Plotly draws a figure to SVG with our bundle, our fonts and no network."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import logging
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import kaleido
from choreographer.browsers.chromium import Chromium

from dashboard.errors import NotReady
from dashboard.paths import assets_folder
from dashboard.settings import settings

log = logging.getLogger("figures")
# They tell of a browser that ends as of errors, with tracebacks. What fails, `Renderer.render_all` tells in a line.
for library in ("choreographer", "kaleido"):
    logging.getLogger(library).setLevel(logging.CRITICAL)
BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
START_LIMIT_S, TIME_LIMIT_S = 30, 15
#: Chromium grows: after so many drawings it is started anew.
MAX_RENDERS_PER_BROWSER = 500
PARALLEL = 2


@dataclass(frozen=True)
class Job:
    """A figure to be drawn.

    Attributes:
        key: names the result.
        figure: Plotly's JSON, with ``layout.width`` and ``layout.height``.
    """

    key: str
    figure: dict[str, Any]


def browser_path() -> Path:
    """The Chromium to draw with; ``BROWSER_PATH`` overrides.

    Raises:
        NotReady: there is none; the message says what to install.
    """
    named = settings().browser_path
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None or not Path(found).exists():
        raise NotReady(
            "no Chromium to draw charts with. On Debian or Ubuntu: apt-get install chromium. "
            "Elsewhere set BROWSER_PATH to a Chromium or Chrome."
        )
    return Path(found)


def plotly_bundle() -> Path:
    """The Plotly bundle of the site, the same for drawn and for live charts.

    Raises:
        NotReady: it is missing from the assets.
    """
    found = sorted((assets_folder() / "vendor").glob("plotly-*.min.js"))
    if len(found) != 1:
        raise NotReady(f"assets/vendor holds {len(found)} files plotly-*.min.js where there must be one.")
    return found[0]


class _ChromiumWithOurFonts(Chromium):
    def get_env(self) -> MutableMapping[str, str]:
        return {**super().get_env(), "FONTCONFIG_FILE": str(_fontconfig())}


class Renderer:
    """A Chromium that draws one figure after another; started when first needed, and anew when it hangs or has grown.

    Kaleido's own synchronous server mixes up what its callers asked for; here every caller waits for its turn.
    """

    def __init__(self) -> None:
        browser_path()
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_log_loop_error)
        self._thread = threading.Thread(target=self._loop.run_forever, name="renderer", daemon=True)
        self._thread.start()
        self._lock = asyncio.Lock()
        self._server: kaleido.Kaleido | None = None
        self._drawn = 0

    def render_all(self, job: Job) -> str:
        """Gives the figure as SVG; may be called from any thread.

        Raises:
            NotReady: the browser failed, or took too long, twice.
        """
        return asyncio.run_coroutine_threadsafe(self._draw(job), self._loop).result()

    def start(self) -> None:
        """Starts the browser now rather than with the first drawing."""
        with contextlib.suppress(Exception):  # the first drawing tries again, and says what is wrong
            asyncio.run_coroutine_threadsafe(self._warm(), self._loop).result()

    def close(self) -> None:
        """Ends the browser."""
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _draw(self, job: Job) -> str:
        layout = job.figure["layout"]
        options = {"format": "svg", "width": layout["width"], "height": layout["height"], "scale": 1}
        boundaries = (assets_folder() / "boundaries").as_uri() + "/"
        async with self._lock:
            for attempt in (1, 2):
                try:
                    if self._server is None or self._drawn >= MAX_RENDERS_PER_BROWSER:
                        await self._start()
                    assert self._server is not None
                    drawing = self._server.calc_fig(job.figure, options, topojson=boundaries)
                    svg = bytes(await _with_timeout(TIME_LIMIT_S, drawing)).decode()
                    self._drawn += 1
                    return svg
                except Exception as error:
                    await self._stop()
                    if attempt == 2:
                        raise NotReady(
                            f"the drawing {job.key} failed twice: {type(error).__name__}: {error}"
                        ) from error
                    log.warning(
                        "the browser is started anew after the drawing %s: %s: %s", job.key, type(error).__name__, error
                    )
        raise AssertionError

    async def _warm(self) -> None:
        async with self._lock:
            if self._server is None:
                await self._start()

    async def _start(self) -> None:
        await self._stop()
        page = kaleido.PageGenerator(plotly=plotly_bundle().as_uri(), mathjax=False)
        server = kaleido.Kaleido(
            n=1, timeout=None, page_generator=page, path=browser_path(), browser_cls=_ChromiumWithOurFonts
        )
        self._server, self._drawn = server, 0
        await _with_timeout(START_LIMIT_S, server.open())

    async def _stop(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        with contextlib.suppress(Exception):
            await _with_timeout(5, server.close())
        with contextlib.suppress(Exception):  # what did not end by itself; it leads a process group of its own
            os.killpg(server.subprocess.pid, signal.SIGKILL)


def _log_loop_error(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tells what went wrong where nobody waits for it, as in tasks of a browser that has ended."""
    log.warning("the browser's driver: %s: %r", context["message"], context.get("exception"))


async def _with_timeout(limit_s: float, awaited: Any) -> Any:
    """The result, unless it takes too long.

    `asyncio.wait_for` waits for what it cancels to end, and what hangs does not end.
    """
    task = asyncio.ensure_future(awaited)
    done, _ = await asyncio.wait({task}, timeout=limit_s)
    if not done:
        task.cancel()
        raise TimeoutError(f"no answer within {limit_s} s")
    return task.result()


def render_all(jobs: Iterable[Job], done: Callable[[str, str], None]) -> None:
    """Draws figures, a few at a time.

    Args:
        jobs: what to draw.
        done: called with key and SVG as each is finished.

    Raises:
        NotReady: there is no browser, or it failed twice on the same figure.
    """
    waiting, lock = list(reversed(list(jobs))), threading.Lock()

    def work() -> None:
        renderer = Renderer()
        try:
            while True:
                with lock:
                    job = waiting.pop() if waiting else None
                if job is None:
                    return
                svg = renderer.render_all(job)
                with lock:
                    done(job.key, svg)
        finally:
            renderer.close()

    with ThreadPoolExecutor(PARALLEL) as pool:
        for result in [pool.submit(work) for _ in range(PARALLEL)]:
            result.result()


@cache
def _fontconfig() -> Path:
    """A fontconfig that knows the bundled fonts only, so that text measures the same on every machine."""
    folder = Path(tempfile.mkdtemp(prefix="figures-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "fonts.conf"
    fonts = assets_folder() / "fonts" / "ttf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return path
