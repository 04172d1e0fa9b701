"""What the clock calls."""

from datetime import date

from .workflows.link_trail import link_trail
from .workflows.record_look import forget_looks
from .workflows.take_head import take_head


def every_minute() -> None:
    link_trail()


def every_night(today: date) -> None:
    take_head(today)
    forget_looks(today)
