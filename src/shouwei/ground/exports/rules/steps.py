"""When a second person must agree, who that may be, and how long a file can be fetched."""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwei.core.verdict import YES, Verdict, no

LARGE_PERSONAL = 200
"""Rows of a masked list with personal columns from which a second person must agree. A house rule, not a law."""
LONGEST_PAPER = 3_000
"""Rows a Word or PDF table may have; longer ones are no longer read on paper."""
LONGEST = 500_000
SHORTEST_REASON = 6
PERSONAL_FOR, PLAIN_FOR = timedelta(days=1), timedelta(days=7)


def needs_second_person(*, is_personal: bool, is_masked: bool, rows: int) -> bool:
    """Unmasked always; masked when many persons are in it."""
    return is_personal and (not is_masked or rows >= LARGE_PERSONAL)


def may_ask(*, is_personal: bool, reason: str, rows: int, form: str) -> Verdict:
    if rows == 0:
        return no("筛选结果是空的，没有可以导出的行。请放宽筛选条件。")
    if rows > LONGEST:
        return no(f"筛选结果有{rows}行，超过一次导出{LONGEST}行的上限。请缩小筛选范围。")
    if form in ("docx", "pdf") and rows > LONGEST_PAPER:
        return no(f"筛选结果有{rows}行，Word和PDF最多{LONGEST_PAPER}行。请改选Excel，或缩小筛选范围。")
    if is_personal and len(reason.strip()) < SHORTEST_REASON:
        return no(f"这份清单含有个人信息，请写明用途，至少{SHORTEST_REASON}个字。")
    return YES


def may_decide(*, state: str, is_own: bool, agrees: bool, note: str) -> Verdict:
    if state != "waiting":
        return no("这份申请已经处理过了。请刷新页面查看结果。")
    if is_own:
        return no("不能批准自己的申请。请由另一位负责人办理。")
    return YES if agrees or note.strip() else no("不予批准请写明理由，申请人会看到。")


def most_rows(*, is_personal: bool, rows: int, is_agreed: bool) -> int:
    """How many rows the file may have when ``rows`` were asked for: a tenth or twenty more, if that needs no second person anew."""
    if not is_personal:
        return LONGEST
    most = rows + max(rows // 10, 20)
    return most if is_agreed else min(most, LARGE_PERSONAL - 1)


def may_fetch(*, state: str, expires_at: datetime | None, now: datetime) -> Verdict:
    if state == "done" and expires_at is not None and now <= expires_at:
        return YES
    if state in ("done", "expired"):
        return no("下载期限已过，文件已删除。请重新导出。")
    return no("文件还没有生成。请稍候再下载。")


def lasts(*, is_personal: bool) -> timedelta:
    return PERSONAL_FOR if is_personal else PLAIN_FOR
