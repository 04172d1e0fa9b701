"""When data whose time has run out may go, and when somebody may hold them back.

Source: 个人信息保护法, Article 19 (no longer than the purpose needs) and 47; 机关文件材料归档范围和文书档案保管期限规定 (2006): ten years is the
short term of office files. The week of notice and the longest hold are house rules.
"""

from __future__ import annotations

from datetime import date, timedelta

from shouwei.core.verdict import YES, Verdict, first_refusal, no

NOTICE = timedelta(days=7)
LONGEST_HOLD = timedelta(days=366)
SHORTEST_REASON = 6  # letters


def acts_on(announced: date) -> date:
    return announced + NOTICE


def is_due(*, acts: date, held_until: date | None, today: date) -> bool:
    """A hold that has run out gives another full week: see :func:`may_hold`'s callers."""
    return held_until is None and today >= acts


def may_hold(*, is_open: bool, because: str, until: date, today: date) -> Verdict:
    """A legal hold has a reason and an end: data kept "for the time being" are kept for ever."""
    days = (until - today).days
    return first_refusal(
        YES if is_open else no("这次清理已经完成，不能再暂缓。"),
        YES
        if len(because.strip()) >= SHORTEST_REASON
        else no(f"暂缓须写明原因，至少{SHORTEST_REASON}个字，例如“审计期间封存”。"),
        YES if until > today else no("暂缓的截止日期须晚于今天。"),
        YES
        if until - today <= LONGEST_HOLD
        else no(f"暂缓最长一年，所填为{days}天。到期仍有需要的，届时再次暂缓并写明原因。"),
    )
