"""What can be read in this room, one file per topic."""
