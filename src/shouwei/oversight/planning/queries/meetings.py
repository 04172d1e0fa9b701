"""Reading meetings: the list, the agenda, who is told."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from shouwei.ground.calendar.queries import exceptions_between
from shouwei.ground.people.models import Identity

from ..models import AgendaItem, Decision, Meeting, Plan
from ..rules.series import Occurrence, occurrence, upcoming

AHEAD = 45  # natural days that are sure to hold the next meeting of either series
ATTENDING = {
    Meeting.Kind.CONSULTATION: (Identity.Role.SECRETARIAT, Identity.Role.DEPARTMENT),
    Meeting.Kind.DISPATCH: (Identity.Role.SECRETARIAT, Identity.Role.DEPARTMENT, Identity.Role.COUNCIL),
}


def listed(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with how many points were brought up, are unresolved, and how many decisions are open."""
    return meetings.annotate(
        points=Count("items", distinct=True),
        unresolved=Count("items", filter=Q(items__resolved=False), distinct=True),
        decided=Count("decisions", distinct=True),
        undone=Count("decisions", filter=Q(decisions__done_on=None), distinct=True),
    ).order_by("-held_on", "-pk")


def next_meetings(plan: Plan, today: date) -> list[tuple[Occurrence, Meeting | None]]:
    """The next meeting of either series, and its row when it has been set up already.

    One whose minutes are settled is past, also on its own day: the next period's comes then.
    """
    exceptions = exceptions_between(today - timedelta(days=AHEAD), today + timedelta(days=AHEAD))
    coming = [upcoming(kind, today, exceptions) for kind in Meeting.Kind.values]
    series = [(first, occurrence(first.kind, first.last + timedelta(days=1), exceptions)) for first in coming]
    known = {
        (meeting.kind, meeting.period_first): meeting
        for meeting in plan.meetings.filter(period_first__in=[one.first for pair in series for one in pair])
    }
    found = []
    for first, second in series:
        meeting = known.get((first.kind, first.first))
        past = meeting is not None and meeting.state == Meeting.State.HELD
        proposed = second if past else first
        found.append((proposed, known.get((proposed.kind, proposed.first))))
    return found


def occurrence_on(kind: str, day: date) -> Occurrence:
    """The meeting of the period a day lies in, by the holiday table."""
    exceptions = exceptions_between(day - timedelta(days=AHEAD), day + timedelta(days=AHEAD))
    return occurrence(kind, day, exceptions)


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    return meeting.items.select_related("task", "difficulty", "decision__organisation", "carried_from__meeting")


def decisions_of_meeting(meeting: Meeting) -> QuerySet[Decision]:
    return meeting.decisions.select_related("organisation", "task", "duty")


def last_held_before(meeting: Meeting) -> Meeting | None:
    """The last meeting of the same kind that has been held."""
    held = Meeting.objects.filter(plan=meeting.plan, kind=meeting.kind, state=Meeting.State.HELD)
    return held.filter(period_first__lt=meeting.period_first).order_by("-period_first").first()


def attending(kind: str, today: date) -> QuerySet[Identity]:
    return Identity.objects.on(today).filter(role__in=ATTENDING[Meeting.Kind(kind)])


def people_of(organisation_id: int, today: date) -> QuerySet[Identity]:
    """Everybody who acts for an organisation that was given something to do; not its auditors and administrators."""
    silent = (Identity.Role.AUDITOR, Identity.Role.ADMINISTRATOR)
    return Identity.objects.on(today).filter(organisation=organisation_id).exclude(role__in=silent)
