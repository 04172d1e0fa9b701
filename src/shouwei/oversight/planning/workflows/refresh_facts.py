"""Write on a duty what its latest report says, so that a list needs no look into the reports."""

from __future__ import annotations

from ..models import Duty
from ..queries.reports import SENT_UP


def refresh_facts(duty: Duty) -> None:
    """Percentage and last report of a duty, locked by the caller: those of the report of the latest period sent up.

    A return thus takes them back to the report before. A duty that is done stands at 100.
    """
    last = duty.reports.filter(state__in=SENT_UP).order_by("-period_first").first()
    duty.percent = 100 if duty.completed_on else last.percent if last else 0
    duty.last_reported_on = last.submitted_on if last else None
    duty.save(update_fields=["percent", "last_reported_on"])
