"""Everything one task shows: its duties with their lights, and the papers the identity may open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.ground.people.models import Identity

from ..models import AnnualGoal, Decision, Duty, Evidence, Measure, ProgressReport, Task, WorkProgramme
from ..permissions import KEYS
from ..rules.pictures import DutyRow
from ..rules.states import Facts, Light, elapsed, light_of

ONE_PAPER = "a programme is one paper, read whole by those who share its task"


def duty_rows(task: Task, identity: Identity, today: date, goals: Sequence[AnnualGoal]) -> list[DutyRow]:
    """At most two queries. ``goals`` of the task, already read. Those that may not be opened come last, with member and state alone."""
    sees_all = KEYS.opens_all(identity, "view_duty")
    within = KEYS.within(identity, "view_duty", task.duties.all()).order_by()
    openable = set() if sees_all else set(within.values_list("pk", flat=True))
    has_goal = any(goal.year == today.year for goal in goals)
    duties = task.duties.select_related("organisation", "owner").order_by("organisation__name_pinyin", "pk")
    with acting_as_system("which members share a task is told to all of them, with the state alone"):
        rows = [_duty_row(task, duty, has_goal, today, may_open=sees_all or duty.pk in openable) for duty in duties]
    return sorted(rows, key=lambda row: row.pk is None)


def _duty_row(task: Task, duty: Duty, has_goal: bool, today: date, *, may_open: bool) -> DutyRow:
    light = light_of(
        Facts(
            duty.since,
            duty.due_on,
            duty.percent,
            duty.last_reported_on,
            duty.completion_asked_on,
            duty.completed_on,
            duty.stopped_on,
            long_term=task.is_long_term,
            has_goal=has_goal,
            supervised_from=task.plan.supervised_from,
            last_year=task.plan.last_year,
        ),
        today,
    )
    member, accepted = str(duty.organisation), duty.accepted_on is not None
    if not may_open:
        return DutyRow(None, member, Light(light.state, ""), None, None, None, None, None, accepted)
    owner = duty.owner.name if duty.owner else ""
    expected = elapsed(duty.since, duty.due_on, today) if duty.due_on else None
    return DutyRow(duty.pk, member, light, owner, duty.due_on, duty.percent, expected, duty.last_reported_on, accepted)


def programme_of(task: Task, identity: Identity) -> WorkProgramme | None:
    """The programme, when this identity may read it."""
    if not KEYS.opens(identity, "view_programme", task):
        return None
    return WorkProgramme.objects.filter(task=task).first()


def measures_of(programme: WorkProgramme) -> list[Measure]:
    with acting_as_system(ONE_PAPER):
        return list(programme.measures.select_related("organisation"))


def decisions_of(task: Task, identity: Identity) -> list[Decision]:
    rows: QuerySet[Decision] = KEYS.within(identity, "view_decision", task.decisions.all())
    return list(rows.select_related("organisation", "meeting"))


def evidence_of(task: Task, identity: Identity) -> QuerySet[Evidence]:
    """The newest first."""
    rows = KEYS.within(identity, "view_evidence", Evidence.objects.filter(duty__task=task))
    return rows.select_related("file", "duty__organisation").order_by("-attached_on", "-pk")


def reports_of(task: Task) -> QuerySet[ProgressReport]:
    """Accepted or on their way, oldest first; drafts are nobody's business but the writer's."""
    sent = ProgressReport.objects.filter(duty__task=task).exclude(state=ProgressReport.State.DRAFT)
    return sent.select_related("duty__organisation", "written_by__user").order_by("period_first", "duty_id", "pk")
