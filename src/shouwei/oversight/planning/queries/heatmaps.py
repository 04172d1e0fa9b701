"""Task × member: who stands how in what. Five queries for any size."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Duty, Plan
from ..permissions import KEYS
from ..rules.pictures import HeatCell, Heatmap, HeatRow, Member
from ..rules.states import LABELS, Light
from .lights import lights
from .task_lists import task_rows


def heatmap(plan: Plan, identity: Identity, today: date, *, area: int | None = None, kind: str = "") -> Heatmap:
    """``area`` and ``kind`` (of the member organisation) narrow the picture."""
    tasks = [row for row in task_rows(plan, today) if area is None or row.area_id == area]
    duties = Duty.objects.filter(task__in=[row.pk for row in tasks])
    if kind:
        duties = duties.filter(organisation__kind=kind)
    openable = set(KEYS.within(identity, "view_duty", duties).order_by().values_list("pk", flat=True))
    with acting_as_system("how the plan stands is told to every member, without names or texts"):
        members = _members(duties)
        cells = {
            (row.task_id, row.organisation_id): _cell(row.light, row.pk, row.pk in openable)
            for row in lights(duties.order_by(), today)
        }
    rows = (HeatRow(task, tuple(cells.get((task.pk, member.pk)) for member in members)) for task in tasks)
    return Heatmap(members, tuple(rows))


def _members(duties: QuerySet[Duty]) -> tuple[Member, ...]:
    rows = Organisation.objects.filter(pk__in=duties.order_by().values("organisation_id")).order_by(
        "kind", "name_pinyin", "pk"
    )
    found = [
        Member(pk, short or name, kind)
        for pk, name, short, kind in rows.values_list("pk", "name", "short_name", "kind")
    ]
    # Schools before enterprises, as the printed table names them.
    return tuple(sorted(found, key=lambda member: member.kind != Organisation.Kind.SCHOOL))


def _cell(light: Light, pk: int, openable: bool) -> HeatCell:
    return HeatCell(light, pk) if openable else HeatCell(Light(light.state, LABELS[light.state]), None)
