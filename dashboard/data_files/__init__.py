"""Data files of a chart and of all figures. Importing this package registers each maker as a form."""

from __future__ import annotations

from dashboard import citation
from dashboard.data_files import archive, comma_separated, csv_description, data_package, json_files, workbooks

__all__ = ["archive", "citation", "comma_separated", "csv_description", "data_package", "json_files", "workbooks"]
