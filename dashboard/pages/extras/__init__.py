"""What a topic's page shows beside its charts: a module named after the topic, with a function ``layout``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from dashboard.pages.context import PageContext

#: topic → what follows its charts.
EXTRAS: dict[str, Callable[[PageContext], Any]] = {
    module.name: importlib.import_module(f"{__name__}.{module.name}").layout
    for module in pkgutil.iter_modules(__path__)
}
