"""The lead takes a duty as done, or gives the application back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity
from shouwei.ground.people.queries import holders

from ..models import Completion, Duty
from ..rules.closing import may_judge_completion
from .return_completion import return_completion


@transaction.atomic
def review_completion(completion: Completion, *, approve: bool, answer: str, by: Identity, today: date) -> None:
    """Accepted, it goes to the secretariat for confirmation."""
    duty = Duty.objects.select_for_update().get(pk=completion.duty_id)
    completion = Completion.objects.select_for_update().get(pk=completion.pk)
    require(may_judge_completion(state=completion.state, stage=Completion.State.ASKED, approve=approve, answer=answer))
    if not approve:
        return_completion(completion, duty, because=answer, by=by, today=today)
        return
    completion.state, completion.answer = Completion.State.ACCEPTED, answer
    completion.save(update_fields=["state", "answer"])
    tell(
        holders(Identity.Role.SECRETARIAT, today),
        f"{duty.task.lead}已复核{duty.organisation}任务{duty.task.number}的办结申请，请确认。",
        url=completion.get_absolute_url(),
        key=f"completion:{completion.pk}:accepted",
    )
    record(by=by, what="复核通过", on=completion, about=duty.task, why=answer)
