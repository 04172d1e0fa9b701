"""Who speaks for the lead of a task, and for the member that owes a duty."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from shouwei.ground.people.models import Identity

from ..models import Task

UNIT = (Identity.Role.UNIT_HEAD, Identity.Role.UNIT_STAFF)


def leads_of(task: Task, today: date) -> QuerySet[Identity]:
    """Identities of the leading and co-leading departments on a day."""
    organisations = [task.lead_id, *task.co_leads.values_list("pk", flat=True)]
    return Identity.objects.on(today).filter(role=Identity.Role.DEPARTMENT, organisation__in=organisations)


def heads_of(organisation_id: int, today: date) -> QuerySet[Identity]:
    """Heads of a member on a day."""
    return Identity.objects.on(today).filter(role=Identity.Role.UNIT_HEAD, organisation_id=organisation_id)


def unit_of(organisation_id: int, today: date) -> QuerySet[Identity]:
    """Head and staff of a member on a day."""
    return Identity.objects.on(today).filter(role__in=UNIT, organisation_id=organisation_id)
