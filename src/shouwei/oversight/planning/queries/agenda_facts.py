"""What the agenda of a meeting is proposed from."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from ..models import AgendaItem, AnnualGoal, Decision, Difficulty, Duty, Meeting, Plan, Task, WorkProgramme
from ..rules.agenda import AgendaFacts, Missing, OpenDecision, OpenDifficulty, PastItem, TaskFact
from ..rules.states import State
from .lights import lights


def agenda_facts(plan: Plan, kind: str, today: date) -> AgendaFacts:
    """A constant number of queries. Decisions of the council's 调度 also stand on the secretariat's weekly agenda."""
    programmes = WorkProgramme.objects.filter(task__plan=plan, task__stopped_on=None)
    unsent = programmes.filter(state__in=("draft", "returned"), due_on__lt=today, due_on__gte=plan.supervised_from)
    return AgendaFacts(
        past=past_items(plan, kind),
        decisions=_decisions(plan, kind),
        tasks=_tasks(plan, today),
        difficulties=_difficulties(plan),
        programmes=_by_lead(unsent.select_related("task__lead")),
        goals=_goals(plan, today),
        completions_waiting=_duties(plan).filter(completion_asked_on__isnull=False, completed_on=None).count(),
        programmes_waiting=programmes.filter(state="submitted").count(),
    )


def past_items(plan: Plan, kind: str) -> tuple[PastItem, ...]:
    """Points of every meeting of the kind that has been held, oldest meeting first."""
    items = AgendaItem.objects.filter(
        meeting__plan=plan, meeting__kind=kind, meeting__state=Meeting.State.HELD
    ).select_related("meeting")
    return tuple(
        PastItem(
            item.pk,
            item.source,
            item.subject,
            item.resolved,
            item.carried_from_id,
            str(item.meeting),
            item.task_id,
            item.difficulty_id,
            item.decision_id,
        )
        for item in items.order_by("meeting__period_first", "order", "pk")
    )


def _decisions(plan: Plan, kind: str) -> tuple[OpenDecision, ...]:
    rows = Decision.objects.filter(meeting__plan=plan, done_on=None).select_related("organisation", "meeting")
    if kind == Meeting.Kind.DISPATCH:
        rows = rows.filter(meeting__kind=kind)
    return tuple(
        OpenDecision(row.pk, row.text, str(row.organisation), row.due_on, str(row.meeting), row.task_id) for row in rows
    )


def _duties(plan: Plan) -> QuerySet[Duty]:
    return Duty.objects.filter(task__plan=plan, task__stopped_on=None, accepted_on__isnull=False)


def _tasks(plan: Plan, today: date) -> tuple[TaskFact, ...]:
    duties = _duties(plan)
    columns = ("pk", "organisation__name", "organisation__short_name", "due_on")
    names = {pk: (short or name, due_on) for pk, name, short, due_on in duties.values_list(*columns)}
    found: defaultdict[int, defaultdict[State, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in lights(duties.order_by("task__number", "organisation__name_pinyin"), today):
        name, due_on = names[row.pk]
        goal_missing = row.light.state is State.OVERDUE and due_on is None
        if row.light.state in (State.OVERDUE, State.BEHIND, State.DUE_SOON) and not goal_missing:
            found[row.task_id][row.light.state].append(name)
    tasks = Task.objects.in_bulk(found)
    return tuple(
        TaskFact(
            pk,
            tasks[pk].number,
            tasks[pk].text,
            overdue=tuple(states[State.OVERDUE]),
            behind=tuple(states[State.BEHIND]),
            due_soon=tuple(states[State.DUE_SOON]),
        )
        for pk, states in found.items()
    )


def _difficulties(plan: Plan) -> tuple[OpenDifficulty, ...]:
    rows = Difficulty.objects.filter(duty__task__plan=plan, answered_on=None).select_related("duty__organisation")
    return tuple(
        OpenDifficulty(
            row.pk,
            row.text,
            str(row.duty.organisation),
            row.raised_on,
            row.level == Difficulty.Level.COUNCIL,
            row.duty.task_id,
        )
        for row in rows
    )


def _goals(plan: Plan, today: date) -> tuple[Missing, ...]:
    if not plan.first_year <= today.year <= plan.last_year:
        return ()
    with_goal = AnnualGoal.objects.filter(year=today.year).values("task")
    tasks = Task.objects.filter(plan=plan, deadline_kind=Task.DeadlineKind.LONG_TERM, stopped_on=None)
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for task in tasks.exclude(pk__in=with_goal).select_related("lead"):
        numbers[str(task.lead)].append(task.number)
    return tuple(Missing(lead, tuple(sorted(found))) for lead, found in numbers.items())


def _by_lead(rows: QuerySet[WorkProgramme]) -> tuple[Missing, ...]:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        numbers[str(row.task.lead)].append(row.task.number)
    return tuple(Missing(lead, tuple(sorted(found))) for lead, found in numbers.items())
