"""办结 a 督办单: the reply is taken. The matter itself stays under supervision until its duty is done."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import SupervisionNotice
from ..queries.supervision import reached_by
from ..rules.supervision import may_close


@transaction.atomic
def close_notice(notice: SupervisionNotice, *, by: Identity, today: date) -> None:
    notice = SupervisionNotice.objects.select_for_update().get(pk=notice.pk)
    require(may_close(state=notice.state))
    notice.state = SupervisionNotice.State.CLOSED
    notice.closed_on = today
    notice.save(update_fields=["state", "closed_on"])
    tell(
        reached_by(notice, today),
        f"{notice.number}的回复已通过审核，该督办单办结；任务仍按原期限推进。",
        url=notice.get_absolute_url(),
        key=f"notice:{notice.pk}:closed",
    )
    record(by=by, what="办结督办单", on=notice, about=notice.duty.task)
