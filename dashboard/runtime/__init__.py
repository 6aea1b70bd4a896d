"""Processes around the site: logs, metrics, child processes, single flight."""
