"""Give a reply back to its unit, which then replies again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import SupervisionNotice
from ..queries.supervision import reached_by, reply_days, working_days_after
from ..rules.supervision import may_return_reply


@transaction.atomic
def return_reply(notice: SupervisionNotice, *, because: str, by: Identity, today: date) -> None:
    """The days to reply in run anew from today: the time the reply lay with us costs the unit nothing."""
    notice = SupervisionNotice.objects.select_for_update().get(pk=notice.pk)
    require(may_return_reply(state=notice.state, because=because))
    notice.state = SupervisionNotice.State.SIGNED
    notice.replied_on = None
    notice.reply_due_on = working_days_after(today, reply_days(notice.level, today))
    notice.save(update_fields=["state", "replied_on", "reply_due_on"])
    tell(
        reached_by(notice, today),
        f"{notice.number}的回复被退回：{because.strip()[:150].rstrip('。')}。请于{in_words(notice.reply_due_on)}前重新回复。",
        url=notice.get_absolute_url(),
        key=f"notice:{notice.pk}:returned:{today}",
    )
    record(by=by, what="退回督办单回复", on=notice, about=notice.duty.task, why=because.strip())
