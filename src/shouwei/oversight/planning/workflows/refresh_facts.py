"""Write on a duty what its latest report says, so that a list needs no look into the reports."""

from __future__ import annotations

from ..models import Duty
from ..queries.reports import facts_sent


def refresh_facts(duty: Duty) -> None:
    """Percentage and last report of a duty, locked by the caller: those of the report of the latest period sent up.

    A return thus takes them back to the report before. A duty that is done stands at 100.
    """
    percent, submitted_on = facts_sent(duty)
    duty.percent = 100 if duty.completed_on else percent
    duty.last_reported_on = submitted_on
    duty.save(update_fields=["percent", "last_reported_on"])
