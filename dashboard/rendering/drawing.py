"""What is drawn, by what, and under which key; known without loading what draws."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.errors import NotReady
from dashboard.paths import assets_folder
from dashboard.settings import settings

BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Job:
    """A figure to be drawn.

    Attributes:
        key: names the result.
        figure: Plotly's JSON, with ``layout.width`` and ``layout.height``.
    """

    key: str
    figure: dict[str, Any]


def plotly_bundle() -> Path:
    """The Plotly bundle of the site, the same for drawn and for live charts.

    Raises:
        NotReady: it is missing from the assets.
    """
    found = sorted((assets_folder() / "vendor").glob("plotly-*.min.js"))
    if len(found) != 1:
        raise NotReady(f"assets/vendor holds {len(found)} files plotly-*.min.js where there must be one.")
    return found[0]


@cache
def renderer_version() -> str:
    """Changes when what draws and rewrites figures changes, so that no old drawing is taken for a new one."""
    folder = Path(__file__).parent
    parts = [
        plotly_bundle().name,
        *((folder / name).read_text() for name in ("svg_optimizer.py", "path_simplification.py")),
    ]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:12]


def drawing_key(figure: dict[str, Any]) -> str:
    """A hash of all that a drawing depends on: the renderer computes it too, so nobody stores a drawing under another's key.

    Args:
        figure: Plotly's JSON.
    """
    text = json.dumps([figure, renderer_version()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


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
