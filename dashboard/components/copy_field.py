"""A text that readers copy: readable without scripts, copied with one click where scripts run."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.components.html import Element


def copy_field(context: PageContext, identifier: str, label: str, text: str, *, code: bool) -> Any:
    """Lays out a labelled text with its button.

    Args:
        context: the request.
        identifier: of the text on its page.
        label: words above it.
        text: what is copied.
        code: the text is markup and runs from left to right in every language.
    """
    area = {"id": identifier, "class": "code" if code else "code short", "readonly": True, "spellcheck": "false"}
    area |= {"rows": "3", "dir": "ltr"} if code else {"rows": "2", "dir": "auto"}
    return html.Div(
        [
            html.Label(label, htmlFor=identifier),
            Element("textarea", area, text),
            copy_button(identifier, [context.gettext("Copy"), html.Span(f": {label}", className="visually-hidden")]),
        ],
        className="code-block",
    )


def copy_button(identifier: str, label: Any) -> Any:
    """A button that copies the text of that id; the script shows it, since without scripts it does nothing."""
    return Element("button", {"type": "button", "class": "copy", "data-copy": identifier, "hidden": True}, label)
