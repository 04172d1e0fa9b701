"""Decisions of the export centre, plain Python."""
