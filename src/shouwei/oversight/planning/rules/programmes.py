"""When a work programme is due and who may do what with it.

Source: note 1 under the founding plan's table — 各项工作的具体落实举措，在本文印发后20天内报秘书处办公室。
"""

from collections.abc import Mapping
from datetime import date

from shouwei.core.verdict import YES, Verdict, no
from shouwei.ground.calendar.rules.working_days import add_days

from .states import in_words


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
