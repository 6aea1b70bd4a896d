"""Small drawings beside words, in the colour of the words; what they mean is always written too."""

from __future__ import annotations

from dashboard.components.html import Raw

_PATHS = {
    "brand": "M1 9h4v6H1zM6 1h4v14H6zM11 6h4v9h-4z",
    "search": "M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0m-1.2 3.3 4.2 4.2",
    "open": "m3.5 6 4.5 4.5L12.5 6",
    "png": "M8 1.5v8m-3.2-3L8 9.7l3.2-3.2M2 10.5v4h12v-4",
    "data": "M1.5 3h13v10h-13zM1.5 6.5h13M6 3v10",
    "embed": "m5.5 4-4 4 4 4m5-8 4 4-4 4",
    "link": "M6.5 9.5 9.5 6.5M7 4.5l1.8-1.8a3 3 0 0 1 4.3 4.3L11.3 8.8M9 11.5l-1.8 1.8a3 3 0 0 1-4.3-4.3l1.8-1.8",
    "up": "M8 3 15 13H1z",
    "down": "M8 13 1 3h14z",
}
_FILLED = {"brand", "up", "down"}


def icon(name: str) -> Raw:
    """The drawing of a name; screen readers pass it over."""
    kind = "icon filled" if name in _FILLED else "icon"
    return Raw(f'<svg class="{kind}" viewBox="0 0 16 16" aria-hidden="true"><path d="{_PATHS[name]}"/></svg>')
