"""What the clock calls."""

from datetime import date

from .workflows.keep_no_longer import keep_no_longer


def every_night(today: date) -> None:
    keep_no_longer(today)
