"""Reading supervision notices: the list, whom a notice reaches, which are late."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from shouwei.ground.calendar.queries import exceptions_between
from shouwei.ground.calendar.rules.working_days import add_working_days
from shouwei.ground.people.models import Identity
from shouwei.ground.policies.queries import number_of

from ..models import SupervisionNotice

REACHED = (Identity.Role.UNIT_HEAD, Identity.Role.UNIT_STAFF, Identity.Role.DEPARTMENT)
HEADS = (Identity.Role.UNIT_HEAD, Identity.Role.DEPARTMENT)
LONGEST_REST = 30  # natural days that are sure to hold the few working days of a deadline, whatever the holidays
ORDER = ("draft", "replied", "sent", "signed", "closed", "dropped")


def with_words(rows: QuerySet[SupervisionNotice]) -> QuerySet[SupervisionNotice]:
    """Notices with all a list shows, what waits for the secretariat first, then the newest."""
    places = [When(state=state, then=Value(place)) for place, state in enumerate(ORDER)]
    return rows.select_related("duty__task__plan", "duty__task__lead", "duty__organisation", "to").order_by(
        Case(*places, output_field=IntegerField()), "-pk"
    )


def reached_by(notice: SupervisionNotice, today: date) -> QuerySet[Identity]:
    """Everybody who acts for the addressee."""
    return Identity.objects.on(today).filter(organisation=notice.to_id, role__in=REACHED)


def heads_reached_by(notice: SupervisionNotice, today: date) -> QuerySet[Identity]:
    """Those who answer for the addressee."""
    return Identity.objects.on(today).filter(organisation=notice.to_id, role__in=HEADS)


def secretariat_on(today: date) -> QuerySet[Identity]:
    return Identity.objects.on(today).filter(role=Identity.Role.SECRETARIAT)


def working_days_after(day: date, count: int) -> date:
    """The day ``count`` working days after ``day``, by the holiday table. ``count`` at most 10."""
    return add_working_days(day, count, exceptions_between(day, day + timedelta(days=LONGEST_REST)))


def reply_overdue(today: date) -> Q:
    return Q(state__in=("sent", "signed"), reply_due_on__lt=today)


def reply_days(level: str, day: date) -> int:
    """Working days to answer in, as the group has decided for ``day``; ``level`` is blue, amber or red."""
    return number_of(f"notice.reply_{level}", day)
