"""The parts of this room as tabs over every page of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from shouwei.core.keys import SignedInRequest

from ..permissions import KEYS

TABS = (
    ("health", "运行状况", "view_health"),
    ("jobs", "作业", "view_jobs"),
    ("backups", "备份", "view_backups"),
    ("settings", "设置", "view_settings"),
)


def tabs(request: SignedInRequest, active: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"operations:{name}"), "active": name == active}
        for name, label, key in TABS
        if KEYS.holds(request.identity, key)
    ]
