"""A member keeps its part of a programme; nobody is told until it is submitted."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import ProgrammePart, WorkProgramme
from ..queries.programmes import owes
from ..rules.measures import written
from ..rules.programmes import may_write_part
from .keep_programme_draft import ProgrammeWords
from .save_programme import EditedMeanwhile


@transaction.atomic
def save_part(
    programme: WorkProgramme, *, words: ProgrammeWords, by: Identity, edition: int | None = None, overrule: bool = False
) -> ProgrammePart:
    """The part of the organisation ``by`` acts for, made or overwritten; its measures are its own, so no row names one.

    ``edition`` is the one that was on the writer's screen: where a colleague has saved since, :class:`EditedMeanwhile`.
    ``overrule``: the writer has seen the colleague's words and decided; the trail keeps those replaced.
    """
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
    others = part.by is not None and part.by != by
    if part.by is not None and others and edition is not None and edition != part.edition:
        raise EditedMeanwhile(
            f"{part.by.user.name}在您编写期间保存了本单位方案。您写的内容都在表单中，请对照后再保存。"
        )
    before, rows = part.text, [{**row, "organisation": ""} for row in written(words.rows)]
    if part.by != by:
        part.edition += 1
    part.text, part.rows, part.by = words.text, rows, by
    part.save()
    if others and overrule:
        record(by=by, what="替换本单位方案", on=part, about=programme.task, changes={"本单位方案": [before, part.text]})
    return part
