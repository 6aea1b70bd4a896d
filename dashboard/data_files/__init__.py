"""Data files of a chart and of all figures; each maker registers itself as a form.

Importing this package registers them all.
"""

from __future__ import annotations

from dashboard import citation
from dashboard.data_files import archive, comma_separated, json_files

__all__ = ["archive", "citation", "comma_separated", "json_files"]
