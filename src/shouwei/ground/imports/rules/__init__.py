"""Decisions of the import centre, plain Python."""
