"""Give an application for completion back to the member, with the reason."""

from __future__ import annotations

from datetime import date

from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty
from ..queries.leads import unit_of


def return_completion(completion: Completion, duty: Duty, *, because: str, by: Identity, today: date) -> None:
    """The duty is under way again. Both rows are locked, and the rule was asked, by the caller."""
    completion.state = Completion.State.RETURNED
    completion.answer, completion.decided_on, completion.decided_by = because, today, by
    completion.save(update_fields=["state", "answer", "decided_on", "decided_by"])
    duty.completion_asked_on = None
    duty.save(update_fields=["completion_asked_on"])
    tell(
        unit_of(duty.organisation_id, today),
        f"任务{duty.task.number}的办结申请被退回：{because}",
        url=duty.get_absolute_url(),
        key=f"completion:{completion.pk}:returned",
    )
    record(by=by, what="退回办结申请", on=completion, about=duty.task, why=because)
