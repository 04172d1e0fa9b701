"""A member joins the group and is offered the duties its kind has in every running plan; or leaves, and they end."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from shouwei.core.text import in_words
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.models import Membership
from shouwei.ground.organisations.workflows.join_group import join_group
from shouwei.ground.organisations.workflows.leave_group import leave_group
from shouwei.ground.people.models import Identity

from ..models import Duty, Task
from ..queries.plans import running
from .publish_plan import means


@transaction.atomic
def add_member(
    *, name: str, short_name: str, kind: str, since: date, source: str, by: Identity, today: date
) -> Membership:
    """Enter the membership and offer the duties; the member's head accepts them one by one or all at once."""
    membership = join_group(name=name, short_name=short_name, kind=kind, since=since, source=source)
    offered = offer_duties(membership, today=today)
    tell(
        Identity.objects.on(today).filter(organisation=membership.organisation),
        f"贵单位已加入集团，有{offered}项任务待确认承担。",
        url="/planning/reports/",
        key=f"offer:{membership.pk}",
    )
    record(by=by, what="增加成员单位", on=membership.organisation, why=source)
    return membership


def offer_duties(membership: Membership, *, today: date) -> int:
    """A duty not yet accepted for each task that means this member and is not over; returns how many are new."""
    tasks = Task.objects.filter(running(today, "plan__"), stopped_on=None).filter(Q(due_on=None) | Q(due_on__gte=today))
    member = membership.organisation
    known = set(Duty.objects.filter(organisation=member).values_list("task_id", flat=True))
    new = [
        Duty(task=task, organisation=member, since=membership.since, due_on=task.due_on, original_due_on=task.due_on)
        for task in tasks
        if means(task, member) and task.pk not in known
    ]
    Duty.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def remove_member(membership: Membership, *, until: date, because: str, by: Identity, today: date) -> Membership:
    """End the membership; duties not completed end that day and count no longer, their history stays."""
    membership = leave_group(membership, until=until)
    open_duties = Duty.objects.filter(organisation=membership.organisation, completed_on=None, stopped_on=None)
    open_duties.filter(since__lte=until).update(until=until, stopped_on=until, stop_reason="成员单位退出集团")
    # Duties that had not begun yet never came to be owed.
    open_duties.filter(since__gt=until).update(until=F("since"), stopped_on=until, stop_reason="成员单位退出集团")
    open_to = Task.objects.filter(running(today, "plan__"), duties__organisation=membership.organisation)
    leading = Q(organisation__led_tasks__in=open_to) | Q(organisation__co_led_tasks__in=open_to)
    people = Identity.objects.on(today).filter(
        Q(pk__in=Identity.objects.filter(leading, role=Identity.Role.DEPARTMENT).values("pk"))
        | Q(organisation=membership.organisation)
    )
    tell(
        people,
        f"{membership.organisation.name}自{in_words(until)}起退出集团，未办结的任务同日中止。依据：{because}",
        url=f"{reverse('organisations:members')}",
        key=f"leave:{membership.pk}",
    )
    record(by=by, what="成员单位退出", on=membership.organisation, why=because)
    return membership
