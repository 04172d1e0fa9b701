"""A person asks for a copy, a correction, deletion or an explanation: until when it is answered, and when an answer may be given.

Source: 个人信息保护法, Articles 44 to 50 (a refusal gives its reasons, Article 50); GB/T 35273-2020, 8.7 (an answer within thirty days).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from shouwei.core.verdict import YES, Verdict, first_refusal, no
from shouwei.ground.calendar.rules.working_days import Exceptions, add_working_days, last_working_day

TERM = 30  # natural days
SOON = 5  # working days
SHORTEST_WORDS = 6  # letters
SHORTEST_REASON = 10  # letters
WAITING = ("open", "taken")


class Clock(StrEnum):
    """How near the last day is."""

    RUNNING = "running"
    SOON = "soon"
    LAST = "last"
    LATE = "late"


def due_on(received: date, exceptions: Exceptions) -> date:
    """The last worked day among the thirty after receipt: an answer falls on no day nobody works, and never later than the law has it."""
    return last_working_day(received + timedelta(days=1), received + timedelta(days=TERM), exceptions)


def clock(due: date, *, today: date, exceptions: Exceptions) -> Clock:
    if today > due:
        return Clock.LATE
    if add_working_days(today, 1, exceptions) >= due:
        return Clock.LAST
    return Clock.SOON if add_working_days(today, SOON, exceptions) >= due else Clock.RUNNING


def may_ask(*, words: str, received: date, today: date, same_open: str) -> Verdict:
    """``same_open``: number of a request of the same kind by the same person that still waits."""
    return first_refusal(
        no(f"同类申请（{same_open}）正在办理，不必重复提出；要补充的请等答复，或者撤回后重新申请。")
        if same_open
        else YES,
        YES
        if len(words.strip()) >= SHORTEST_WORDS
        else no(f"请写明申请的内容，至少{SHORTEST_WORDS}个字，例如“出生日期有误，应为……”。"),
        no("收到日期不能晚于今天。") if received > today else YES,
        no(f"收到日期已是{(today - received).days}天以前，超过了{TERM}天的答复期限，请核对日期。")
        if (today - received).days > TERM
        else YES,
    )


def may_take(*, state: str) -> Verdict:
    return YES if state == "open" else no("这件申请已经有人受理，或者已经结束。")


def may_answer(*, state: str, kind: str, outcome: str, answer: str, carried_out: bool, own: bool) -> Verdict:
    """``carried_out``: what the house itself can see, a copy made since receipt, or that nothing more is left to delete."""
    granted = outcome == "done"
    return first_refusal(
        YES if state in WAITING else no("这件申请已经结束，不能再次答复。"),
        no("不能答复自己的申请，请由另一位经办人办理。") if own else YES,
        no("还没有制作副本。请先在下面“制作副本”，交给本人以后再答复“已办理”。")
        if granted and kind == "copy" and not carried_out
        else YES,
        no(
            "能够删除的内容还没有删除。请先办理删除，再答复“已办理”；依法不能删除的，请选“部分办理”或“未予办理”并写明理由。"
        )
        if granted and kind == "erase" and not carried_out
        else YES,
        YES
        if len(answer.strip()) >= (SHORTEST_WORDS if granted else SHORTEST_REASON)
        else no(
            f"请写明办理结果，至少{SHORTEST_WORDS}个字。"
            if granted
            else f"没有全部办理的，须写明理由和依据（《个人信息保护法》第五十条），至少{SHORTEST_REASON}个字。"
        ),
    )


def may_withdraw(*, state: str) -> Verdict:
    return YES if state in WAITING else no("这件申请已经结束，不能撤回。")
