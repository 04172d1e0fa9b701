"""How old a backup may be, and which ones may go.

Source: GB/T 22239-2019, 数据备份恢复: a local backup and its restoration; one a day is what the nightly job makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from shouwei.core.verdict import YES, Verdict, no

NAME = re.compile(r"shouwei-\d{8}-\d{6}\.backup")
FRESH = timedelta(hours=26)  # a night and the time a slow one may take
STALE = timedelta(days=3)


def age_of(last: datetime | None, now: datetime) -> tuple[str, str]:
    """State (``good``, ``warning``, ``bad``) and sentence for the newest backup, whose moment is ``last``."""
    if last is None:
        return "bad", "还没有任何备份。一旦磁盘损坏，全部数据无法恢复。"
    age = now - last
    hours = int(age.total_seconds() // 3600)
    told = "不到1小时前" if hours == 0 else f"{hours}小时前" if hours < 48 else f"{hours // 24}天前"
    if age <= FRESH:
        return "good", f"最近一次备份在{told}。"
    if age <= STALE:
        return "warning", f"最近一次备份在{told}，超过一天没有新的备份。"
    return "bad", f"最近一次备份在{told}，超过{STALE.days}天没有新的备份。"


def outdated(names: Iterable[str], *, keep: int) -> list[str]:
    """Backups beyond the newest ``keep``; names of anything else are left alone."""
    if keep < 1:
        return []
    return sorted(name for name in names if NAME.fullmatch(name))[:-keep]


def may_ask_restore(*, reason: str) -> Verdict:
    return YES if reason.strip() else no("恢复会替换全部数据，必须写明原因，请填写恢复原因。")


def may_approve_restore(*, asked_by: int, approver: int, approved: bool, age: timedelta) -> Verdict:
    """Persons are accounts, not identities: one person with two roles is still one person."""
    if approved:
        return no("这份恢复申请已经批准。")
    if age > timedelta(hours=24):
        return no("申请已超过24小时，请重新申请。")
    return YES if asked_by != approver else no("申请人不能批准自己的申请，请由另一名管理员批准。")
