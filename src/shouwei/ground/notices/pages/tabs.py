"""The parts of this room as tabs over every page of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS

TABS = (
    ("inbox", "收到的消息", ""),
    ("preferences", "消息设置", ""),
    ("channels", "发送渠道", "view_channels"),
    ("dispatches", "发送记录", "view_dispatches"),
    ("effect", "提醒成效", "view_effect"),
)


def tabs(request: SignedInRequest, active: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"notices:{name}"), "active": name == active}
        for name, label, key in TABS
        if not key or KEYS.holds(request.identity, key)
    ]
