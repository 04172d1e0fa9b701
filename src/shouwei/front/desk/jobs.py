"""What the clock calls."""

from datetime import date

from .workflows.hand_over import finish_handovers


def every_night(today: date) -> None:
    finish_handovers(today)
