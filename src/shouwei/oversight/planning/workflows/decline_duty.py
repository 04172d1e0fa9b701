"""A member that joined later says that it cannot take on a duty offered to it, and why."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import Duty
from ..queries.leads import leads_of
from ..rules.duties import DECLINED, may_decline


@transaction.atomic
def decline_duty(duty: Duty, *, because: str, by: Identity, today: date) -> None:
    """It stands as stopped, with the member's reason, on the task's page; lead and secretariat are told each time."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    require(may_decline(accepted_on=duty.accepted_on, stopped_on=duty.stopped_on, because=because))
    duty.stopped_on, duty.stop_reason = today, f"{DECLINED}{because.strip()}"
    duty.save(update_fields=["stopped_on", "stop_reason"])
    said = f"{duty.organisation}未承担任务{duty.task.number}。原因：{because.strip()}"
    for people in (leads_of(duty.task, today), holders(Identity.Role.SECRETARIAT, today)):
        tell(people, said, url=duty.get_absolute_url(), key=f"duty:{duty.pk}:declined")
    record(by=by, what="不承担任务", on=duty, about=duty.task, why=because.strip())
