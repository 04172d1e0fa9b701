"""The lead gives a member's part back, with the reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import ProgrammePart, WorkProgramme
from ..queries.leads import unit_of
from ..rules.programmes import may_return_part


@transaction.atomic
def return_part(part: ProgrammePart, *, because: str, by: Identity, today: date) -> None:
    """The member may write again; nothing of it has reached the programme."""
    programme = WorkProgramme.objects.select_for_update().get(pk=part.programme_id)
    part = ProgrammePart.objects.select_for_update().get(pk=part.pk)
    require(may_return_part(programme_state=programme.state, part_state=part.state, because=because))
    part.state, part.return_reason, part.submitted_on = ProgrammePart.State.RETURNED, because, None
    part.save(update_fields=["state", "return_reason", "submitted_on"])
    tell(
        unit_of(part.organisation_id, today),
        f"本单位为任务{programme.task.number}编写的方案被退回，请修改后重新提交。退回原因：{because}",
        url=reverse("planning:write_part", args=[programme.task_id]),
        key=f"part:{part.pk}:returned",
    )
    record(by=by, what="退回单位方案", on=part, about=programme.task, why=because)
