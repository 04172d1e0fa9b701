"""Every task of a plan with its state, progress and counts: three queries for any number of tasks, no model objects.

Lists, the overview and the Gantt all read from here, so their figures cannot differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.ground.organisations.models import Organisation

from ..models import AnnualGoal, Duty, Plan, Task
from ..rules.pictures import TaskRow
from ..rules.states import State, elapsed, light_of_task, state_of


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the duties of one task add up to."""

    states: Counter[State]
    percents: int


_NOTHING = _Sum(Counter(), 0)


def task_rows(plan: Plan, today: date, *, member: int | None = None) -> list[TaskRow]:
    """The plan's tasks in their order. With ``member`` only tasks it has a part in, and only its part is counted."""
    duties = Duty.objects.filter(task__plan=plan)
    if member is not None:
        duties = duties.filter(organisation_id=member)
    goal = AnnualGoal.objects.filter(task=OuterRef("pk"), year=today.year)
    tasks = plan.tasks.order_by("number").values_list(
        "pk",
        "number",
        "printed_number",
        "area_id",
        "area__title",
        "text",
        "lead_id",
        "lead__name",
        "lead__short_name",
        "implementers_printed",
        "deadline_kind",
        "deadline_printed",
        "due_on",
        "trigger",
        "stopped_on",
        Exists(goal),
    )
    listed = list(tasks)
    long_term = {row[0]: bool(row[15]) for row in listed if row[10] == Task.DeadlineKind.LONG_TERM}
    with acting_as_system("how the plan stands is told to every member, without names or texts"):
        sums = _sums(duties, long_term, plan, today)
    co_leads = _co_leads(plan)
    return [
        _row(plan, today, row[:15], sums.get(row[0], _NOTHING), co_leads.get(row[0], ()))
        for row in listed
        if member is None or row[0] in sums
    ]


def _row(plan: Plan, today: date, row: Sequence[object], total: _Sum, co_leads: Sequence[tuple[int, str]]) -> TaskRow:
    pk, number, printed, area_id, area, text, lead_id, lead, lead_short, whom, kind, deadline, due, trigger, stopped = (
        row
    )
    counted = total.states.total() - total.states[State.STOPPED]
    return TaskRow(
        pk=pk,  # type: ignore[arg-type]  # the columns of task_rows, in their order
        number=number,  # type: ignore[arg-type]
        printed_number="" if printed in ("", str(number)) else printed,  # type: ignore[arg-type]
        area_id=area_id,  # type: ignore[arg-type]
        area=area,  # type: ignore[arg-type]
        text=text,  # type: ignore[arg-type]
        lead_id=lead_id,  # type: ignore[arg-type]
        lead=lead_short or lead,  # type: ignore[arg-type]
        co_leads=tuple(co_leads),
        implementers=whom,  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        deadline=deadline,  # type: ignore[arg-type]
        due_on=due,  # type: ignore[arg-type]
        trigger=trigger,  # type: ignore[arg-type]
        light=light_of_task(total.states.elements(), stopped_on=stopped),  # type: ignore[arg-type]
        percent=total.percents // counted if counted else 0,
        expected=elapsed(plan.issued_on, due, today) if due else None,  # type: ignore[arg-type]
        duties=counted,
        done=total.states[State.DONE],
        states=total.states,
    )


def _sums(duties: QuerySet[Duty], long_term: Mapping[int, bool], plan: Plan, today: date) -> dict[int, _Sum]:
    """``long_term``: task → whether its goal for this year stands; the other tasks are not in it."""
    states: defaultdict[int, Counter[State]] = defaultdict(Counter)
    percents: Counter[int] = Counter()
    facts = duties.order_by().values_list(
        "task_id",
        "since",
        "due_on",
        "percent",
        "last_reported_on",
        "completion_asked_on",
        "completed_on",
        "stopped_on",
    )
    for task, since, due_on, percent, reported, asked, completed, stopped in facts:
        state = state_of(
            since,
            due_on,
            percent,
            reported,
            asked,
            completed,
            stopped,
            today=today,
            long_term=task in long_term,
            has_goal=long_term.get(task, True),
            supervised_from=plan.supervised_from,
            last_year=plan.last_year,
        )
        states[task][state] += 1
        if state is not State.STOPPED:
            percents[task] += percent
    return {task: _Sum(counts, percents[task]) for task, counts in states.items()}


def _co_leads(plan: Plan) -> dict[int, list[tuple[int, str]]]:
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Task.co_leads.through.objects.filter(task__plan=plan).order_by("pk")
    for task, pk, name, short in rows.values_list(
        "task_id", "organisation_id", "organisation__name", "organisation__short_name"
    ):
        found[task].append((pk, short or name))
    return found


def members_of(plan: Plan) -> list[tuple[int, str]]:
    """Organisations with a part in the plan, in the order of their pinyin."""
    parts = Duty.objects.filter(task__plan=plan).order_by().values("organisation_id")
    rows = Organisation.objects.filter(pk__in=parts).order_by("name_pinyin", "pk")
    return [(pk, short or name) for pk, name, short in rows.values_list("pk", "name", "short_name")]


@dataclass(frozen=True, slots=True)
class Group:
    """Some tasks taken together: an area, or what one department leads."""

    pk: int
    title: str
    rows: tuple[TaskRow, ...]

    @property
    def percent(self) -> int:
        return mean(row.percent for row in self.rows)

    @property
    def expected(self) -> int | None:
        """Mean 序时进度 of the dated tasks; None when there is none."""
        dated = [row.expected for row in self.rows if row.expected is not None]
        return mean(dated) if dated else None

    @property
    def done(self) -> int:
        return sum(row.light.state is State.DONE for row in self.rows)

    @property
    def alarms(self) -> int:
        return sum(row.light.state in (State.OVERDUE, State.BEHIND) for row in self.rows)


def by_area(rows: Iterable[TaskRow]) -> list[Group]:
    """In the order of the document."""
    groups: dict[int, list[TaskRow]] = {}
    for row in rows:
        groups.setdefault(row.area_id, []).append(row)
    return [Group(pk, of_area[0].area, tuple(of_area)) for pk, of_area in groups.items()]


def by_lead(rows: Iterable[TaskRow]) -> list[Group]:
    """The busiest first. A task counts for its first lead."""
    groups: dict[int, list[TaskRow]] = {}
    for row in rows:
        groups.setdefault(row.lead_id, []).append(row)
    found = [Group(pk, led[0].lead, tuple(led)) for pk, led in groups.items()]
    return sorted(found, key=lambda group: (-len(group.rows), group.title))


def mean(values: Iterable[int]) -> int:
    """Rounded down; of nothing 0."""
    listed = list(values)
    return sum(listed) // len(listed) if listed else 0
