"""Turns the colour tokens of a drawn chart into the colours of a theme."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from dashboard.design.style import ALIASES, DARK, LIGHT, PAGE, TOPICS

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


def apply_theme(svg: str, theme: Theme) -> str:
    """Writes colours where ``var(--token)`` stood, for programs that know no style sheet."""
    colours = LIGHT if theme == "light" else DARK
    return re.sub(r"var\(--([\w-]+)\)", lambda match: colours[match[1]], svg)


def style_sheet() -> str:
    """The custom properties of both themes, and the classes that give a part its topic's colours."""
    light = "".join(f"--{name}:{value};" for name, value in LIGHT.items())
    dark = "".join(f"--{name}:{value};" for name, value in DARK.items())
    light += "".join(f"--{name}:{values[0]};" for name, values in PAGE.items())
    dark += "".join(f"--{name}:{values[1]};" for name, values in PAGE.items())
    aliases = "".join(f"--{name}:var(--{token});" for name, token in ALIASES.items())
    tones = ("", "-1", "-2", "-3", "-soft")
    topics = "".join(
        f".topic-{name}{{{''.join(f'--topic{tone}:var(--{name}{tone});' for tone in tones)}}}\n" for name in TOPICS
    )
    return (
        f":root{{color-scheme:light dark;{light}{aliases}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}color-scheme:dark}}\n"
        f":root[data-theme=light]{{color-scheme:light}}\n{topics}"
    )


def interactive_figure(figure: dict[str, Any], theme: Theme) -> dict[str, Any]:
    """A figure as it can be explored, in the colours of a theme: its axes can be zoomed; the page has its tooltips."""
    themed_figure = themed_json(figure, theme)
    data = [{**trace, "hoverinfo": "skip", "hovertext": None} for trace in themed_figure["data"]]
    axes = {
        name: {**axis, "fixedrange": False}
        for name, axis in themed_figure["layout"].items()
        if name in ("xaxis", "yaxis")
    }
    return {"data": data, "layout": {**themed_figure["layout"], **axes}}


def themed_json(figure: dict[str, Any], theme: Theme) -> dict[str, Any]:
    """A figure in the colours of a theme; figures are made in the light ones."""
    if theme == "light":
        return figure
    dark = {value: DARK[name] for name, value in LIGHT.items()}
    text = re.sub(r"#[0-9a-f]{6}", lambda match: dark.get(match[0], match[0]), json.dumps(figure))
    changed: dict[str, Any] = json.loads(text)
    return changed
