"""The lists of this room as they can be taken along: the rows, order and figures the pages show."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse

from shouwei.core.listings import Asked, Listing, Out, register

from .models import Meeting, Plan
from .pages.decisions import decisions_wanted
from .pages.difficulties import difficulties_wanted
from .pages.supervision_notices import notices_wanted
from .pages.task_filters import chips, selects, wanted_of
from .pages.tasks import rows_wanted
from .pages.tasks_xlsx import COLUMNS, cells
from .permissions import KEYS
from .queries.meetings import listed
from .queries.task_lists import members_of
from .rules.pictures import TaskRow


def plan_of(asked: Asked) -> Plan:
    return KEYS.fetch(asked.identity, "export_plan", Plan.objects.all(), pk=asked.pk)


def rows(asked: Asked) -> list[TaskRow]:
    return rows_wanted(plan_of(asked), wanted_of(asked.query), asked)[1]


def in_words(asked: Asked) -> list[str]:
    plan, wanted = plan_of(asked), wanted_of(asked.query)
    everything, _ = rows_wanted(plan, wanted, asked)
    return [chip.label for chip in chips(wanted, selects(wanted, everything, members_of(plan)), asked.query)]


def _cell(place: int) -> Callable[[TaskRow], str | int]:
    return lambda row: cells(row)[place]


TASKS = register(
    Listing(
        name="planning.tasks",
        title="任务清单",
        columns=[Out(heading, _cell(place), width=width) for place, (heading, width) in enumerate(COLUMNS)],
        rows=rows,
        opens=lambda identity: KEYS.holds(identity, "export_plan"),
        filters=in_words,
        url=lambda asked: reverse("planning:tasks", args=[asked.pk]),
        per=lambda asked: f"{plan_of(asked)} ",
    )
)

NOTICES = register(
    Listing(
        name="planning.supervision_notices",
        title="督办单",
        columns=(
            Out("编号", lambda row: row.number or "草稿", width=20),
            Out("级别", lambda row: row.get_level_display()),
            Out("受文单位", lambda row: row.to.name, width=24),
            Out("任务", lambda row: f"{row.duty.task.number}. {row.duty.task.text}", width=40),
            Out("督办事由", lambda row: row.reason, width=40),
            Out("发出日期", lambda row: row.sent_on, width=14),
            Out("回复期限", lambda row: row.reply_due_on, width=14),
            Out("签收日期", lambda row: row.signed_on, width=14),
            Out("回复日期", lambda row: row.replied_on, width=14),
            Out("回复", lambda row: row.reply, width=40),
            Out("状态", lambda row: row.get_state_display()),
        ),
        rows=lambda asked: notices_wanted(asked.identity, asked.query, asked.today),
        opens=lambda identity: KEYS.holds(identity, "view_notice"),
        url=lambda asked: reverse("planning:supervision_notices"),
    )
)
DECISIONS = register(
    Listing(
        name="planning.decisions",
        title="议定事项",
        columns=(
            Out("议定事项", lambda row: row.text, width=44),
            Out("责任单位", lambda row: row.organisation.name, width=24),
            Out("责任人", lambda row: row.owner, personal="name"),
            Out("完成期限", lambda row: row.due_on, width=14),
            Out("会议", lambda row: str(row.meeting), width=24),
            Out("完成于", lambda row: row.done_on, width=14),
            Out("落实情况", lambda row: row.result, width=40),
        ),
        rows=lambda asked: decisions_wanted(asked.identity, asked.query),
        opens=lambda identity: KEYS.holds(identity, "view_decision"),
        filters=lambda asked: ["已完成" if "done" in asked.query else "未完成"],
        url=lambda asked: reverse("planning:decisions"),
    )
)
DIFFICULTIES = register(
    Listing(
        name="planning.difficulties",
        title="困难问题",
        columns=(
            Out("单位", lambda row: row.duty.organisation.name, width=24),
            Out("任务", lambda row: f"{row.duty.task.number}. {row.duty.task.text}", width=40),
            Out("困难或问题", lambda row: row.text, width=40),
            Out("需要的支持", lambda row: row.support_wanted, width=30),
            Out("提出日期", lambda row: row.raised_on, width=14),
            Out("办理层级", lambda row: row.get_level_display()),
            Out("答复", lambda row: row.answer, width=40),
            Out("答复日期", lambda row: row.answered_on, width=14),
        ),
        rows=lambda asked: difficulties_wanted(asked.identity, asked.query),
        opens=lambda identity: KEYS.holds(identity, "view_difficulty"),
        url=lambda asked: reverse("planning:difficulties"),
    )
)


def meetings_wanted(asked: Asked) -> QuerySet[Meeting]:
    kind = asked.query.get("kind", "")
    rows = KEYS.within(asked.identity, "view_meeting", Meeting.objects.filter(plan=asked.pk))
    return listed(rows.filter(kind=kind) if kind in Meeting.Kind.values else rows)


MEETINGS = register(
    Listing(
        name="planning.meetings",
        title="会商与调度",
        columns=(
            Out("会议", lambda row: row.get_kind_display()),
            Out("期次", lambda row: row.period_label, width=20),
            Out("会议日期", lambda row: row.held_on, width=14),
            Out("地点", lambda row: row.place, width=20),
            Out("主持人", lambda row: row.chair, personal="name"),
            Out("状态", lambda row: row.get_state_display()),
            Out("议题", lambda row: row.points),
            Out("未议决", lambda row: row.unresolved),
            Out("议定事项", lambda row: row.decided),
            Out("未完成", lambda row: row.undone),
        ),
        rows=meetings_wanted,
        opens=lambda identity: KEYS.holds(identity, "view_meeting"),
        filters=lambda asked: [label] if (label := dict(Meeting.Kind.choices).get(asked.query.get("kind", ""))) else [],
        url=lambda asked: reverse("planning:meetings", args=[asked.pk]),
        per=lambda asked: f"{plan_of(asked)} ",
    )
)
BULLETINS = register(
    Listing(
        name="planning.bulletins",
        title="通报",
        columns=(
            Out("年度", lambda row: row.year),
            Out("期号", lambda row: row.number or "草稿"),
            Out("标题", lambda row: row.title, width=44),
            Out("印发日期", lambda row: row.issued_on, width=14),
            Out("快照", lambda row: row.snapshot_id),
        ),
        rows=lambda asked: KEYS.within(asked.identity, "view_bulletin", plan_of(asked).bulletins.all()).order_by("-pk"),
        opens=lambda identity: KEYS.holds(identity, "view_bulletin") and KEYS.holds(identity, "export_plan"),
        url=lambda asked: reverse("planning:bulletins", args=[asked.pk]),
        per=lambda asked: f"{plan_of(asked)} ",
    )
)
