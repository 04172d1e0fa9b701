"""学籍异动: what may happen to a student's place on the roll, and what it leaves.

Source: 中等职业学校学生学籍管理办法 and 普通高等学校学生管理规定 name the kinds; the days and papers a school asks for are its own rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, first_refusal, no

OPEN = frozenset({"enrolled", "suspended"})
"""Somebody is still on the roll."""


@dataclass(frozen=True, slots=True)
class Kind:
    """From which states a change may come, and the state it leaves ("" leaves it as it is)."""

    label: str
    comes_from: frozenset[str]
    leaves: str
    needs_reason: bool = True


KINDS: dict[str, Kind] = {
    "suspend": Kind("休学", frozenset({"enrolled"}), "suspended"),
    "resume": Kind("复学", frozenset({"suspended"}), "enrolled", needs_reason=False),
    "change_specialty": Kind("转专业", frozenset({"enrolled"}), ""),
    "transfer_out": Kind("转出", OPEN, "transferred"),
    "withdraw": Kind("退学", OPEN, "withdrawn"),
    "graduate": Kind("毕业", frozenset({"enrolled"}), "graduated", needs_reason=False),
    "complete": Kind("结业", frozenset({"enrolled"}), "completed", needs_reason=False),
}
STATES = {
    "enrolled": "在籍",
    "suspended": "休学",
    "graduated": "毕业",
    "completed": "结业",
    "withdrawn": "退学",
    "transferred": "转出",
}
LEAST_AGE, MOST_AGE = 12, 70
"""Ages at entry outside these are taken for a slip of the pen."""


def may_change(kind: str, *, state: str, since: date, on: date, today: date, reason: str) -> Verdict:
    """``since``: when the present state began. A change never lies before it nor in the future."""
    change = KINDS[kind]
    return first_refusal(
        YES
        if state in change.comes_from
        else no(f"该生现为{STATES[state]}，不能办理{change.label}；只有{_listed(change.comes_from)}的学生可以。"),
        YES if on >= since else no(f"发生日期不能早于现状态的起始日期{in_words(since)}。"),
        YES if on <= today else no(f"发生日期{in_words(on)}还没有到，请在当天或以后登记。"),
        no(f"请写明{change.label}的原因。") if change.needs_reason and not reason.strip() else YES,
    )


def may_move(*, code: str, name: str, present_code: str, present_name: str) -> Verdict:
    """转专业: where to."""
    if not code or not name:
        return no("请填写转入的专业代码和名称。")
    return no(f"该生已在{present_name}专业，请填写另一个专业。") if code == present_code else YES


def cohort_of(state: str, since: date) -> int | None:
    return since.year if state in ("graduated", "completed") else None


def changes_open_to(state: str) -> list[str]:
    return [name for name, change in KINDS.items() if state in change.comes_from]


def may_take_back(*, recorded_on: date, today: date, is_latest: bool) -> Verdict:
    """A slip can be taken back for a day, the latest change only; later it is corrected by another change."""
    if not is_latest:
        return no("只能撤回最近一次异动。")
    return YES if (today - recorded_on).days <= 1 else no("登记满一天后不能撤回，请再登记一次异动予以更正。")


def wrong_dates(*, born_on: date, entered_on: date, entry_year: int) -> list[tuple[str, str]]:
    """(field, sentence) for what cannot be; empty when all is possible."""
    wrong = []
    age = entered_on.year - born_on.year - ((entered_on.month, entered_on.day) < (born_on.month, born_on.day))
    if not LEAST_AGE <= age <= MOST_AGE:
        wrong.append(("born_on", f"按出生日期{in_words(born_on)}，入学时{age}岁，请核对出生日期和入学日期。"))
    if abs(entered_on.year - entry_year) > 1:
        wrong.append(("entry_year", f"年级为{entry_year}级，入学日期却是{in_words(entered_on)}，请核对。"))
    return wrong


def _listed(states: frozenset[str]) -> str:
    return "、".join(STATES[state] for state in STATES if state in states)
