"""From the lines of published reports to one versioned database of figures."""
