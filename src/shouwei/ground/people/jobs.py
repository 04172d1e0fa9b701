"""What the clock calls."""

from datetime import date

from shouwei.core.clock import now

from .workflows.end_sessions import end_sessions_of_leavers
from .workflows.forget import forget


def every_night(today: date) -> None:
    """Codes and sessions run out at a moment, not on a day."""
    forget(now())
    end_sessions_of_leavers(today)
