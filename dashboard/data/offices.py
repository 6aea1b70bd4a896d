"""What INTERPOL's offices are."""

from __future__ import annotations

from dashboard.i18n.languages import N_

#: Type of an office, as ``data/decisions/offices.csv`` has it → words.
OFFICE_TYPES = {
    "general-secretariat": N_("General Secretariat"),
    "global-complex": N_("Global Complex for Innovation"),
    "regional-bureau": N_("Regional Bureau"),
    "liaison-office": N_("Liaison Office"),
    "special-representation": N_("Special Representative Office"),
}
