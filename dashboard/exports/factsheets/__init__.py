"""A topic, the whole site or one operation on paper: A4, one to four pages."""
