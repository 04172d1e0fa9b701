"""Collection rounds: who may hand in when, what counts as late, and what may be locked or amended.

Sources: features.md F2.4 (rounds with open and close days, completeness, on-time rate) and F2.6 (approve, lock, correct by amendment).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, no

WAITING, HANDED_IN, RETURNED, APPROVED = "waiting", "handed_in", "returned", "approved"
SPANS: dict[str, str] = {"": "全年", "t1": "上学期", "t2": "下学期"} | {f"m{n:02}": f"{n}月" for n in range(1, 13)}
"""What part of its year a round asks about. Figures are compared with those of the same part only: a first count in August and a count
at the end of the year are two numbers, not one with a mistake."""
BEFORE, AFTER = timedelta(days=3), timedelta(days=7)
"""Reminders: three days before the round closes, on the day, and every week after."""


def may_open(*, title: str, opens_on: date, closes_on: date, today: date, definitions: int, members: int) -> Verdict:
    if not title.strip():
        return no("请填写轮次名称。")
    if closes_on < opens_on:
        return no(f"截止日期{in_words(closes_on)}早于开始日期{in_words(opens_on)}，请改正。")
    if closes_on < today:
        return no(f"截止日期{in_words(closes_on)}已过，请填写今天或以后的日期。")
    if not definitions:
        return no("请至少选择一项指标。")
    return YES if members else no("请至少选择一个填报单位。")


def may_hand_in(*, state: str, opens_on: date, locked: bool, today: date, why: str) -> Verdict:
    """After the round is closed it is late, not shut: a late figure is better than none. After it is locked it is an amendment."""
    if today < opens_on:
        return no(f"本轮次{in_words(opens_on)}开始填报。")
    if state == HANDED_IN:
        return no("已经上报，正在审定。需要修改时，请审定人退回。")
    if state == APPROVED and not locked:
        return no("已经审定，本轮次锁定以前不能改动；需要修改时，请审定人退回，或在锁定后申请更正。")
    if locked and not why.strip():
        return no("本轮次已锁定，再次上报即为更正，请写明更正原因。")
    return YES


def may_decide(*, state: str, approve: bool, opinion: str) -> Verdict:
    if state != HANDED_IN:
        return no("只有已上报、未审定的填报可以审定或退回。")
    return YES if approve or opinion.strip() else no("退回请写明原因，填报单位照此修改。")


def may_return_approved(*, state: str, locked: bool, opinion: str) -> Verdict:
    if state != APPROVED or locked:
        return no("只有已审定、未锁定的填报可以再退回。")
    return YES if opinion.strip() else no("退回请写明原因，填报单位照此修改。")


def may_lock(*, locked: bool, states: Collection[str], closes_on: date, today: date) -> Verdict:
    """Nothing is locked that is being looked at; who has not handed in by the closing day is locked out and listed as missing."""
    if locked:
        return no("本轮次已经锁定。")
    if undecided := sum(state == HANDED_IN for state in states):
        return no(f"还有{undecided}个单位已上报、未审定，先审定或退回再锁定。")
    missing = sum(state in (WAITING, RETURNED) for state in states)
    if missing and today <= closes_on:
        return no(f"还有{missing}个单位没有报齐，{in_words(closes_on)}截止以前不能锁定。")
    return YES


def span_words(year: int, span: str) -> str:
    return f"{year}年{SPANS[span] if span else ''}"


def is_late(*, first_on: date | None, closes_on: date, today: date) -> bool:
    """Handed in after the closing day, or not at all by now."""
    return (first_on or today) > closes_on


def due_to_remind(*, opens_on: date, closes_on: date, today: date) -> bool:
    if today < opens_on:
        return False
    if today <= closes_on:
        return today in (opens_on, closes_on - BEFORE, closes_on)
    return (today - closes_on).days % AFTER.days == 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a round stands. Shares over those expected; punctual or late is who has handed in or whose day is over."""

    expected: int
    handed_in: int
    on_time: int
    late: int
    approved: int

    @property
    def completeness(self) -> float | None:
        return self.handed_in / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        decided = self.on_time + self.late
        return self.on_time / decided if decided else None

    @property
    def late_rate(self) -> float | None:
        return self.late / self.expected if self.expected else None


def standing(members: Collection[tuple[date | None, str]], *, closes_on: date, today: date) -> Standing:
    """``members``: day of the first handing in and state."""
    handed = [first for first, _ in members if first is not None]
    return Standing(
        len(members),
        len(handed),
        sum(first <= closes_on for first in handed),
        sum(is_late(first_on=first, closes_on=closes_on, today=today) for first, _ in members),
        sum(state == APPROVED for _, state in members),
    )
