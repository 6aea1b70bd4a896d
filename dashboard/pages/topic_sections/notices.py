"""What each colour of notice is for."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.context import PageContext
from dashboard.i18n.languages import N_

#: subject of the notice → its purpose, in our own words.
PURPOSES = {
    "red-notices": N_("Ask police forces to find and arrest a person wanted for prosecution or to serve a sentence."),
    "yellow-notices": N_("Help to find a missing person, or to identify one who cannot say who they are."),
    "blue-notices": N_(
        "Ask for more information about a person’s identity, whereabouts or activities in relation to a criminal investigation."
    ),
    "black-notices": N_("Ask for help to identify a dead person."),
    "green-notices": N_("Warn of a person’s criminal activities where they may be a danger to the public."),
    "orange-notices": N_("Warn of an event, a person or an object that is a serious and imminent danger."),
    "purple-notices": N_(
        "Share information on the methods, objects, devices and means of concealment that criminals use."
    ),
    "interpol-un-notices": N_("Name people and groups under sanctions of the United Nations Security Council."),
}


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
