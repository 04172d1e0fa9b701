"""A member keeps its part of a programme; nobody is told until it is submitted."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.people.models import Identity

from ..models import ProgrammePart, WorkProgramme
from ..queries.programmes import owes
from ..rules.measures import written
from ..rules.programmes import may_write_part
from .keep_programme_draft import ProgrammeWords


@transaction.atomic
def save_part(programme: WorkProgramme, *, words: ProgrammeWords, by: Identity) -> ProgrammePart:
    """The part of the organisation ``by`` acts for, made or overwritten; its measures are its own, so no row names one."""
    # The programme's row is the lock: two colleagues who begin at once stand in line.
    programme = WorkProgramme.objects.select_for_update().get(pk=programme.pk)
    part = programme.parts.filter(organisation=by.organisation_id).first()
    require(
        may_write_part(
            owes=owes(programme.task, by.organisation_id),
            programme_state=programme.state,
            part_state=part.state if part else None,
        )
    )
    if part is None:
        part = ProgrammePart(programme=programme, organisation_id=by.organisation_id)
    part.text, part.rows, part.by = words.text, [{**row, "organisation": ""} for row in written(words.rows)], by
    part.save()
    return part
