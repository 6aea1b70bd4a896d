"""What a topic's page shows beside its charts: a module named after the topic, with a function ``layout``.

Where names of the query string shape it, the module lists them as ``PARAMETERS``. Where a function ``lead`` lays out
what stands first on the page, it shows the topic's lead chart and those whose panel is a ``section``; where all of it stands
before the charts, the module says ``FIRST``. Where an address shows one thing of many, a function ``subject`` gives its name,
a description of it, and the query string that asks for it. What other sites show of the page in a state, a function
``preview`` gives as further arguments of `Page`.
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
#: topic → what stands in the place of its lead chart; None where that cannot be shown.
LEADS: dict[str, Callable[[PageContext], Any]] = {
    topic: module.lead for topic, module in _MODULES.items() if hasattr(module, "lead")
}
#: topic → the one thing that an address shows: its name, a description and its query string; None where it shows all.
SUBJECTS: dict[str, Callable[[PageContext], tuple[str, str, str] | None]] = {
    topic: module.subject for topic, module in _MODULES.items() if hasattr(module, "subject")
}
#: Topics whose charts follow what their module shows.
FIRST = frozenset(topic for topic, module in _MODULES.items() if getattr(module, "FIRST", False))
#: topic → what other sites show of its page in the state that the address asks for.
PREVIEWS: dict[str, Callable[[PageContext], dict[str, Any]]] = {
    topic: module.preview for topic, module in _MODULES.items() if hasattr(module, "preview")
}
