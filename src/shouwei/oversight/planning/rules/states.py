"""The state of a duty or a task, derived from dates and reports; nobody sets it by hand.

Source: practice of 督查督办 (临期 within 7 days, 滞后 behind 序时进度, 逾期 past its day); note 1 under the founding plan's
table for 长期 tasks, which are judged on their annual goal. A light without a rule cannot be argued with, so every answer
carries its sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shouwei.core.text import in_words

SOON = 7  # days before the due date from which a duty is 临期
TOLERANCE = 15  # percentage points a duty may trail the time elapsed before it is 滞后
SILENCE = 45  # days without any report after which a duty without a date is 滞后
START_GRACE = 30  # days after its beginning during which a duty may rest 未启动


class State(StrEnum):
    NOT_STARTED = "not_started"
    NORMAL = "normal"
    DUE_SOON = "due_soon"
    BEHIND = "behind"
    OVERDUE = "overdue"
    IN_REVIEW = "in_review"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.NOT_STARTED: "未启动",
    State.NORMAL: "正常",
    State.DUE_SOON: "临期",
    State.BEHIND: "滞后",
    State.OVERDUE: "逾期",
    State.IN_REVIEW: "待复核",
    State.DONE: "办结",
    State.STOPPED: "中止",
}
WORST_FIRST = (
    State.OVERDUE,
    State.BEHIND,
    State.DUE_SOON,
    State.IN_REVIEW,
    State.NOT_STARTED,
    State.NORMAL,
    State.DONE,
    State.STOPPED,
)
ALARMING = frozenset({State.OVERDUE, State.BEHIND, State.DUE_SOON})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the state of a duty follows from. ``due_on`` None means 长期, or a trigger that has not come."""

    since: date
    due_on: date | None
    percent: int
    last_reported_on: date | None
    completion_asked_on: date | None = None
    completed_on: date | None = None
    stopped_on: date | None = None
    long_term: bool = False
    has_goal: bool = True
    supervised_from: date | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """A state with the sentence that explains it."""

    state: State
    why: str

    @property
    def label(self) -> str:
        return self.state.label


def elapsed(since: date, due_on: date, today: date) -> int:
    """序时进度: the share of time gone by, in whole per cent from 0 to 100."""
    total = (due_on - since).days
    if total <= 0:
        return 100 if today >= due_on else 0
    return max(0, min(100, (today - since).days * 100 // total))


def state_of(
    since: date,
    due_on: date | None,
    percent: int,
    last_reported_on: date | None,
    completion_asked_on: date | None,
    completed_on: date | None,
    stopped_on: date | None,
    *,
    today: date,
    long_term: bool,
    has_goal: bool,
    supervised_from: date | None,
    last_year: int | None,
) -> State:
    """The state of one duty on ``today``. The first rule that holds decides, in the order written here.

    Plain arguments in the order of :class:`Facts`: a list asks this a thousand times and needs no sentence.
    """
    if stopped_on is not None:
        return State.STOPPED
    if completed_on is not None:
        return State.DONE
    if completion_asked_on is not None:
        return State.IN_REVIEW
    begun = last_reported_on is not None
    if long_term and _is_over(last_year, today):
        # No goal can be set for a year outside the plan, so its absence cannot be held against anyone.
        return State.NORMAL if begun else State.NOT_STARTED
    if long_term and not has_goal:
        return State.OVERDUE
    if long_term or due_on is None:
        if (today - (last_reported_on or _counted_from(since, supervised_from))).days > SILENCE:
            return State.BEHIND
        return State.NORMAL if begun else State.NOT_STARTED
    if _is_history(due_on, supervised_from):
        return State.NOT_STARTED
    if today > due_on:
        return State.OVERDUE
    if percent + TOLERANCE < elapsed(since, due_on, today) and (begun or (today - since).days > START_GRACE):
        return State.BEHIND
    if (due_on - today).days <= SOON:
        return State.DUE_SOON
    return State.NORMAL if begun else State.NOT_STARTED


def _is_over(last_year: int | None, today: date) -> bool:
    return last_year is not None and today.year > last_year


def _is_history(due_on: date, supervised_from: date | None) -> bool:
    return supervised_from is not None and due_on < supervised_from


def _counted_from(since: date, supervised_from: date | None) -> date:
    """Silence is counted from the beginning of the duty, but not from before the plan was supervised."""
    return since if supervised_from is None else max(since, supervised_from)


def light_of(facts: Facts, today: date) -> Light:
    """The state of one duty with the sentence that explains it."""
    state = state_of(
        facts.since,
        facts.due_on,
        facts.percent,
        facts.last_reported_on,
        facts.completion_asked_on,
        facts.completed_on,
        facts.stopped_on,
        today=today,
        long_term=facts.long_term,
        has_goal=facts.has_goal,
        supervised_from=facts.supervised_from,
        last_year=facts.last_year,
    )
    return Light(state, _why(state, facts, today))


def _why(state: State, facts: Facts, today: date) -> str:
    """The sentence for a state already decided, with the figures it was decided on."""
    if state is State.STOPPED and facts.stopped_on is not None:
        return f"已于{in_words(facts.stopped_on)}批准中止。"
    if state is State.DONE and facts.completed_on is not None:
        return f"已于{in_words(facts.completed_on)}完成，经秘书处确认办结。"
    if state is State.IN_REVIEW and facts.completion_asked_on is not None:
        return f"{in_words(facts.completion_asked_on)}已申请办结，等待复核。"
    if facts.long_term and _is_over(facts.last_year, today):
        return f"长期任务，实施期至{facts.last_year}年，已结束，不再预警；请补录办结情况。"
    if facts.long_term and not facts.has_goal:
        return f"长期任务，{today.year}年度工作目标尚未确立。"
    if facts.long_term:
        return _why_by_silence(state, facts, today, f"长期任务，{today.year}年度工作目标已确立")
    if facts.due_on is None:
        return _why_by_silence(state, facts, today, "未定截止日期")
    return _why_by_date(state, facts, facts.due_on, today)


def _why_by_silence(state: State, facts: Facts, today: date, opening: str) -> str:
    if facts.last_reported_on is None:
        if state is State.NOT_STARTED:
            return f"{opening}；尚无进展报告。"
        begun = _counted_from(facts.since, facts.supervised_from)
        return f"{opening}；自{in_words(begun)}起超过{SILENCE}天没有进展报告。"
    if state is State.NORMAL:
        return f"{opening}；最近报告{in_words(facts.last_reported_on)}。"
    return f"{opening}；已有{(today - facts.last_reported_on).days}天没有进展报告（超过{SILENCE}天）。"


def _why_by_date(state: State, facts: Facts, due_on: date, today: date) -> str:
    if facts.supervised_from is not None and _is_history(due_on, facts.supervised_from):
        since = in_words(facts.supervised_from)
        return f"期限{in_words(due_on)}早于督办起始日{since}，属历史事项，不预警；请补录办结情况。"
    gone = elapsed(facts.since, due_on, today)
    sentences = {
        State.OVERDUE: f"期限{in_words(due_on)}，已逾期{(today - due_on).days}天，完成率{facts.percent}%。",
        State.BEHIND: f"完成率{facts.percent}%，低于序时进度{gone}%超过{TOLERANCE}个百分点。",
        State.DUE_SOON: f"距期限{in_words(due_on)}还有{(due_on - today).days}天，完成率{facts.percent}%。",
        State.NOT_STARTED: f"尚无进展报告；期限{in_words(due_on)}，序时进度{gone}%。",
    }
    return sentences.get(state, f"完成率{facts.percent}%，序时进度{gone}%，期限{in_words(due_on)}。")


def light_of_task(states: Iterable[State], *, stopped_on: date | None = None) -> Light:
    """A task stands as badly as its worst duty; it is done when every duty that was not stopped is done."""
    if stopped_on is not None:
        return Light(State.STOPPED, f"已于{in_words(stopped_on)}批准中止。")
    counts = Counter(states)
    if not counts:
        return Light(State.NOT_STARTED, "尚无分担单位。")
    active = {state: n for state, n in counts.items() if state is not State.STOPPED}
    if not active:
        return Light(State.STOPPED, f"{counts[State.STOPPED]}个单位的分担均已中止。")
    why = "分担单位：" + "，".join(f"{state.label}{active[state]}个" for state in WORST_FIRST if state in active) + "。"
    worst = next(state for state in WORST_FIRST if state in active)
    if worst is State.NOT_STARTED and active.keys() & {State.NORMAL, State.DONE}:
        # Some have begun: the task as a whole is under way.
        return Light(State.NORMAL, why)
    return Light(worst, why)
