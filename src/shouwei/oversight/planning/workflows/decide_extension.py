"""The secretariat decides on more time; the day first ordered stays on record."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty, Extension
from ..queries.leads import leads_of, unit_of
from ..rules.closing import may_decide_extension, may_move_due_date


@transaction.atomic
def decide_extension(extension: Extension, *, approve: bool, answer: str, by: Identity, today: date) -> None:
    """Approved, the duty is due on the new day; ``original_due_on`` never moves."""
    duty = Duty.objects.select_for_update().get(pk=extension.duty_id)
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    require(may_decide_extension(state=extension.state, stage=Extension.State.ENDORSED, approve=approve, answer=answer))
    if approve:
        require(
            may_move_due_date(
                old_due_on=extension.old_due_on,
                due_on=duty.due_on,
                completed=duty.completed_on is not None,
                stopped=duty.stopped_on is not None,
            )
        )
        duty.due_on = extension.new_due_on
        duty.save(update_fields=["due_on"])
    extension.state = Extension.State.APPROVED if approve else Extension.State.REFUSED
    # The view of the lead stays where the secretariat adds none of its own.
    extension.answer = answer or extension.answer
    extension.decided_on, extension.decided_by = today, by
    extension.save(update_fields=["state", "answer", "decided_on", "decided_by"])
    outcome = f"已获批准，期限延至{in_words(extension.new_due_on)}。" if approve else f"未获批准：{answer}"
    tell(
        [*unit_of(duty.organisation_id, today), *leads_of(duty.task, today)],
        f"{duty.organisation}任务{duty.task.number}的延期申请{outcome}",
        url=duty.get_absolute_url(),
        key=f"extension:{extension.pk}:decided",
    )
    record(
        by=by,
        what="批准延期" if approve else "不批准延期",
        on=extension,
        about=duty.task,
        why=answer,
        changes={"due_on": [str(extension.old_due_on), str(duty.due_on)]} if approve else None,
    )
