"""The secretariat closes a duty, or gives the application back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty
from ..queries.leads import leads_of, unit_of
from ..rules.closing import may_judge_completion
from .refresh_facts import refresh_facts
from .return_completion import return_completion


@transaction.atomic
def confirm_completion(completion: Completion, *, approve: bool, answer: str, by: Identity, today: date) -> None:
    """The duty was done on the day the member asked: a slow judge costs the member nothing."""
    duty = Duty.objects.select_for_update().get(pk=completion.duty_id)
    completion = Completion.objects.select_for_update().get(pk=completion.pk)
    require(
        may_judge_completion(state=completion.state, stage=Completion.State.ACCEPTED, approve=approve, answer=answer)
    )
    if not approve:
        return_completion(completion, duty, because=answer, by=by, today=today)
        return
    completion.state = Completion.State.CONFIRMED
    completion.answer = answer or completion.answer
    completion.decided_on, completion.decided_by = today, by
    completion.save(update_fields=["state", "answer", "decided_on", "decided_by"])
    duty.completed_on = completion.asked_on
    duty.save(update_fields=["completed_on"])
    refresh_facts(duty)
    tell(
        [*unit_of(duty.organisation_id, today), *leads_of(duty.task, today)],
        f"{duty.organisation}任务{duty.task.number}已确认办结，完成日期{in_words(completion.asked_on)}。",
        url=duty.get_absolute_url(),
        key=f"completion:{completion.pk}:confirmed",
    )
    record(by=by, what="确认办结", on=completion, about=duty.task, why=answer)
