"""When a personal link opens, acts and dies.

Source: design decision after OWASP ASVS 5.0, 6.5 and 9.1 (single use, short life, bound to the request, refused when altered).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shouwei.core.verdict import YES, Verdict, no

WAITS_DAYS = 14
OPEN_FOR = timedelta(minutes=10)
A_DAY = timedelta(days=1)
MOST_ANSWERS = 5
"""Wrong answers to the question of a link before it closes."""


class State(StrEnum):
    WAITING = "waiting"
    OPEN = "open"
    USED = "used"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    REVOKED = "revoked"


LABELS = {
    State.WAITING: "待打开",
    State.OPEN: "办理中",
    State.USED: "已办结",
    State.LAPSED: "超时未办",
    State.EXPIRED: "已过期",
    State.BLOCKED: "答错过多",
    State.REVOKED: "已作废",
}


@dataclass(frozen=True, slots=True)
class Life:
    """The moments of one link; ``wrong_answers`` counts since it was issued."""

    expires_at: datetime
    opened_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    wrong_answers: int = 0


def state_of(life: Life, now: datetime) -> State:
    if life.used_at is not None:
        return State.USED
    if life.revoked_at is not None:
        return State.REVOKED
    if life.wrong_answers >= MOST_ANSWERS:
        return State.BLOCKED
    if life.opened_at is not None:
        return State.OPEN if now < life.opened_at + OPEN_FOR else State.LAPSED
    return State.WAITING if now < life.expires_at else State.EXPIRED


WHY_CLOSED = {
    State.USED: "这条链接已经办理完毕，不能再次使用。",
    State.REVOKED: "这条链接已由发出单位作废。",
    State.BLOCKED: f"回答错误已达{MOST_ANSWERS}次，链接已停用，免得被人猜中。",
    State.LAPSED: "链接打开后10分钟内没有办完，已自动关闭，刚才填写的没有提交。",
    State.EXPIRED: "这条链接已过有效期。",
}


def may_open(state: State, *, same_device: bool) -> Verdict:
    """``same_device``: asked again by the browser that opened it; anybody else came by a forwarded message."""
    if state is State.OPEN and not same_device:
        return no(
            "这条链接已在另一台设备或另一个浏览器上打开。是您本人打开的，请回到那里办完；不是您打开的，请告诉发出单位作废。"
        )
    if state in (State.WAITING, State.OPEN):
        return YES
    return no(WHY_CLOSED[state])


def may_use(state: State) -> Verdict:
    if state is State.OPEN:
        return YES
    return no(WHY_CLOSED.get(state, "请先打开链接，再办理。"))


def may_ask_again(state: State, asked_at: datetime | None, now: datetime) -> Verdict:
    """Once a day: whoever holds an old link may not be the person, and the issuer is not to be pestered."""
    if state in (State.USED, State.WAITING, State.OPEN):
        return no("这条链接不需要重新发送。")
    if asked_at is not None and now < asked_at + A_DAY:
        return no("今天已经替您转告过发出单位，请等待新的短信或信函。")
    return YES


def may_revoke(state: State) -> Verdict:
    return YES if state in (State.WAITING, State.OPEN) else no(f"链接{LABELS[state]}，不需要作废。")


def may_reissue(state: State) -> Verdict:
    return no("事项已经办结，不需要重新发出。") if state is State.USED else YES


def are_last_four(answer: str, whole: str) -> bool:
    """Whether a question's answer is how a number or code ends; never where there is none."""
    return len(answer) == 4 and whole[-4:].upper() == answer.upper()
