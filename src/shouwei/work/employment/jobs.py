"""What the clock calls."""

from datetime import date

from .workflows.fold_counts import fold_counts


def every_night(today: date) -> None:
    """Between two nights a count is a sum over a few more lines."""
    fold_counts()
