"""Decisions about code lists: shapes, tables, editions, mappings. Plain Python."""
