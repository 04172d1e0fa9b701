"""A programme is renamed, or goes on as another one: with the paper, and with what it was before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max

from shouwei.core.verdict import first_refusal, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Programme, ProgrammeChange, ProgrammeYear
from ..rules.succession import RENAMED, Succession, may_be_renamed_then, may_succeed
from .set_status import set_status


@transaction.atomic
def record_succession(
    programme: Programme, change: Succession, *, into: Programme | None, by: Identity, today: date
) -> ProgrammeChange:
    """A merged or moved programme is closed from the year of the change on; its years before stay as they were."""
    programme = Programme.objects.select_for_update(of=("self",)).select_related("school").get(pk=programme.pk)
    goes = {"goes": into is not None, "goes_into_itself": into == programme}
    require(
        first_refusal(
            may_succeed(change, now=programme.specialty_name, today=today, **goes),
            may_be_renamed_then(change, last=last_renamed([programme.pk]).get(programme.pk)),
        )
    )
    row = changed(programme, change, into=into, by=by)
    if into is None:
        programme.save(update_fields=["specialty_name"])
    else:
        year = change.happened_on.year
        set_status(programme, year=year, status=ProgrammeYear.Status.CLOSED, source=change.source, by=by)
    row.save()
    record(
        by=by,
        what="登记专业点沿革",
        on=programme,
        why=row.source,
        changes={row.get_kind_display(): [row.before, row.after]},
    )
    return row


def changed(programme: Programme, change: Succession, *, into: Programme | None, by: Identity) -> ProgrammeChange:
    """The line to be added; a renamed programme bears its new name. Neither is saved here."""
    before = named(programme)
    if into is None:
        programme.specialty_name = change.new_name.strip()
    return ProgrammeChange(
        programme=programme,
        kind=change.kind,
        happened_on=change.happened_on,
        before=before,
        after=named(programme) if into is None else f"{into.school} {named(into)}"[:120],
        into=into,
        source=change.source.strip(),
        recorded_by=by,
    )


def last_renamed(programmes: Iterable[int]) -> dict[int, date]:
    """Programme → the day of its latest change of name."""
    rows = ProgrammeChange.objects.filter(programme__in=programmes, kind=RENAMED).order_by().values("programme")
    return {row["programme"]: row["last"] for row in rows.annotate(last=Max("happened_on"))}


def named(programme: Programme) -> str:
    return programme.specialty_name + _place(programme)


def name_in(said: str, programme: Programme) -> str:
    """The name alone, of what :func:`named` said."""
    return said.removesuffix(_place(programme))


def _place(programme: Programme) -> str:
    return f" {programme.specialty_code}（{programme.catalogue_edition}版目录）"
