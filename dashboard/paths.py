"""Where the site finds the database and its assets, and where it keeps what it makes."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def default_published_folder() -> Path:
    """The folder of database versions beside the code."""
    in_checkout = (CHECKOUT / "data" / "figures").is_dir()
    return (CHECKOUT if in_checkout else Path.cwd()) / "data" / "published"


def published_folder() -> Path:
    """The folder of database versions; ``FIGURES_PUBLISHED`` overrides it."""
    return Path(os.environ.get("FIGURES_PUBLISHED", default_published_folder()))


def assets_folder() -> Path:
    """Style sheets, fonts, scripts, boundaries."""
    checkout = CHECKOUT / "assets"
    return checkout if checkout.is_dir() else PACKAGE / "_assets"


def drawings_folder() -> Path:
    """Drawn charts and pictures, by the hash of what they were drawn from."""
    return published_folder() / "pictures"


def cache_folder(published: Path | None = None) -> Path:
    """Pictures and drawings made when a reader asked; ``FIGURES_CACHE`` overrides it."""
    return Path(os.environ.get("FIGURES_CACHE", (published or published_folder()) / "cache"))
