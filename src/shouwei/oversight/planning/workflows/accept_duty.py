"""A member that joined later takes on a duty offered to it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty
from ..queries.leads import leads_of
from ..rules.duties import may_accept


@transaction.atomic
def accept_duty(duty: Duty, *, by: Identity, today: date) -> None:
    """From now on it is reported on. One message per member and day to each lead, however many duties it takes on."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    require(may_accept(accepted_on=duty.accepted_on, stopped_on=duty.stopped_on))
    duty.accepted_on = today
    duty.save(update_fields=["accepted_on"])
    tell(
        leads_of(duty.task, today),
        f"{duty.organisation}已确认承担贵部门牵头的任务。",
        url=duty.task.get_absolute_url(),
        key=f"duties:{duty.organisation_id}:accepted:{today}",
    )
    record(by=by, what="确认承担任务", on=duty, about=duty.task)
