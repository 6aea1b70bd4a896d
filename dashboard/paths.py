"""Folders of the checkout or of the installed package; what can be set stands in `dashboard.settings`."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def default_published_folder() -> Path:
    """The folder of database versions beside the code."""
    in_checkout = (CHECKOUT / "data" / "figures").is_dir()
    return (CHECKOUT if in_checkout else Path.cwd()) / "data" / "published"


def languages_file() -> Path:
    """The languages of the site, which the pipeline reads too."""
    checkout = CHECKOUT / "data" / "decisions" / "languages.csv"
    return checkout if checkout.is_file() else PACKAGE / "_languages.csv"


def assets_folder() -> Path:
    """Style sheets, fonts, scripts, boundaries."""
    checkout = CHECKOUT / "assets"
    return checkout if checkout.is_dir() else PACKAGE / "_assets"
