"""The browser that draws, as it is to be: our fonts, our scripts, no network, no files."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import MutableMapping
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

import kaleido
from choreographer.browsers.chromium import Chromium

from dashboard.paths import assets_folder

#: Switches of the driver that would let a page read files and other sites.
REFUSED_SWITCHES = ("--disable-web-security", "--allow-file-access-from-files")
#: All that the page with Plotly may load is the scripts on this disk: a figure cannot have an address fetched.
PAGE_POLICY = "default-src 'none'; script-src file:; style-src 'unsafe-inline'; img-src data:"


class ConfinedChromium(Chromium):
    """With our fonts only, and without switches that weaken it."""

    def get_env(self) -> MutableMapping[str, str]:
        """The browser's variables."""
        return {**super().get_env(), "FONTCONFIG_FILE": str(_fontconfig())}

    def get_cli(self) -> list[str]:
        """The browser's command."""
        return [switch for switch in super().get_cli() if switch not in REFUSED_SWITCHES]


class _Page(kaleido.PageGenerator):  # type: ignore[misc]
    header = kaleido.PageGenerator.header.replace(
        "<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{PAGE_POLICY}">'
    )


def page_with(plotly: Path) -> kaleido.PageGenerator:
    """The page that figures are drawn in, with a Plotly bundle and all that it would fetch."""
    return _Page(plotly=plotly.as_uri(), mathjax=False, others=[_boundaries_script().as_uri()])


@cache
def _scratch() -> Path:
    """A folder of this process for what the browser reads."""
    folder = Path(tempfile.mkdtemp(prefix="figures-browser-"))
    # Not `atexit`, which a worker that was forked does not run.
    Finalize(None, shutil.rmtree, args=(folder,), kwargs={"ignore_errors": True}, exitpriority=0)
    return folder


@cache
def _fontconfig() -> Path:
    """A fontconfig that knows the bundled fonts only, so that text measures the same on every machine."""
    path = _scratch() / "fonts.conf"
    fonts = assets_folder() / "fonts" / "ttf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><cachedir>{_scratch()}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return path


@cache
def _boundaries_script() -> Path:
    """The boundaries of countries as a script that Plotly finds them in: the page may fetch nothing."""
    shapes = {path.stem: json.loads(path.read_bytes()) for path in (assets_folder() / "boundaries").glob("*.json")}
    path = _scratch() / "boundaries.js"
    path.write_text(f"window.PlotlyGeoAssets={{topojson:{json.dumps(shapes)}}};", encoding="utf-8")
    return path
