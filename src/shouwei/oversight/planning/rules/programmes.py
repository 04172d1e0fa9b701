"""When a work programme is due and who may do what with it.

Source: note 1 under the founding plan's table — 各项工作的具体落实举措，在本文印发后20天内报秘书处办公室。
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, no
from shouwei.ground.calendar.rules.working_days import add_days


def programme_due(issued_on: date, days: int, *, working: bool, exceptions: Mapping[date, bool]) -> date:
    """Issue date + ``days``. Natural days unless the plan says working days; the day of issue does not count."""
    return add_days(issued_on, days, working=working, exceptions=exceptions)


def may_edit(*, state: str) -> Verdict:
    if state in ("draft", "returned"):
        return YES
    return no("工作方案已报送，不能修改。如需修改，请联系秘书处退回。")


def may_submit(*, state: str, text: str, measures: int) -> Verdict:
    if state not in ("draft", "returned"):
        return no("工作方案已报送，不能重复报送。如需修改，请联系秘书处退回。")
    if not text.strip():
        return no("工作方案正文为空，请先填写工作方案。")
    if measures == 0:
        return no("还没有细化举措，请至少填写1条举措（责任人、完成日期、成果形式、佐证要求）。")
    return YES


def may_judge(*, state: str) -> Verdict:
    return YES if state == "submitted" else no("该工作方案不在待登记状态，请刷新页面查看最新状态。")


def may_return(*, state: str, because: str) -> Verdict:
    if not because.strip():
        return no("退回必须写明原因，请填写退回原因。")
    return may_judge(state=state)


def measure_fits(*, due_on: date, task_due_on: date | None) -> Verdict:
    """A step may not end after the task it serves."""
    if task_due_on is not None and due_on > task_due_on:
        return no(f"举措完成日期{in_words(due_on)}晚于任务期限{in_words(task_due_on)}。请提前，或先为该任务申请延期。")
    return YES


def may_write_part(*, owes: bool, programme_state: str, part_state: str | None) -> Verdict:
    """``owes``: the member carries the task now. ``part_state`` None: nothing written yet."""
    if not owes:
        return no("本单位尚未确认承担该任务，或分担已中止，无需编写本单位方案。")
    if programme_state not in ("draft", "returned"):
        return no("牵头部门已报送工作方案，不再接收本单位方案。如需补充，请与牵头部门联系。")
    if part_state == "submitted":
        return no("本单位方案已提交，正由牵头部门审核。如需修改，请牵头部门退回。")
    if part_state == "accepted":
        return no("本单位方案已被牵头部门采纳，不能再修改。如需调整，请与牵头部门联系。")
    return YES


def may_submit_part(*, text: str, measures: int) -> Verdict:
    """A member may leave the prose to the lead, or have no step of its own, but not both."""
    if not text.strip() and measures == 0:
        return no("本单位方案为空，请填写方案文字或至少1条本单位的举措。")
    return YES


def may_judge_part(*, programme_state: str, part_state: str) -> Verdict:
    if part_state != "submitted":
        return no("该单位方案不在待审核状态，请刷新页面查看最新状态。")
    if programme_state not in ("draft", "returned"):
        return no("工作方案已报送，不能再采纳或退回单位方案。如需并入，请联系秘书处退回工作方案。")
    return YES


def may_return_part(*, programme_state: str, part_state: str, because: str) -> Verdict:
    if not because.strip():
        return no("退回必须写明原因，请填写退回原因。")
    return may_judge_part(programme_state=programme_state, part_state=part_state)


def may_finish(*, programme_state: str, done_on: date | None, finished_on: date, today: date) -> Verdict:
    """A measure is finished on a day that has come, and only once the programme stands."""
    if programme_state != "registered":
        return no("工作方案登记后，才能登记举措完成。")
    if done_on is not None:
        return no(f"该举措已于{in_words(done_on)}登记完成。")
    if finished_on > today:
        return no(f"完成日期{in_words(finished_on)}晚于今天{in_words(today)}，请更正。")
    return YES


@dataclass(frozen=True, slots=True)
class Standing:
    """How a programme stands against its day. ``late`` counts days after it; 0 is in time or not due."""

    late: int
    left: int | None
    """Days still to go; None once it is sent, late or history."""
    why: str


def standing_of(*, due_on: date, sent_on: date | None, supervised_from: date, today: date) -> Standing:
    """``sent_on``: the day of the submission that stands; None while drafted or returned."""
    if due_on < supervised_from:
        return Standing(0, None, f"期限{in_words(due_on)}早于督办起始日，属历史事项，不计逾期。")
    if sent_on is not None:
        late = max(0, (sent_on - due_on).days)
        end = f"逾期{late}天" if late else "按期"
        return Standing(late, None, f"{in_words(sent_on)}报送，期限{in_words(due_on)}，{end}。")
    late = (today - due_on).days
    if late > 0:
        return Standing(late, None, f"期限{in_words(due_on)}，已逾期{late}天，尚未报送。")
    return Standing(0, -late, f"期限{in_words(due_on)}，还有{-late}天。")


WARN_DAYS = 7  # days before the due date on which a lead is first reminded


def reminder_stage(due_on: date, today: date) -> str | None:
    """The latest reminder whose time has come: a week before, the day before, or the day after; None before all of them.

    A function of the dates alone, so that a day on which the clock stood still loses no reminder.
    """
    if today > due_on:
        return "late"
    if today >= due_on - timedelta(days=1):
        return "last"
    return "soon" if today >= due_on - timedelta(days=WARN_DAYS) else None
