"""Reply to a 督办单; the secretariat is told."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import SupervisionNotice
from ..queries.supervision import secretariat_on
from ..rules.supervision import may_reply


@transaction.atomic
def reply_notice(notice: SupervisionNotice, *, reply: str, by: Identity, today: date) -> None:
    """The day of the reply counts, not the day it is looked at."""
    notice = SupervisionNotice.objects.select_for_update().get(pk=notice.pk)
    require(may_reply(state=notice.state, reply=reply))
    notice.reply, notice.replied_on = reply.strip(), today
    notice.state = SupervisionNotice.State.REPLIED
    notice.save(update_fields=["reply", "replied_on", "state"])
    tell(
        secretariat_on(today),
        f"{notice.to}已回复{notice.number}，请审核。",
        url=notice.get_absolute_url(),
        key=f"notice:{notice.pk}:replied",
    )
    record(by=by, what="回复督办单", on=notice, about=notice.duty.task)
