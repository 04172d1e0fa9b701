"""Send a 督办单: it gets its number and its day to reply by, and the addressee is told."""

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
from ..rules.supervision import may_send, number_of
from .take_number import NOTICES, take_number


@transaction.atomic
def send_notice(notice: SupervisionNotice, *, demand: str, by: Identity, today: date) -> SupervisionNotice:
    """Numbers are given on sending, in the order of sending; a refusal uses none up."""
    notice = SupervisionNotice.objects.select_for_update().get(pk=notice.pk)
    require(notice.duty.task.plan.goes_on(today))
    require(may_send(state=notice.state, demand=demand))
    notice.demand = demand.strip()
    notice.number = number_of(today.year, take_number(NOTICES, today.year))
    notice.state = SupervisionNotice.State.SENT
    notice.sent_on, notice.sent_by = today, by
    notice.reply_due_on = working_days_after(today, reply_days(notice.level, today))
    notice.save(update_fields=["demand", "number", "state", "sent_on", "sent_by", "reply_due_on"])
    tell(
        reached_by(notice, today),
        f"{notice.number}（{notice.get_level_display()}）已发至贵单位：任务{notice.duty.task.number}，"
        f"请签收，并于{in_words(notice.reply_due_on)}前回复。",
        url=notice.get_absolute_url(),
        key=f"notice:{notice.pk}:sent",
    )
    record(by=by, what="发出督办单", on=notice, about=notice.duty.task, why=notice.reason)
    return notice
