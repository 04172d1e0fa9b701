"""What the clock calls."""

from datetime import date

from shouwei.core.clock import now

from .workflows.remind_mentor import remind_and_close


def every_night(today: date) -> None:
    remind_and_close(now())
