"""Offer a duty once more to the member that declined it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import first_refusal, require
from shouwei.ground.audit.queries import history_of
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty
from ..queries.leads import leads_of, unit_of
from ..rules.duties import may_offer_again


@transaction.atomic
def offer_again(duty: Duty, *, because: str, by: Identity, today: date) -> None:
    """It waits for the member's answer again; the refusal stays in the trail. Each offer is told, also the third."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    declined = duty.accepted_on is None and duty.stopped_on is not None
    verdict = may_offer_again(declined=declined, reason=duty.stop_reason, because=because)
    require(first_refusal(duty.task.plan.goes_on(today), verdict))
    before = duty.stop_reason
    duty.stopped_on, duty.stop_reason = None, ""
    duty.save(update_fields=["stopped_on", "stop_reason"])
    record(
        by=by, what="再次请单位承担任务", on=duty, about=duty.task, why=because, changes={"stop_reason": [before, ""]}
    )
    tell(
        [*unit_of(duty.organisation_id, today), *leads_of(duty.task, today)],
        f"任务{duty.task.number}再次请{duty.organisation}承担，请单位负责人确认。说明：{because}",
        url=duty.get_absolute_url(),
        key=f"duty:{duty.pk}:offered:{history_of(duty).count()}",
    )
