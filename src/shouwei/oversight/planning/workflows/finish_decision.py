"""Report a decision carried out. It leaves the agendas to come."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Decision
from ..queries.supervision import secretariat_on
from ..rules.meetings import may_finish


@transaction.atomic
def finish_decision(decision: Decision, *, result: str, by: Identity, today: date) -> None:
    """By the organisation it was given to, or by the secretariat for it."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require(may_finish(done_on=decision.done_on, result=result))
    decision.done_on, decision.result = today, result.strip()
    decision.save(update_fields=["done_on", "result"])
    tell(
        secretariat_on(today).exclude(pk=by.pk),
        f"{decision.organisation}已完成议定事项：{decision.text[:120]}。",
        url=decision.get_absolute_url(),
        key=f"decision:{decision.pk}:done",
    )
    record(by=by, what="完成议定事项", on=decision, about=decision.task or decision.meeting, why=decision.result)
