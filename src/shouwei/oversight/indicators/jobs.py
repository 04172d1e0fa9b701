"""What the clock calls."""

from datetime import date

from .workflows.count_anew import count_anew
from .workflows.keep_sums import keep_sums, pending_anything


def every_minute(today: date) -> None:
    if pending_anything():
        keep_sums(today)


def every_night(today: date) -> None:
    """Kept sums against the rows."""
    count_anew(today)
