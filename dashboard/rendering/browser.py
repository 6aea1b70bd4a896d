"""The one place that starts a browser: Plotly draws a figure to SVG with our bundle, our fonts and no network."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import kaleido

from dashboard.errors import NotReady
from dashboard.rendering.chromium import ConfinedChromium, page_with
from dashboard.rendering.drawing import Job, browser_path, plotly_bundle

log = logging.getLogger("figures")
# They tell of a browser that ends as of errors, with tracebacks. What fails, `Renderer.render_all` tells in a line.
for library in ("choreographer", "kaleido"):
    logging.getLogger(library).setLevel(logging.CRITICAL)
START_LIMIT_S, TIME_LIMIT_S = 30, 15
#: Chromium grows: after so many drawings it is started anew.
MAX_RENDERS_PER_BROWSER = 500
PARALLEL = 2
#: How often it is looked whether the browser still runs.
POLL_INTERVAL_S = 0.1


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
        self._drawn, self._crashed = 0, False
        # Root cannot have Chromium's sandbox; where the system refuses it to others, `_start` finds out.
        self._sandbox = os.geteuid() != 0

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
        async with self._lock:
            for attempt in (1, 2):
                try:
                    ended = self._server is not None and not self._runs()
                    if ended:
                        log.warning("the browser is started anew, since it had ended before the drawing %s", job.key)
                    if self._server is None or self._drawn >= MAX_RENDERS_PER_BROWSER or ended:
                        await self._start()
                    assert self._server is not None
                    svg = bytes(
                        await self._with_timeout(TIME_LIMIT_S, self._server.calc_fig(job.figure, options))
                    ).decode()
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
        if self._sandbox:
            try:
                await self._open()
                return
            except Exception as error:
                await self._stop()
                self._sandbox = False
                log.warning(
                    "the browser does not start in its sandbox here: it is started without (%s)", type(error).__name__
                )
        await self._open()

    async def _open(self) -> None:
        server = kaleido.Kaleido(
            n=1,
            timeout=None,
            page_generator=page_with(plotly_bundle()),
            path=browser_path(),
            browser_cls=ConfinedChromium,
            enable_sandbox=self._sandbox,
        )
        self._server, self._drawn, self._crashed = server, 0, False
        await self._with_timeout(START_LIMIT_S, server.open())
        for tab in server.tabs.values():
            tab.subscribe("Inspector.targetCrashed", self._crash)
            await tab.send_command("Inspector.enable")

    async def _crash(self, _: Any) -> None:
        self._crashed = True

    def _runs(self) -> bool:
        """False when the browser's process has ended, or that of its page."""
        process = getattr(self._server, "subprocess", None)
        return not self._crashed and (process is None or process.poll() is None)

    async def _with_timeout(self, limit_s: float, awaited: Any) -> Any:
        """The result, unless it takes too long or the browser ends.

        `asyncio.wait_for` waits for what it cancels to end, and what hangs does not end.

        Raises:
            TimeoutError: it took too long.
            ChildProcessError: the browser ended.
        """
        task = asyncio.ensure_future(awaited)
        until = time.monotonic() + limit_s
        while not task.done() and self._runs() and time.monotonic() < until:
            await asyncio.wait({task}, timeout=POLL_INTERVAL_S)
        if not task.done():
            task.cancel()
            if self._runs():
                raise TimeoutError(f"no answer within {limit_s} s")
        if not task.done() or task.cancelled():  # the driver cancels what waits for a browser that has ended
            raise ChildProcessError("the browser ended")
        return task.result()

    async def _stop(self) -> None:
        server, self._server, self._crashed = self._server, None, False
        if server is None:
            return
        with contextlib.suppress(Exception):
            await self._with_timeout(5, server.close())
        with contextlib.suppress(Exception):  # what did not end by itself; it leads a process group of its own
            os.killpg(server.subprocess.pid, signal.SIGKILL)


def _log_loop_error(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tells what went wrong where nobody waits for it, as in tasks of a browser that has ended."""
    log.warning("the browser's driver: %s: %r", context["message"], context.get("exception"))


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
