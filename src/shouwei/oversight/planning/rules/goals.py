"""年度工作目标 of 长期 tasks: when one may be set, changed and judged.

Source: note 1 under the founding plan's table — a task marked 长期 must have a goal for each year. Without one for the
current year the task is 逾期 (rules/states.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, first_refusal, no

SHORTEST = 10
"""Characters. A goal is judged at the end of its year; 抓好落实 and the like say nothing that could be judged."""
LONGEST = 1000
ROLL_FROM = (12, 15)
"""Month and day from which a year is judged and the next year's goal is asked for."""


def may_set(
    *,
    long_term: bool,
    stopped: bool,
    year: int,
    first_year: int,
    last_year: int,
    text: str,
    judged: bool,
    supervised_from: date,
    today: date,
) -> Verdict:
    """``judged``: the goal of that year has had its year-end review."""
    return first_refusal(
        _task_takes_goals(long_term=long_term, stopped=stopped),
        _year_is_open(year, first_year, last_year, supervised_from, today),
        no(f"{year}年度目标已作年末评定，不能再修改。") if judged else YES,
        _says_enough(text, "年度工作目标"),
    )


def _task_takes_goals(*, long_term: bool, stopped: bool) -> Verdict:
    if not long_term:
        return no("该任务有完成时限，按期限督办，不设年度工作目标。")
    return no("该任务已中止，不再设年度工作目标。") if stopped else YES


def _year_is_open(year: int, first_year: int, last_year: int, supervised_from: date, today: date) -> Verdict:
    if not first_year <= year <= last_year:
        return no(f"方案实施期为{first_year}—{last_year}年，不能设{year}年度目标。")
    if year > today.year + 1:
        return no(f"现在可设{today.year}、{today.year + 1}年度目标，{year}年度目标请到{year - 1}年再设。")
    # A year that was over before supervision began is history and may be entered for the record.
    if year < today.year and year >= supervised_from.year:
        return no(f"{year}年度已结束，不能补设目标；可在下一年度目标中说明。")
    return YES


def _says_enough(text: str, what: str) -> Verdict:
    length = len("".join(text.split()))
    if length == 0:
        return no(f"请填写{what}。")
    if length < SHORTEST:
        return no(f"{what}只有{length}字，难以评定，请写明内容、数量和时间，至少{SHORTEST}字。")
    return YES if length <= LONGEST else no(f"{what}{length}字，超过{LONGEST}字，请精简。")


def carried_over(text: str, year: int) -> str:
    """Last year's goal as a beginning for ``year``: where it names its own year, the new one stands."""
    return re.sub(rf"(?<!\d){year - 1}(?=\s*年)", str(year), text)


def judged_from(year: int) -> date:
    """The first day on which the goals of ``year`` are judged."""
    return date(year, *ROLL_FROM)


def may_judge_goal(*, exists: bool, judged: bool, year: int, review: str, today: date) -> Verdict:
    """达成 or 未达成, each with a few words that a successor can follow."""
    opens = judged_from(year)
    if not exists:
        return no(f"{year}年度没有设目标，无从评定。")
    if judged:
        return no(f"{year}年度目标已评定，不能更改。")
    if today < opens:
        return no(f"{year}年度目标自{in_words(opens)}起评定。")
    return _says_enough(review, f"{year}年度小结")


def years_to_remind(*, first_year: int, last_year: int, today: date) -> Iterator[tuple[int, str]]:
    """Years whose missing goals are asked for today, each with the name of the occasion; every occasion is told once.

    The running year once every month; the coming year once from the middle of December.
    """
    if first_year <= today.year <= last_year:
        yield today.year, f"{today:%Y-%m}"
    if (today.month, today.day) >= ROLL_FROM and first_year <= today.year + 1 <= last_year:
        yield today.year + 1, f"{today:%Y}-roll"
