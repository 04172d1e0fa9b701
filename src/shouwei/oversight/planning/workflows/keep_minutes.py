"""Keep the minutes while they are being written: people, points, outcomes. Nothing is settled yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shouwei.core.verdict import require

from ..models import AgendaItem, Meeting
from ..rules.meetings import may_change_agenda


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the meeting said to one point, and whether that settles it."""

    text: str
    resolved: bool


@transaction.atomic
def keep_minutes(
    meeting: Meeting,
    *,
    held_on: date,
    place: str,
    chair: str,
    attendance: str,
    minutes: str,
    outcomes: Mapping[int, Outcome],
) -> Meeting:
    """``outcomes`` by the key of the agenda item; items not mentioned stay as they are. Returns the locked meeting."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(may_change_agenda(state=meeting.state))
    meeting.held_on, meeting.place, meeting.chair = held_on, place.strip(), chair.strip()
    meeting.attendance, meeting.minutes = attendance.strip(), minutes.strip()
    meeting.save(update_fields=["held_on", "place", "chair", "attendance", "minutes"])
    items = [item for item in meeting.items.all() if item.pk in outcomes]
    for item in items:
        item.outcome, item.resolved = outcomes[item.pk].text.strip(), outcomes[item.pk].resolved
    AgendaItem.objects.bulk_update(items, ["outcome", "resolved"])
    return meeting
