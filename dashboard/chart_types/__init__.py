"""Chart forms: one function for each, from a view and a layout to a Plotly figure. Existing is being registered."""

from __future__ import annotations

import importlib
import pkgutil

from dashboard.chart_types.registry import CHART_TYPES, ChartType, chart_type

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["CHART_TYPES", "ChartType", "chart_type"]
