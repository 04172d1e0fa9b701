"""What the clock calls."""

from datetime import date

from .workflows.alert_paths import alert_paths
from .workflows.count_anew import count_anew
from .workflows.keep_sums import keep_sums, pending_anything
from .workflows.publish_editions import publish_editions
from .workflows.remind_rounds import remind_rounds
from .workflows.tell_confirmed import tell_confirmed


def every_minute(today: date) -> None:
    if pending_anything():
        keep_sums(today)


def every_night(today: date) -> None:
    """Kept sums against the rows; what is told of each cohort; what graduates have confirmed."""
    count_anew(today)
    publish_editions(today)
    tell_confirmed(today)


def every_morning(today: date) -> None:
    remind_rounds(today)
    alert_paths(today)
