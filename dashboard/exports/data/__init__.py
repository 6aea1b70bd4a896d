"""Data files of a chart and of all figures. Importing this package registers each maker as a form."""

from __future__ import annotations

from dashboard.exports import citations
from dashboard.exports.data import csv_export, csvw, data_package, json_export, xlsx_export, zip_export

__all__ = ["citations", "csv_export", "csvw", "data_package", "json_export", "xlsx_export", "zip_export"]
