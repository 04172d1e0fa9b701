"""The four parts of this room as tabs over every page of it."""

from __future__ import annotations

from functools import partial

from shouwei.core.pages import tabs_of

from ..permissions import KEYS

TABS = (
    ("feeds", "日历订阅", "view_feeds"),
    ("tokens", "访问令牌", "view_tokens"),
    ("webhooks", "事件推送", "view_webhooks"),
    ("api_docs", "接口文档", "view_tokens"),
)
tabs = partial(tabs_of, KEYS, TABS)
