"""A draft written out again as Word, Excel or text, so that the plan reader reads the same draft from it."""
