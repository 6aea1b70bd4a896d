"""Variables by which an operator switches something on or off."""

from __future__ import annotations

import os

from dashboard.errors import SiteError


def switched_on(variable: str, default: bool, meaning: str) -> bool:
    """Whether a variable is 1 and not 0.

    Args:
        variable: its name.
        default: where it is not set.
        meaning: what 1 does, for the one who wrote something else.

    Raises:
        SiteError: it is neither.
    """
    value = os.environ.get(variable) or str(int(default))
    if value not in ("0", "1"):
        raise SiteError(f"{variable} is “{value}”; it is 1 {meaning}, or 0 not to.")
    return value == "1"
