"""What a topic's page shows beside its charts: a module named after the topic, with a function ``layout``.

Where names of the query string shape it, the module lists them as ``PARAMETERS``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any

from dashboard.components.context import PageContext

_MODULES = {
    module.name: importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)
}
#: topic → what follows its charts.
EXTRAS: dict[str, Callable[[PageContext], Any]] = {topic: module.layout for topic, module in _MODULES.items()}
#: topic → names of the query string that shape it.
PARAMETERS: dict[str, tuple[str, ...]] = {
    topic: getattr(module, "PARAMETERS", ()) for topic, module in _MODULES.items()
}
