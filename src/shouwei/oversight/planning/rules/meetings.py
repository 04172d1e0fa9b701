"""What may be done with a meeting, its agenda and its decisions."""

from __future__ import annotations

from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, first_refusal, no

PLANNED = "planned"


def may_plan(*, exists: bool, label: str, kind: str, held_on: date, first: date, last: date) -> Verdict:
    """``kind`` in words. A meeting may slip past its period, but not before it."""
    if exists:
        return no(f"{label}的{kind}已经建立，一期只开一次；请打开已有会议，或选择其他日期。")
    if held_on < first:
        return no(f"会议日期{in_words(held_on)}早于本期起始日{in_words(first)}，请更正。")
    if (held_on - last).days > 10:
        return no(f"会议日期{in_words(held_on)}比本期结束日{in_words(last)}晚10天以上，请改为安排下一期。")
    return YES


def may_change_agenda(*, state: str) -> Verdict:
    return YES if state == PLANNED else no("会议已召开，议题不能再改；未解决的议题会自动转入下次会议。")


def may_name_item(*, state: str, subject: str) -> Verdict:
    return first_refusal(may_change_agenda(state=state), YES if subject.strip() else no("请填写议题。"))


def may_hold(*, state: str, held_on: date, today: date, chair: str, attendance: str) -> Verdict:
    """What the minutes cannot do without."""
    if state != PLANNED:
        return no("该会议的纪要已定稿，不能重复提交。")
    if held_on > today:
        return no(f"会议日期{in_words(held_on)}还没有到，不能定稿纪要；可先保存草稿。")
    if not chair.strip():
        return no("请填写主持人。")
    return YES if attendance.strip() else no("请填写出席人员或单位。")


def may_decide(*, state: str, text: str, due_on: date, held_on: date) -> Verdict:
    if state != PLANNED:
        return no("该会议的纪要已定稿，不能再增加议定事项；请在下次会议议定。")
    if not text.strip():
        return no("请填写议定事项。")
    if due_on < held_on:
        return no(f"完成期限{in_words(due_on)}早于会议日期{in_words(held_on)}，请更正。")
    return YES


def may_finish(*, done_on: date | None, result: str) -> Verdict:
    if done_on is not None:
        return no(f"该议定事项已于{in_words(done_on)}完成。")
    return YES if result.strip() else no("请填写落实情况。")


def may_make_pack(*, state: str) -> Verdict:
    return YES if state == PLANNED else no("会议已召开，材料以会上使用的一份为准，不能重新生成。")
