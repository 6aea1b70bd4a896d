"""Charts: one declarative file for each, in the folder of its topic; its file name is its id."""
