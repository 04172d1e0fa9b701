"""Name the person at the member who sees to a duty."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity, User

from ..models import Duty
from ..queries.leads import unit_of
from ..rules.duties import may_assign


@transaction.atomic
def assign_owner(duty: Duty, *, owner: User, by: Identity, today: date) -> None:
    """The owner has to hold a role at the member; reporting stays open to the whole unit."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    holding = unit_of(duty.organisation_id, today).filter(user=owner)
    require(
        may_assign(
            belongs=holding.exists(), completed=duty.completed_on is not None, stopped=duty.stopped_on is not None
        )
    )
    before = duty.owner.name if duty.owner else None
    duty.owner = owner
    duty.save(update_fields=["owner"])
    tell(
        [identity for identity in holding if identity.pk != by.pk],
        f"您被指定为任务{duty.task.number}的责任人。",
        url=duty.get_absolute_url(),
        key=f"duty:{duty.pk}:owner",
    )
    record(by=by, what="指定责任人", on=duty, about=duty.task, changes={"owner": [before, owner.name]})
