"""Data files of a chart and of all figures."""
