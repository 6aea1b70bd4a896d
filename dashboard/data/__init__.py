"""The database, read only: queries, vocabulary, differences between versions."""
