"""What operations are told apart by, with the words for each, in the order in which they are listed."""

from __future__ import annotations

from dashboard.i18n.languages import N_

#: crime area → words.
AREAS = {
    "terrorism": N_("Terrorism"),
    "human-trafficking-and-migrant-smuggling": N_("Human trafficking and migrant smuggling"),
    "child-abuse": N_("Child sexual abuse"),
    "cybercrime": N_("Cybercrime"),
    "financial-crime": N_("Financial crime"),
    "illicit-goods": N_("Illicit goods"),
    "pharmaceutical-crime": N_("Pharmaceutical crime"),
    "food-crime": N_("Food crime"),
    "drugs": N_("Drugs"),
    "firearms": N_("Firearms"),
    "maritime": N_("Maritime crime"),
    "environmental-crime": N_("Environmental crime"),
    "cultural-heritage": N_("Crime against cultural heritage"),
    "vehicle-crime": N_("Vehicle crime"),
    "corruption": N_("Corruption"),
    "fugitives": N_("Fugitives"),
    "border-security": N_("Border security"),
    "identification": N_("Identification of people"),
    "organized-crime": N_("Organized crime"),
    "capacity-building": N_("Training and support"),
    "other": N_("Other"),
}
#: region of the United Nations → words.
REGIONS = {
    "Africa": N_("Africa"),
    "Americas": N_("Americas"),
    "Asia": N_("Asia"),
    "Europe": N_("Europe"),
    "Oceania": N_("Oceania"),
}
#: kind of entry → words.
KINDS = {
    "operation": N_("operations"),
    "project": N_("projects"),
    "programme": N_("programmes"),
    "campaign": N_("campaigns"),
    "initiative": N_("initiatives"),
}
#: outcome → words, metric, unit. Money is compared within one currency.
OUTCOMES = {
    "arrests": (N_("Arrests"), "arrests", "count"),
    "countries": (N_("Countries taking part"), "countries", "count"),
    "victims": (N_("Victims rescued"), "victims_rescued", "count"),
    "checks": (N_("Checks of the databases"), "checks", "count"),
    "money-usd": (N_("Money seized, in US dollars"), "money_seized", "usd"),
    "money-eur": (N_("Money seized, in euros"), "money_seized", "eur"),
}
#: number of a policing goal → words.
GOALS = {
    "1": N_("Goal 1"),
    "2": N_("Goal 2"),
    "3": N_("Goal 3"),
    "4": N_("Goal 4"),
    "5": N_("Goal 5"),
    "6": N_("Goal 6"),
    "7": N_("Goal 7"),
}
