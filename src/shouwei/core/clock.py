"""The only place that asks what day it is. Rules and workflows get the day as an argument."""

import os
from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """Today in Asia/Shanghai, or the replay day ``SHOUWEI_TODAY=2019-08-01`` set for a rehearsal."""
    replay = os.environ.get("SHOUWEI_TODAY")
    return date.fromisoformat(replay) if replay else timezone.localdate()


def day_of(moment: datetime) -> date:
    """The day in Asia/Shanghai on which a moment falls: before eight in the morning its own ``date()`` is still yesterday's."""
    return timezone.localdate(moment)


def now() -> datetime:
    return timezone.now()
