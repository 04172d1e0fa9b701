"""Stop a duty that will not be done; what was asked about it ends with it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty, Extension
from ..queries.closing import OPEN_COMPLETION, OPEN_EXTENSION
from ..queries.leads import leads_of, unit_of
from ..rules.closing import may_stop

MOOT = "任务已中止，申请不再办理。"


@transaction.atomic
def stop_duty(duty: Duty, *, because: str, by: Identity, today: date) -> None:
    """Open applications for more time or for completion are closed with the reason, so that none waits for ever."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    require(may_stop(completed_on=duty.completed_on, stopped_on=duty.stopped_on, because=because))
    decided = {"answer": MOOT, "decided_on": today, "decided_by": by}
    duty.extensions.filter(state__in=OPEN_EXTENSION).update(state=Extension.State.REFUSED, **decided)
    duty.completions.filter(state__in=OPEN_COMPLETION).update(state=Completion.State.RETURNED, **decided)
    duty.stopped_on, duty.stop_reason, duty.completion_asked_on = today, because, None
    duty.save(update_fields=["stopped_on", "stop_reason", "completion_asked_on"])
    tell(
        [*unit_of(duty.organisation_id, today), *leads_of(duty.task, today)],
        f"任务{duty.task.number}（{duty.organisation}）已中止。原因：{because}",
        url=duty.get_absolute_url(),
        key=f"duty:{duty.pk}:stopped",
    )
    record(by=by, what="中止任务", on=duty, about=duty.task, why=because)
