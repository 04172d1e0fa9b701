"""The parts of this room as tabs over every page of it."""

from __future__ import annotations

from functools import partial

from shouwei.core.pages import tabs_of

from ..permissions import KEYS

TABS = (
    ("inbox", "收到的消息", ""),
    ("preferences", "消息设置", ""),
    ("channels", "发送渠道", "view_channels"),
    ("dispatches", "发送记录", "view_dispatches"),
    ("effect", "提醒成效", "view_effect"),
)
tabs = partial(tabs_of, KEYS, TABS)
