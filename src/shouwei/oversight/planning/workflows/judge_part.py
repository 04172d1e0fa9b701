"""The lead accepts a member's part; its text and measures are copied into the programme."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import ProgrammePart, WorkProgramme
from ..queries.leads import unit_of
from ..queries.programmes import rows_of
from ..rules.measures import with_part
from ..rules.programmes import may_judge_part


@transaction.atomic
def judge_part(part: ProgrammePart, *, by: Identity, today: date) -> None:
    """Accept. The programme gets a new edition, so a colleague who has it open is told before saving over it."""
    programme = WorkProgramme.objects.select_for_update().get(pk=part.programme_id)
    part = ProgrammePart.objects.select_for_update().get(pk=part.pk)
    require(may_judge_part(programme_state=programme.state, part_state=part.state))
    part.state = ProgrammePart.State.ACCEPTED
    part.save(update_fields=["state"])
    programme.text, programme.rows = with_part(
        programme.text,
        rows_of(programme),
        member=str(part.organisation),
        organisation_id=part.organisation_id,
        part_text=part.text,
        part_rows=part.rows,
    )
    programme.edition += 1
    programme.saved_by = by
    programme.save(update_fields=["text", "rows", "edition", "saved_by"])
    tell(
        unit_of(part.organisation_id, today),
        f"本单位为任务{programme.task.number}编写的方案已被采纳，并入工作方案。",
        url=programme.get_absolute_url(),
        key=f"part:{part.pk}:accepted",
    )
    record(by=by, what="采纳单位方案", on=part, about=programme.task)
