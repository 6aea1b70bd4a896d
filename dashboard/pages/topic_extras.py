"""What a topic's page shows beside its charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboard.pages.context import PageContext

#: topic → a function that lays out what follows the charts.
EXTRAS: dict[str, Callable[[PageContext], Any]] = {}
