"""Building blocks of pages, and how they are written as HTML."""
