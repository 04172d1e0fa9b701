"""One's own messages, and what was sent by which way, as they can be taken along."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from shouwei.core.listings import Asked, Listing, Out, register

from .models import Dispatch, Notice
from .pages.dispatches import dispatches_wanted
from .permissions import KEYS
from .queries.inbox import kinds_of, messages_of


def messages(asked: Asked) -> QuerySet[Notice]:
    kind = asked.query.get("kind", "")
    known = kind if kind in dict(kinds_of(asked.identity)) else ""
    return messages_of(asked.identity, kind=known, unread=asked.query.get("unread") == "1")


MESSAGES = register(
    Listing(
        name="notices.messages",
        title="我的消息",
        columns=(
            Out("时间", lambda row: timezone.localtime(row.created_at).replace(tzinfo=None), width=18),
            Out("种类", lambda row: row.kind_label, width=16),
            Out("内容", lambda row: row.text, width=60),
            Out("状态", lambda row: "已读" if row.read_at else "已了结" if row.settled_at else "未读"),
        ),
        rows=messages,
        opens=lambda identity: identity is not None,
        filters=lambda asked: ["只看未读"] if asked.query.get("unread") == "1" else [],
        url=lambda asked: reverse("notices:inbox"),
    )
)
DISPATCHES = register(
    Listing(
        name="notices.dispatches",
        title="发送记录",
        columns=(
            Out("日期", lambda row: row.day, width=14),
            Out("方式", lambda row: row.get_way_display()),
            Out("种类", lambda row: row.kind_label, width=16),
            Out("收件人", lambda row: row.user.name if row.user else "", personal="name"),
            Out("渠道", lambda row: str(row.channel or ""), width=20),
            Out("状态", lambda row: row.get_state_display()),
            Out("次数", lambda row: row.attempts),
            Out("说明", lambda row: row.said, width=40),
        ),
        rows=lambda asked: dispatches_wanted(
            KEYS.within(asked.identity, "view_dispatches", Dispatch.objects.all()), asked.query
        ),
        opens=lambda identity: KEYS.holds(identity, "view_dispatches"),
        url=lambda asked: reverse("notices:dispatches"),
    )
)
