"""The secretariat gives a programme back to its lead, with the reason. The due date does not move."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import WorkProgramme
from ..queries.leads import leads_of
from ..rules.programmes import may_return


@transaction.atomic
def return_programme(programme: WorkProgramme, *, because: str, by: Identity, today: date) -> None:
    """It counts as not submitted until it comes back; the day it first came is in the trail."""
    programme = WorkProgramme.objects.select_for_update().get(pk=programme.pk)
    require(may_return(state=programme.state, because=because))
    before = programme.submitted_on
    programme.state, programme.return_reason, programme.submitted_on = WorkProgramme.State.RETURNED, because, None
    programme.save(update_fields=["state", "return_reason", "submitted_on"])
    tell(
        leads_of(programme.task, today),
        f"任务{programme.task.number}的工作方案被退回，报送期限不变，请修改后重新报送。退回原因：{because}",
        url=programme.get_absolute_url(),
        key=f"programme:{programme.pk}:returned",
    )
    record(
        by=by,
        what="退回工作方案",
        on=programme,
        about=programme.task,
        why=because,
        changes={"报送日期": [before.isoformat() if before else None, None]},
    )
