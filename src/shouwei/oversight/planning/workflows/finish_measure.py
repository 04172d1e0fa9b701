"""A measure has been carried out: said by the organisation responsible or by the lead."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Measure
from ..queries.leads import leads_of
from ..rules.programmes import may_finish


@transaction.atomic
def finish_measure(measure: Measure, *, finished_on: date, by: Identity, today: date) -> None:
    """``finished_on``: the day it was finished, which may lie before the day it is entered."""
    measure = Measure.objects.select_for_update(of=("self",)).select_related("programme__task").get(pk=measure.pk)
    task = measure.programme.task
    require(
        may_finish(
            programme_state=measure.programme.state, done_on=measure.done_on, finished_on=finished_on, today=today
        )
    )
    measure.done_on = finished_on
    measure.save(update_fields=["done_on"])
    tell(
        leads_of(task, today).exclude(organisation=by.organisation_id),
        f"{measure.organisation}完成了任务{task.number}的举措：{measure.text}",
        url=measure.programme.get_absolute_url(),
        key=f"measure:{measure.pk}:done",
    )
    record(by=by, what="完成举措", on=measure, about=task)
