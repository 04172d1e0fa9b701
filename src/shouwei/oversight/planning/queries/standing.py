"""How a plan stands today, read once for a paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from shouwei.core.text import in_words

from ..models import Duty, Plan, ProgressReport
from ..papers.standing import AlarmLine, Counts, GroupLine, Standing, TaskLine
from ..rules.pictures import TaskRow
from ..rules.states import State
from .agenda_facts import agenda_facts
from .lights import lights
from .task_lists import Group, by_area, by_lead, mean, task_rows

RED_AND_AMBER = (State.OVERDUE, State.BEHIND)
CAUSE_SHOWN = 90  # characters of a difficulty in a table


def standing_of(plan: Plan, today: date) -> Standing:
    """A constant number of queries, whatever the size of the plan."""
    rows = task_rows(plan, today)
    states: Counter[State] = sum((row.states for row in rows), Counter())
    facts = agenda_facts(plan, "consultation", today)
    return Standing(
        plan=plan.title,
        issuer=issuer_of(plan),
        cut_off=today,
        tasks_total=len(rows),
        tasks_done=sum(row.light.state is State.DONE for row in rows),
        percent=mean(row.percent for row in rows if row.light.state is not State.STOPPED),
        duties=_counts(states),
        areas=tuple(_group(group) for group in by_area(rows)),
        leads=tuple(_group(group) for group in by_lead(rows)),
        tasks=tuple(_task(row) for row in rows),
        alarms=_alarms(plan, today),
        programmes_missing=tuple((row.lead, len(row.tasks)) for row in facts.programmes),
        goals_missing=tuple((row.lead, len(row.tasks)) for row in facts.goals),
    )


def issuer_of(plan: Plan) -> str:
    """The secretariat writes the papers; its name follows that of the body that issued the plan."""
    return f"{plan.issuer}秘书处" if plan.issuer else "集团秘书处"


def _counts(states: Counter[State]) -> Counts:
    return Counts(
        total=states.total() - states[State.STOPPED],
        done=states[State.DONE],
        overdue=states[State.OVERDUE],
        behind=states[State.BEHIND],
        due_soon=states[State.DUE_SOON],
        in_review=states[State.IN_REVIEW],
        not_started=states[State.NOT_STARTED],
        normal=states[State.NORMAL],
        stopped=states[State.STOPPED],
    )


def _group(group: Group) -> GroupLine:
    tasks: Counter[State] = Counter(row.light.state for row in group.rows)
    return GroupLine(
        group.title,
        len(group.rows),
        group.done,
        tasks[State.OVERDUE],
        tasks[State.BEHIND],
        group.percent,
        group.expected,
    )


def _task(row: TaskRow) -> TaskLine:
    return TaskLine(
        row.number,
        row.text,
        row.area,
        row.leads,
        row.implementers,
        in_words(row.due_on) if row.due_on else row.deadline,
        row.percent,
        row.expected,
        row.light.state.value,
        row.done,
        row.duties,
    )


def _alarms(plan: Plan, today: date) -> tuple[AlarmLine, ...]:
    """Overdue first, then by task and member. A missing goal stands once per task, in the name of its lead."""
    duties = Duty.objects.filter(task__plan=plan, task__stopped_on=None)
    found = {row.pk: row for row in lights(duties, today) if row.light.state in RED_AND_AMBER}
    rows = Duty.objects.filter(pk__in=found).select_related("task__lead", "organisation", "owner")
    causes = _causes(found)
    lines: dict[tuple[int, str], AlarmLine] = {}
    for duty in rows.order_by("task__number", "organisation__name_pinyin", "pk"):
        light = found[duty.pk].light
        no_goal = light.state is State.OVERDUE and duty.due_on is None
        unit = str(duty.task.lead if no_goal else duty.organisation)
        owner = "" if no_goal or duty.owner is None else duty.owner.name
        lines.setdefault(
            (duty.task_id, unit),
            AlarmLine(
                duty.pk,
                duty.task.number,
                duty.task.text,
                unit,
                str(duty.task.lead),
                in_words(duty.due_on) if duty.due_on else duty.task.deadline_printed,
                duty.percent,
                light.state.value,
                light.why,
                "" if no_goal else causes.get(duty.pk, ""),
                owner,
            ),
        )
    return tuple(sorted(lines.values(), key=lambda line: line.state != State.OVERDUE.value))


def _causes(duties: Iterable[int]) -> dict[int, str]:
    """What the unit itself last named as a difficulty, on reports that left the unit."""
    sent = ProgressReport.objects.filter(duty__in=list(duties), state__in=("approved", "accepted"))
    latest = sent.order_by("duty_id", "-period_first").distinct("duty_id").values_list("duty_id", "difficulties")
    texts = ((duty, " ".join(text.split())) for duty, text in latest)
    return {duty: text if len(text) <= CAUSE_SHOWN else text[: CAUSE_SHOWN - 1] + "…" for duty, text in texts if text}
