"""What waits for an identity among work programmes, members' parts and annual goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, F, Min
from django.urls import reverse

from shouwei.core.todos import Todo
from shouwei.ground.people.models import Identity

from ..models import AnnualGoal, Measure, Plan, ProgrammePart, Task, WorkProgramme
from ..permissions import KEYS
from ..rules.goals import ROLL_FROM, years_to_remind
from ..rules.states import SOON
from .plans import running
from .programmes import LATE, UNSENT


def todos(identity: Identity, today: date) -> list[Todo]:
    """A constant number of queries per role and running plan."""
    if identity.role == Identity.Role.DEPARTMENT:
        return [
            *_returned(identity, today),
            *_to_write(identity, today),
            *_parts_to_judge(identity, today),
            *_goals_missing(identity, today),
            *_goals_to_judge(identity, today),
            *_measures_due(identity, today),
        ]
    if identity.role == Identity.Role.SECRETARIAT:
        return [*_to_register(identity, today), *_late(identity, today), *_measures_due(identity, today)]
    return (
        [*_parts_returned(identity, today), *_parts_to_write(identity, today), *_measures_due(identity, today)]
        if KEYS.holds(identity, "write_part")
        else []
    )


def _measures_due(identity: Identity, today: date) -> Iterator[Todo]:
    """Measures this organisation answers for itself, from a week before their day on; the earliest is opened first."""
    waiting = Measure.objects.filter(
        running(today, "programme__task__plan__"),
        programme__state=WorkProgramme.State.REGISTERED,
        programme__task__stopped_on=None,
        organisation=identity.organisation_id,
        done_on=None,
        due_on__gte=F("programme__task__plan__supervised_from"),
        due_on__lte=today + timedelta(days=SOON),
    ).order_by("due_on", "pk")
    columns = ("text", "due_on", "programme__task", "programme__task__number")
    rows = list(KEYS.within(identity, "finish_measure", waiting).values_list(*columns))
    if rows:
        text, due_on, task, number = rows[0]
        yield Todo(
            kind="measure",
            label=f"落实{len(rows)}条举措，完成后登记",
            why=f"工作方案已登记，由本单位负责；最早的一条是任务{number}“{text}”。",
            consequence="没有登记完成的，工作方案和任务页一直显示未完成。",
            url=reverse("planning:programme", args=[task]),
            due_on=due_on,
            count=len(rows),
        )


def _running(identity: Identity, action: str, today: date) -> dict[int, int]:
    """Task id → plan id of the tasks the key opens, in plans that run."""
    tasks = Task.objects.filter(running(today, "plan__"), stopped_on=None)
    return dict(KEYS.within(identity, action, tasks).order_by().values_list("pk", "plan"))


def _list_of(plan_id: int, **query: object) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse("planning:programmes", args=[plan_id]) + (f"?{asked}" if asked else "")


def _returned(identity: Identity, today: date) -> Iterator[Todo]:
    rows = WorkProgramme.objects.filter(
        task__in=_running(identity, "write_programme", today), state=WorkProgramme.State.RETURNED
    )
    for programme in rows.select_related("task"):
        yield Todo(
            kind="programme_returned",
            label=f"修改任务{programme.task.number}的工作方案并重新报送",
            why=f"秘书处已退回：{programme.return_reason}",
            consequence="退回后按未报送计，报送期限不变，以最终登记的那次报送之日为准。",
            url=reverse("planning:write_programme", args=[programme.task_id]),
            due_on=programme.due_on,
        )


def _to_write(identity: Identity, today: date) -> Iterator[Todo]:
    tasks = _running(identity, "write_programme", today)
    waiting = WorkProgramme.objects.filter(
        task__in=tasks, state=WorkProgramme.State.DRAFT, due_on__gte=F("task__plan__supervised_from")
    )
    groups = waiting.order_by("due_on", "task__plan").values_list("task__plan", "due_on").annotate(Count("pk"))
    for plan_id, due_on, count in groups:
        yield Todo(
            kind="programme",
            label=f"报送{count}项任务的工作方案和细化举措",
            why="方案要求牵头部门会同成员单位制定具体落实举措，限期报秘书处。",
            consequence="逾期未报送的，列入会商议题和通报。",
            url=_list_of(plan_id, lead=identity.organisation_id, state=WorkProgramme.State.DRAFT),
            due_on=due_on,
            count=count,
        )


def _parts_to_judge(identity: Identity, today: date) -> Iterator[Todo]:
    rows = ProgrammePart.objects.filter(
        running(today, "programme__task__plan__"), state=ProgrammePart.State.SUBMITTED, programme__state__in=UNSENT
    )
    parts = list(
        KEYS.within(identity, "judge_part", rows).order_by("submitted_on", "pk").values_list("pk", "programme__due_on")
    )
    if parts:
        yield Todo(
            kind="part_judge",
            label=f"审核{len(parts)}份成员单位方案",
            why="成员单位为贵部门牵头的任务编写了本单位方案和举措，采纳后并入工作方案。",
            consequence="报送工作方案前未审核的，不会并入。",
            url=reverse("planning:judge_part", args=[parts[0][0]]),
            due_on=min(due_on for _, due_on in parts),
            count=len(parts),
        )


def _goals_missing(identity: Identity, today: date) -> Iterator[Todo]:
    led = KEYS.within(identity, "set_goal", Task.objects.all())
    for plan in Plan.objects.filter(running(today), supervised_from__lte=today):
        for year, _ in years_to_remind(first_year=plan.first_year, last_year=plan.last_year, today=today):
            of_plan = led.filter(plan=plan, deadline_kind=Task.DeadlineKind.LONG_TERM, stopped_on=None)
            count = of_plan.exclude(goals__year=year).count()
            if count:
                this_year = year == today.year
                yield Todo(
                    kind="goal",
                    label=f"确立{count}项长期任务的{year}年度工作目标",
                    why="完成时限为“长期”的任务，须每年确立工作目标。",
                    consequence="确立之前任务按逾期计。" if this_year else f"{year}年1月1日起未确立的按逾期计。",
                    url=reverse("planning:roll_goals", args=[plan.pk, year]),
                    due_on=None if this_year else date(today.year, 12, 31),
                    count=count,
                )


def _goals_to_judge(identity: Identity, today: date) -> Iterator[Todo]:
    """Goals whose year has come to its end, by plan and year: also of a plan's last year, but not of years entered as history."""
    last = today.year if (today.month, today.day) >= ROLL_FROM else today.year - 1
    tasks = dict(
        KEYS.within(identity, "set_goal", Task.objects.filter(plan__closed_on=None, stopped_on=None))
        .order_by()
        .values_list("pk", "plan")
    )
    counts: defaultdict[tuple[int, int], int] = defaultdict(int)
    waiting = AnnualGoal.objects.filter(
        task__in=tasks, reached=None, year__lte=last, year__gte=F("task__plan__supervised_from__year")
    )
    for task_id, year in waiting.values_list("task", "year"):
        counts[tasks[task_id], year] += 1
    for (plan_id, year), count in sorted(counts.items()):
        yield Todo(
            kind="goal_review",
            label=f"评定{count}项长期任务的{year}年度目标",
            why=f"{year}年度将尽或已结束，须评定达成或未达成并写明小结。",
            consequence="未评定的目标不能作为考核依据。",
            url=reverse("planning:roll_goals", args=[plan_id, year + 1]),
            count=count,
        )


def _to_register(identity: Identity, today: date) -> Iterator[Todo]:
    rows = WorkProgramme.objects.filter(
        task__in=_running(identity, "judge_programme", today), state=WorkProgramme.State.SUBMITTED
    )
    groups = rows.order_by("task__plan").values_list("task__plan").annotate(Count("pk"), Min("submitted_on"))
    for plan_id, count, first in groups:
        yield Todo(
            kind="programme_register",
            label=f"登记{count}项任务的工作方案",
            why=f"牵头部门已报送，最早一份报送于{first.year}年{first.month}月{first.day}日。",
            consequence="登记前举措不能登记完成；不影响牵头部门的报送日期。",
            url=_list_of(plan_id, state=WorkProgramme.State.SUBMITTED),
            count=count,
        )


def _late(identity: Identity, today: date) -> Iterator[Todo]:
    rows = WorkProgramme.objects.filter(
        task__in=_running(identity, "judge_programme", today),
        state__in=UNSENT,
        due_on__lt=today,
        due_on__gte=F("task__plan__supervised_from"),
    )
    groups = rows.order_by("task__plan").values_list("task__plan").annotate(Count("pk"), Min("due_on"))
    for plan_id, count, due_on in groups:
        yield Todo(
            kind="programme_late",
            label=f"催报{count}项逾期未报送的工作方案",
            why=f"报送期限已过{(today - due_on).days}天。",
            consequence="列入下一次会商议题。",
            url=_list_of(plan_id, state=LATE),
            due_on=due_on,
            count=count,
        )


def _parts_returned(identity: Identity, today: date) -> Iterator[Todo]:
    rows = ProgrammePart.objects.filter(
        running(today, "programme__task__plan__"),
        organisation=identity.organisation_id,
        state=ProgrammePart.State.RETURNED,
        programme__state__in=UNSENT,
    )
    for part in rows.select_related("programme__task"):
        yield Todo(
            kind="part_returned",
            label=f"修改任务{part.programme.task.number}的本单位方案",
            why=f"牵头部门已退回：{part.return_reason}",
            consequence="牵头部门报送前未重新提交的，本单位举措不会并入工作方案。",
            url=reverse("planning:write_part", args=[part.programme.task_id]),
            due_on=part.programme.due_on,
        )


def _parts_to_write(identity: Identity, today: date) -> Iterator[Todo]:
    tasks = Task.objects.filter(
        running(today, "plan__"),
        stopped_on=None,
        duties__organisation=identity.organisation_id,
        duties__accepted_on__isnull=False,
        duties__stopped_on=None,
    )
    begun = ProgrammePart.objects.filter(organisation=identity.organisation_id).exclude(state=ProgrammePart.State.DRAFT)
    waiting = WorkProgramme.objects.filter(
        task__in=tasks, state__in=UNSENT, due_on__gte=F("task__plan__supervised_from")
    ).exclude(pk__in=begun.values("programme"))
    groups = waiting.order_by("due_on", "task__plan").values_list("task__plan", "due_on").annotate(Count("pk"))
    for plan_id, due_on, count in groups:
        yield Todo(
            kind="part",
            label=f"为{count}项任务编写本单位方案和举措",
            why="方案要求牵头部门会同成员学校和企业制定工作方案，本单位承担这些任务。",
            consequence="牵头部门报送工作方案后不再接收，举措由牵头部门代定。",
            url=_list_of(plan_id),
            due_on=due_on,
            count=count,
        )
