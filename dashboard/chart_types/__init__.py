"""Chart forms: one function for each, from a view and a layout to a Plotly figure. Existing is being registered."""

from __future__ import annotations

import importlib
import pkgutil

from dashboard.chart_types.registry import MARKS, Mark, mark

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["MARKS", "Mark", "mark"]
