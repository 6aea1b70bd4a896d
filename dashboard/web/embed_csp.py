"""Who may frame what: embeds anyone, or the origins of a list; pages nobody."""

from __future__ import annotations

import re

from dashboard.design.assets import embed_style, style_sources
from dashboard.settings import ANYONE, settings


def is_embed_path(path: str) -> bool:
    """True for the addresses of embeds, and of embeds that do not exist: what is wrong is said inside the frame."""
    return bool(re.match(r"/\w\w/embed/", path))


def embed_policy(site: str) -> str:
    """The content security policy of embeds.

    Args:
        site: scheme and host of this site, which may always frame its own charts.
    """
    # Safari resolves 'self' against a sandboxed frame's opaque origin, so the real one is named beside it.
    own = f"'self' {site}"
    listed = settings().embed_origins
    ancestors = ANYONE if ANYONE in listed else " ".join([own, *listed])
    # Plotly inserts an empty style sheet, and texts with style attributes.
    return (
        f"default-src 'none'; script-src {own}; style-src {own} {style_sources('', embed_style(False), embed_style(True))}; "
        f"style-src-attr 'unsafe-inline'; font-src {own}; img-src {own} data:; "
        f"connect-src {own}; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
    )
