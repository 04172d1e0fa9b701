"""TEMPORARY: the clock has moved to core."""

from shouwei.core.clock import now, today

__all__ = ["now", "today"]
