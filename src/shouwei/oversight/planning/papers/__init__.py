"""Papers of this room as values: frozen rows in, an official document out. No database, no clock, like ``rules``."""
