"""Who speaks for the lead of a task, and for the member that owes a duty."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from shouwei.ground.people.models import Identity

from ..models import Task

UNIT = (Identity.Role.UNIT_HEAD, Identity.Role.UNIT_STAFF)


def leads_of(task: Task, today: date) -> QuerySet[Identity]:
    """Identities of the leading and co-leading departments on a day."""
    co_leads = Task.co_leads.through.objects.filter(task=task).values("organisation")
    leading = Q(organisation=task.lead_id) | Q(organisation__in=co_leads)
    return Identity.objects.on(today).filter(leading, role=Identity.Role.DEPARTMENT)


def heads_of(organisation_id: int, today: date) -> QuerySet[Identity]:
    """Heads of a member on a day."""
    return Identity.objects.on(today).filter(role=Identity.Role.UNIT_HEAD, organisation_id=organisation_id)


def unit_of(organisation_id: int, today: date) -> QuerySet[Identity]:
    """Head and staff of a member on a day."""
    return Identity.objects.on(today).filter(role__in=UNIT, organisation_id=organisation_id)
