"""The secretariat registers a programme; from then on its measures can be finished."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import WorkProgramme
from ..queries.leads import UNIT, leads_of
from ..rules.programmes import may_judge


@transaction.atomic
def register_programme(programme: WorkProgramme, *, by: Identity, today: date) -> None:
    """The day of submission stays as it is: a late registration must not harm the lead."""
    programme = WorkProgramme.objects.select_for_update().get(pk=programme.pk)
    require(may_judge(state=programme.state))
    task = programme.task
    programme.state, programme.registered_on = WorkProgramme.State.REGISTERED, today
    programme.save(update_fields=["state", "registered_on"])
    programme.drafts.all().delete()
    url, key = programme.get_absolute_url(), f"programme:{programme.pk}:registered"
    tell(leads_of(task, today), f"任务{task.number}的工作方案已由秘书处登记。", url=url, key=key)
    carrying = Identity.objects.on(today).filter(role__in=UNIT, organisation__measures__programme=programme)
    tell(carrying, f"任务{task.number}的工作方案已登记，其中有本单位负责的举措，请按期完成。", url=url, key=key)
    record(by=by, what="登记工作方案", on=programme, about=task)
