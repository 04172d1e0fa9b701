"""Freeze the material of a meeting as it will lie on the table."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.official.codec import as_json
from shouwei.ground.documents.workflows.take_snapshot import take_snapshot
from shouwei.ground.people.models import Identity

from ..models import Meeting
from ..papers.pack_paper import pack_paper
from ..queries.pack_facts import pack_facts
from ..rules.meetings import may_make_pack


@transaction.atomic
def make_pack(meeting: Meeting, *, by: Identity, today: date) -> Meeting:
    """Made anew as often as wanted before the meeting; every snapshot stays, the meeting points to the last."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(may_make_pack(state=meeting.state))
    facts = pack_facts(meeting, today)
    content = {"paper": as_json(pack_paper(facts)), "counts": asdict(facts.standing.duties)}
    meeting.pack = take_snapshot("pack", f"{meeting}材料", today, content, by)
    meeting.save(update_fields=["pack"])
    record(by=by, what="生成会议材料", on=meeting, about=meeting.plan, why=meeting.pack.number)
    return meeting
