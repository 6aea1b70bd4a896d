"""The search: what a reader's words mean, and which figures, charts, operations, countries, goals and terms fit them."""
