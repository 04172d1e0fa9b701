"""A programme is renamed, or goes on as another one: with the paper, and with what it was before."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Programme, ProgrammeChange, ProgrammeYear
from ..rules.succession import Succession, may_succeed
from .set_status import set_status


@transaction.atomic
def record_succession(
    programme: Programme, change: Succession, *, into: Programme | None, by: Identity, today: date
) -> ProgrammeChange:
    """A merged or moved programme is closed from the year of the change on; its years before stay as they were."""
    programme = Programme.objects.select_for_update(of=("self",)).select_related("school").get(pk=programme.pk)
    require(
        may_succeed(
            change, now=programme.specialty_name, goes_into_itself=into == programme, goes=into is not None, today=today
        )
    )
    before = _named(programme)
    if into is None:
        programme.specialty_name = change.new_name.strip()
        programme.save(update_fields=["specialty_name"])
    else:
        year = change.happened_on.year
        set_status(programme, year=year, status=ProgrammeYear.Status.CLOSED, source=change.source, by=by)
    row = ProgrammeChange.objects.create(
        programme=programme,
        kind=change.kind,
        happened_on=change.happened_on,
        before=before,
        after=_named(programme) if into is None else f"{into.school} {_named(into)}"[:120],
        into=into,
        source=change.source.strip(),
        recorded_by=by,
    )
    record(
        by=by,
        what="登记专业点沿革",
        on=programme,
        why=row.source,
        changes={row.get_kind_display(): [before, row.after]},
    )
    return row


def _named(programme: Programme) -> str:
    return f"{programme.specialty_name} {programme.specialty_code}（{programme.catalogue_edition}版目录）"
