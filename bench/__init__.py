"""Measures the budgets of the site beside its peers. Run ``make bench``."""
