"""What each input file may hold: one class for each, by kind of file. Unknown columns and keys are errors."""
