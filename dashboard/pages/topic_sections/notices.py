"""What each colour of notice is for."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.data.notices import PURPOSES


def layout(context: PageContext) -> Any:
    """Lays out the list of colours."""
    vocabulary, language = context.data.vocabulary, context.language
    items: list[Any] = []
    for subject, purpose in PURPOSES.items():
        items.append(html.Dt(vocabulary.name(subject, language), className=f"notice-colour {subject}"))
        items.append(html.Dd(context.gettext(purpose)))
    return html.Section(
        [
            html.H2(context.gettext("What was each colour for in 2021?")),
            html.P(context.gettext("The reports print yearly numbers for two colours only, red and yellow.")),
            html.Dl(items, className="purposes"),
        ],
        className="text",
    )
