"""The parts of this room as tabs over every page of it."""

from __future__ import annotations

from functools import partial

from shouwei.core.pages import tabs_of

from ..permissions import KEYS

TABS = (
    ("health", "运行状况", "view_health"),
    ("jobs", "作业", "view_jobs"),
    ("backups", "备份", "view_backups"),
    ("settings", "设置", "view_settings"),
)
tabs = partial(tabs_of, KEYS, TABS)
