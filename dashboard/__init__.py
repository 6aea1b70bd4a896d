"""A public website that shows, chart by chart, what the published reports say in figures."""
