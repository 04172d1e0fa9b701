"""A member asks for more time, before the day has passed."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.text import in_words
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Duty, Extension
from ..queries.closing import OPEN_EXTENSION
from ..queries.leads import leads_of
from ..rules.closing import may_ask_extension


@transaction.atomic
def ask_extension(duty: Duty, *, new_due_on: date, reason: str, by: Identity, today: date) -> Extension:
    """Nothing moves until the secretariat has decided."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    require(duty.task.plan.goes_on(today))
    require(
        may_ask_extension(
            due_on=duty.due_on,
            new_due_on=new_due_on,
            last_day=date(duty.task.plan.last_year, 12, 31),
            today=today,
            reason=reason,
            closed=duty.completed_on is not None or duty.stopped_on is not None,
            pending=duty.extensions.filter(state__in=OPEN_EXTENSION).exists(),
        )
    )
    assert duty.due_on is not None  # may_ask_extension refuses otherwise
    extension = Extension.objects.create(
        duty=duty, old_due_on=duty.due_on, new_due_on=new_due_on, reason=reason, asked_on=today, asked_by=by
    )
    tell(
        leads_of(duty.task, today),
        f"{duty.organisation}申请将任务{duty.task.number}延期至{in_words(new_due_on)}，请审核。",
        url=extension.get_absolute_url(),
        key=f"extension:{extension.pk}:asked",
    )
    record(by=by, what="申请延期", on=extension, about=duty.task, why=reason)
    return extension
