"""What the clock calls."""

from datetime import date

from .workflows.clean_up import clean_up


def every_night(today: date) -> None:
    clean_up(today)
