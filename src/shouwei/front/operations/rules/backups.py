"""How old a backup may be, and which ones may go.

Source: GB/T 22239-2019, 数据备份恢复: a local backup and its restoration; one a day is what the nightly job makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from shouwei.core.verdict import YES, Verdict, first_refusal, no

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


SHORTEST_REASON = 6  # letters
APPROVED_FOR = timedelta(hours=24)


def may_ask_restore(*, reason: str, problem: str, others: int) -> Verdict:
    """``problem``: why the file cannot be read, if so; ``others``: how many besides the asking person could approve."""
    return first_refusal(
        no(problem) if problem else YES,
        YES
        if len(reason.strip()) >= SHORTEST_REASON
        else no(f"恢复会替换全部数据，请写明原因，至少{SHORTEST_REASON}个字。"),
        YES if others else no("没有第二个人可以批准：除您之外，没有在任的系统管理员或秘书处人员。请先授予另一人身份。"),
    )


def may_approve_restore(*, same_person: bool, waiting: bool, age: timedelta) -> Verdict:
    """``same_person``: one human, in whatever identity. A house rule: nobody replaces everything alone."""
    return first_refusal(
        YES if waiting else no("这份恢复申请已经办结，不能再批准。"),
        YES if age <= APPROVED_FOR else no("申请已超过24小时，请撤回后重新申请。"),
        no("申请人不能批准自己的申请，请由另一名系统管理员或秘书处人员批准。") if same_person else YES,
    )


def may_restore(
    *, approved: bool, persons: tuple[int | None, int | None], age: timedelta, seals: tuple[str, str]
) -> Verdict:
    """Asked once more just before it is done. ``seals``: of the file when it was asked for, and now; ``age`` since the approval."""
    first, second = persons
    return first_refusal(
        YES if approved else no("这份恢复申请没有经过批准。"),
        YES if age <= APPROVED_FOR else no("批准已超过24小时，请重新申请。"),
        YES if first and second and first != second else no("恢复须由两个人申请和批准，记录里不是两个人。"),
        YES if seals[0] == seals[1] else no("备份文件与申请时的不是同一份，可能已被替换。请重新申请。"),
    )
