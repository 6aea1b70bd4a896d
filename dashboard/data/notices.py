"""What each colour of notice is for."""

from __future__ import annotations

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
