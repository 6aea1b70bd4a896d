"""The one place that starts a browser: Plotly draws a figure to SVG with our bundle, our fonts and no network."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kaleido

from dashboard.errors import NotReady
from dashboard.locations import assets_folder

BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
TIME_LIMIT_S = 30
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
    named = os.environ.get("BROWSER_PATH")
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


def draw(jobs: Iterable[Job], done: Callable[[str, str], None]) -> None:
    """Draws figures, a few at a time.

    Args:
        jobs: what to draw.
        done: called with key and SVG as each is finished.

    Raises:
        NotReady: there is no browser, or it failed twice on the same figure.
    """
    browser = browser_path()
    with tempfile.TemporaryDirectory(prefix="figures-fonts-") as folder:
        environment = {"FONTCONFIG_FILE": str(_fontconfig(Path(folder))), "BROWSER_PATH": str(browser)}
        before = {name: os.environ.get(name) for name in environment}
        os.environ.update(environment)
        try:
            asyncio.run(_draw(list(jobs), done))
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


async def _draw(jobs: list[Job], done: Callable[[str, str], None]) -> None:
    page = kaleido.PageGenerator(plotly=plotly_bundle().as_uri(), mathjax=False)
    waiting = list(reversed(jobs))
    async with kaleido.Kaleido(n=PARALLEL, timeout=TIME_LIMIT_S, page_generator=page) as server:

        async def worker() -> None:
            while waiting:
                job = waiting.pop()
                done(job.key, await _draw_one(server, job))

        await asyncio.gather(*(worker() for _ in range(PARALLEL)))


async def _draw_one(server: kaleido.Kaleido, job: Job) -> str:
    layout = job.figure["layout"]
    options = {"format": "svg", "width": layout["width"], "height": layout["height"], "scale": 1}
    boundaries = (assets_folder() / "boundaries").as_uri() + "/"
    for attempt in (1, 2):
        try:
            drawn = await asyncio.wait_for(server.calc_fig(job.figure, options, topojson=boundaries), TIME_LIMIT_S)
            return bytes(drawn).decode()
        except Exception as error:
            if attempt == 2:
                raise NotReady(f"the drawing {job.key} failed twice: {type(error).__name__}: {error}") from error
    raise AssertionError


def _fontconfig(folder: Path) -> Path:
    """A fontconfig that knows the bundled fonts only, so that text measures the same on every machine."""
    path = folder / "fonts.conf"
    fonts = assets_folder() / "fonts" / "ttf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return path
