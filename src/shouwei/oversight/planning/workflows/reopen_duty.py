"""Take a duty up again that was closed too early."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty
from ..queries.leads import leads_of, unit_of
from ..rules.closing import may_reopen
from .refresh_facts import refresh_facts


@transaction.atomic
def reopen_duty(duty: Duty, *, because: str, by: Identity, today: date) -> None:
    """The application that closed it stays on record as reopened."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    require(may_reopen(completed_on=duty.completed_on, because=because))
    before = str(duty.completed_on)
    duty.completions.filter(state=Completion.State.CONFIRMED).update(state=Completion.State.REOPENED)
    duty.completed_on = duty.completion_asked_on = None
    duty.save(update_fields=["completed_on", "completion_asked_on"])
    refresh_facts(duty)
    tell(
        [*unit_of(duty.organisation_id, today), *leads_of(duty.task, today)],
        f"任务{duty.task.number}（{duty.organisation}）已重启，请继续办理。原因：{because}",
        url=duty.get_absolute_url(),
        key=f"duty:{duty.pk}:reopened:{today}",
    )
    record(by=by, what="重启任务", on=duty, about=duty.task, why=because, changes={"completed_on": [before, None]})
