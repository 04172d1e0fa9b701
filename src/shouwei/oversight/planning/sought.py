"""Plans, tasks and what hangs on them, as the search box finds them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from shouwei.core.finding import Findable, register, together
from shouwei.core.finding.findable import Light
from shouwei.ground.documents.models import StoredFile

from .models import (
    AgendaItem,
    Area,
    Bulletin,
    Decision,
    Difficulty,
    Evidence,
    Measure,
    Meeting,
    Plan,
    ProgressReport,
    SupervisionNotice,
    Task,
    WorkProgramme,
)
from .permissions import KEYS
from .queries.lights import task_lights

OPEN_OR_DONE = Case(
    When(done_on__isnull=False, then=Value("已完成")), default=Value("进行中"), output_field=CharField()
)


def programmes_within(identity: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    if KEYS.opens_all(identity, "view_programme"):
        return rows
    return rows.filter(task__in=KEYS.within(identity, "view_programme", Task.objects.all()).values("pk"))


def own_unit(identity: Any) -> object:
    """The reach of a member's people is their unit, in all three nouns that say so in their own row."""
    return identity.organisation_id if identity.role in ("unit_head", "unit_staff") else None


def measures_within(identity: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """A unit finds its own measures, not those other units add to the same task."""
    return rows if KEYS.opens_all(identity, "view_programme") else KEYS.within(identity, "finish_measure", rows)


def lights_of(pks: Collection[int], today: date) -> Mapping[int, Light]:
    tasks = Task.objects.filter(pk__in=pks)
    return {
        pk: Light(found.light.label, found.light.state.value, found.light.why)
        for pk, found in task_lights(tasks, today).items()
    }


PLANS = register(
    Findable(
        "方案",
        Plan,
        keys=KEYS,
        action="view_plan",
        label="title",
        detail="document_number",
        organisation="issuer",
        state=Case(
            When(closed_on__isnull=False, then=Value("已停止督办")), default=Value(""), output_field=CharField()
        ),
        url="planning:overview",
        order=1,
    )
)
TASKS = register(
    Findable(
        "任务",
        Task,
        keys=KEYS,
        action="view_task",
        label=together("number", Value(". "), "text"),
        detail="area__title",
        organisation="lead__name",
        lights=lights_of,
        due="due_on",
        url="planning:task",
        order=1,
    )
)
AREAS = register(
    Findable(
        "主要任务",
        Area,
        within=lambda identity, rows: rows.filter(plan__in=KEYS.within(identity, "view_plan", Plan.objects.all())),
        label="title",
        detail="plan__title",
        url="planning:tasks",
        target="plan_id",
        parameters=lambda label, typed: {},
    )
)
PROGRAMMES = register(
    Findable(
        "工作方案",
        WorkProgramme,
        within=programmes_within,
        holds_key=lambda identity: KEYS.holds(identity, "view_programme"),
        label=together(Value("任务"), "task__number", Value("工作方案："), "task__text"),
        detail="text",
        organisation="task__lead__name",
        state="state",
        states=dict(WorkProgramme.State.choices),
        due="due_on",
        url="planning:programme",
        target="task_id",
    )
)
MEASURES = register(
    Findable(
        "细化举措",
        Measure,
        within=measures_within,
        holds_key=lambda identity: KEYS.holds(identity, "view_programme"),
        label="text",
        detail=together(Value("责任人："), "owner", Value("；成果："), "deliverable"),
        organisation="organisation__name",
        state=OPEN_OR_DONE,
        due="due_on",
        url="planning:programme",
        target="programme__task_id",
        unit=own_unit,
    )
)
REPORTS = register(
    Findable(
        "进展报告",
        ProgressReport,
        keys=KEYS,
        action="view_report",
        label="text",
        detail=together(Value("任务"), "duty__task__number", Value("："), "duty__task__text"),
        organisation="duty__organisation__name",
        state="state",
        states=dict(ProgressReport.State.choices),
        url="planning:report",
    )
)
DIFFICULTIES = register(
    Findable(
        "困难问题",
        Difficulty,
        keys=KEYS,
        action="view_difficulty",
        label="text",
        detail="answer",
        organisation="duty__organisation__name",
        state=Case(When(~Q(answered_on=None), then=Value("已答复")), default=Value("待答复"), output_field=CharField()),
        url="planning:duty",
        target="duty_id",
    )
)
NOTICES = register(
    Findable(
        "督办单",
        SupervisionNotice,
        keys=KEYS,
        action="view_notice",
        label=Case(When(number="", then=Value("草稿")), default=F("number"), output_field=CharField()),
        detail="reason",
        organisation="to__name",
        state="state",
        states=dict(SupervisionNotice.State.choices),
        due="reply_due_on",
        url="planning:supervision_notice",
        order=2,
        unit=own_unit,
    )
)
MEETINGS = register(
    Findable(
        "会议",
        Meeting,
        keys=KEYS,
        action="view_meeting",
        label="period_label",
        detail="kind",
        details=dict(Meeting.Kind.choices),
        organisation="place",
        state="state",
        states=dict(Meeting.State.choices),
        due="held_on",
        url="planning:meeting",
        order=3,
    )
)
AGENDA = register(
    Findable(
        "议题",
        AgendaItem,
        within=lambda identity, rows: rows.filter(
            meeting__in=KEYS.within(identity, "view_meeting", Meeting.objects.all())
        ),
        holds_key=lambda identity: KEYS.holds(identity, "view_meeting"),
        label="subject",
        detail="why",
        state=Case(When(resolved=True, then=Value("已解决")), default=Value("未解决"), output_field=CharField()),
        due="meeting__held_on",
        url="planning:meeting",
        target="meeting_id",
        order=6,
    )
)
DECISIONS = register(
    Findable(
        "议定事项",
        Decision,
        keys=KEYS,
        action="view_decision",
        label="text",
        detail=together(Value("责任人："), "owner"),
        organisation="organisation__name",
        state=OPEN_OR_DONE,
        due="due_on",
        url="planning:decision",
        order=3,
        unit=own_unit,
    )
)
BULLETINS = register(
    Findable(
        "通报",
        Bulletin,
        keys=KEYS,
        action="view_bulletin",
        label="title",
        detail="opening",
        state=Case(When(issued_on=None, then=Value("草稿")), default=Value("已印发"), output_field=CharField()),
        due="issued_on",
        url="planning:bulletin",
        order=3,
    )
)
EVIDENCE = register(
    Findable(
        "佐证材料",
        Evidence,
        keys=KEYS,
        action="view_evidence",
        index=StoredFile,
        through="file",
        label="file__name",
        detail=together(Value("任务"), "duty__task__number", Value("："), "duty__task__text"),
        organisation="duty__organisation__name",
        url="planning:preview_evidence",
    )
)
