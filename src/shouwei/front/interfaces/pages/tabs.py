"""The four parts of this room as tabs over every page of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS

TABS = (
    ("feeds", "日历订阅", "view_feeds"),
    ("tokens", "访问令牌", "view_tokens"),
    ("webhooks", "事件推送", "view_webhooks"),
    ("api_docs", "接口文档", "view_tokens"),
)


def tabs(request: SignedInRequest, active: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"interfaces:{name}"), "active": name == active}
        for name, label, key in TABS
        if KEYS.holds(request.identity, key)
    ]
