"""Who speaks for the lead of a task, and for the member that owes a duty."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from shouwei.core.compiled import Compiled
from shouwei.ground.people.models import Identity

from ..models import Task

UNIT = (Identity.Role.UNIT_HEAD, Identity.Role.UNIT_STAFF)


def leads_of(task: Task, today: date) -> QuerySet[Identity]:
    """Identities of the leading and co-leading departments on a day."""
    return _leading(task.pk, task.lead_id, today)


def _leading(task: int, lead: int, today: date) -> QuerySet[Identity]:
    co_leads = Task.co_leads.through.objects.filter(task=task).values("organisation")
    leading = Q(organisation=lead) | Q(organisation__in=co_leads)
    return Identity.objects.on(today).filter(leading, role=Identity.Role.DEPARTMENT)


_told: Compiled[Identity] = Compiled(_leading, numbers=2, days=1)


def leads_to_tell(task: Task, today: date) -> list[Identity]:
    """The same people, by a query put together once: every report is told to them."""
    return _told(task.pk, task.lead_id, today)


def heads_of(organisation_id: int, today: date) -> QuerySet[Identity]:
    """Heads of a member on a day."""
    return Identity.objects.on(today).filter(role=Identity.Role.UNIT_HEAD, organisation_id=organisation_id)


def unit_of(organisation_id: int, today: date) -> QuerySet[Identity]:
    """Head and staff of a member on a day."""
    return Identity.objects.on(today).filter(role__in=UNIT, organisation_id=organisation_id)
