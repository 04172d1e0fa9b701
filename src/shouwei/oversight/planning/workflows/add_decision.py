"""A decision of a meeting becomes an item: an organisation, a person, a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import AgendaItem, Decision, Duty, Meeting, Task
from ..queries.meetings import people_of
from ..rules.meetings import may_decide


@transaction.atomic
def add_decision(
    meeting: Meeting,
    *,
    text: str,
    organisation: Organisation,
    owner: str,
    due_on: date,
    task: Task | None,
    item: AgendaItem | None,
    by: Identity,
    today: date,
) -> Decision:
    """``task`` falls back to that of the agenda item; the organisation's part in it is linked when there is one."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(may_decide(state=meeting.state, text=text, due_on=due_on, held_on=meeting.held_on))
    task = task or (item.task if item else None)
    decision = Decision.objects.create(
        meeting=meeting,
        item=item,
        text=text.strip(),
        organisation=organisation,
        owner=owner.strip(),
        due_on=due_on,
        task=task,
        duty=Duty.objects.filter(task=task, organisation=organisation).first() if task else None,
    )
    tell(
        people_of(organisation.pk, today),
        f"{meeting}议定由贵单位办理：{decision.text[:120]}。请于{in_words(due_on)}前完成并填报落实情况。",
        url=decision.get_absolute_url(),
        key=f"decision:{decision.pk}",
    )
    record(by=by, what="记录议定事项", on=decision, about=task or meeting)
    return decision
