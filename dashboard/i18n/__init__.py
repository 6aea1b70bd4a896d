"""Languages, translations, numbers, dates and safe text."""
