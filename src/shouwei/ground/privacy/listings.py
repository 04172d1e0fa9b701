"""Requests as they can be taken along: figures of how they were answered, the words left out."""

from django.db.models import QuerySet
from django.urls import reverse

from shouwei.core.listings import Asked, Listing, Out, register

from .models import DataRequest
from .pages.requests import STATES, visible, wanted
from .permissions import KEYS


def rows(asked: Asked) -> QuerySet[DataRequest]:
    return wanted(visible(asked.identity), asked.query)


def in_words(asked: Asked) -> list[str]:
    kind = dict(DataRequest.Kind.choices).get(asked.query.get("kind", ""))
    state = dict(STATES).get(asked.query.get("state", ""), "未办结")
    return [f"状态：{state}", *([f"事项：{kind}"] if kind else [])]


REQUESTS = register(
    Listing(
        name="privacy.requests",
        title="个人信息申请",
        columns=(
            Out("编号", lambda row: row.number, width=16),
            Out("申请事项", lambda row: row.get_kind_display(), width=12),
            Out("申请人", lambda row: row.user.name if row.user else row.student.name, personal="name"),
            Out("由谁提出", lambda row: row.get_asker_display()),
            Out("提出方式", lambda row: row.get_way_display()),
            Out("答复单位", lambda row: row.school.name if row.school else "系统管理员", width=24),
            Out("收到日期", lambda row: row.received_on, width=14),
            Out("答复期限", lambda row: row.due_on, width=14),
            Out("状态", lambda row: row.get_state_display()),
            Out("办理结果", lambda row: row.get_outcome_display()),
            Out("办结日期", lambda row: row.ended_on, width=14),
        ),
        rows=rows,
        opens=lambda identity: KEYS.holds(identity, "view_request"),
        filters=in_words,
        url=lambda asked: reverse("privacy:requests"),
    )
)
