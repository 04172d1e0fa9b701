"""Write on a duty what its latest report says, so that a list needs no look into the reports."""

from __future__ import annotations

from ..models import Duty
from ..queries.reports import SENT_UP


def refresh_facts(duty: Duty) -> None:
    """Percentage and last report of a duty, locked by the caller: those of the report of the latest period sent up.

    A return thus takes them back to the report before. A duty that is done stands at 100.
    """
    sent = duty.reports.filter(state__in=SENT_UP).order_by("-period_first")
    percent, submitted_on = sent.values_list("percent", "submitted_on").first() or (0, None)
    duty.percent = 100 if duty.completed_on else percent
    duty.last_reported_on = submitted_on
    duty.save(update_fields=["percent", "last_reported_on"])
