"""What the clock calls."""

from datetime import datetime

from .workflows.forget import forget


def every_night(now: datetime) -> None:
    forget(now)
