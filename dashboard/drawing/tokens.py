"""Turns the colour tokens of a drawn chart into the colours of a theme."""

from __future__ import annotations

import re
from typing import Literal

from dashboard.style import DARK, LIGHT

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


def themed(svg: str, theme: Theme) -> str:
    """Writes colours where ``var(--token)`` stood, for programs that know no style sheet."""
    colours = LIGHT if theme == "light" else DARK
    return re.sub(r"var\(--([\w-]+)\)", lambda match: colours[match[1]], svg)


def style_sheet() -> str:
    """The custom properties of both themes, for the pages' style sheet."""
    light = "".join(f"--{name}:{value};" for name, value in LIGHT.items())
    dark = "".join(f"--{name}:{value};" for name, value in DARK.items())
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}color-scheme:dark}}\n"
        ":root[data-theme=light]{color-scheme:light}\n"
    )
