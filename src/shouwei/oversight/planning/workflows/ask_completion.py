"""A member asks that its duty be taken as done."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty
from ..queries.closing import OPEN_COMPLETION
from ..queries.leads import leads_of
from ..rules.closing import may_ask_completion


@transaction.atomic
def ask_completion(duty: Duty, *, summary: str, by: Identity, today: date) -> Completion:
    """Today becomes the day of completion if the application is confirmed, however long the judging takes."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    require(
        may_ask_completion(
            summary=summary,
            evidence=duty.evidence.count(),
            closed=duty.completed_on is not None or duty.stopped_on is not None,
            pending=duty.completions.filter(state__in=OPEN_COMPLETION).exists(),
            long_term=duty.task.is_long_term,
            accepted=duty.accepted_on is not None,
        )
    )
    completion = Completion.objects.create(duty=duty, summary=summary, asked_on=today, asked_by=by)
    duty.evidence.filter(completion=None, report=None, notice=None).update(completion=completion)
    duty.completion_asked_on = today
    duty.save(update_fields=["completion_asked_on"])
    tell(
        leads_of(duty.task, today),
        f"{duty.organisation}申请办结任务{duty.task.number}，请复核。",
        url=completion.get_absolute_url(),
        key=f"completion:{completion.pk}:asked",
    )
    record(by=by, what="申请办结", on=completion, about=duty.task)
    return completion
