"""What the clock calls."""

from datetime import date

from .workflows.clean_up import clean_up
from .workflows.remind_requests import remind_requests


def every_night(today: date) -> None:
    clean_up(today)
    remind_requests(today)
