"""When an employer is asked whether graduates work there, whom it is asked through, and what follows from the answer.

Source: trust.md 4.2 (E4: the employer's registered contact, independent of school and student); 四不准 (no sham agreements).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, first_refusal, no
from shouwei.ground.links.rules.reaches import Reach, best

MOST_ON_A_PAGE = 40
"""Graduates on one page; an employer with more gets several links."""
FITTING_POSTS = ("人事", "人力", "招聘", "用工")


def may_ask_employer(
    *, registered: bool, closed_on: date | None, contacts: Sequence[Reach], people: int, today: date
) -> Verdict:
    """``people``: graduates of the school at the employer who are reported and have not been asked about."""
    shared = next((one for one in contacts if one.shared_with), None)
    return first_refusal(
        YES if registered else no("单位名录中没有这个统一社会信用代码。请秘书处先登记单位并核实联系人，学校不能代填。"),
        no(f"单位已于{in_words(closed_on)}撤销，不能再请它确认，请核对去向。")
        if closed_on and closed_on <= today
        else YES,
        YES if contacts else no("单位名录中没有这个单位的联系人。请单位自己或秘书处登记人事部门的电话或邮箱。"),
        no(
            f"登记的联系人“{shared.post}”与{shared.shared_with}为同一电话或邮箱，不能代表单位确认。请秘书处核实后更换联系人。"
        )
        if shared is not None and best(contacts, FITTING_POSTS) is None
        else YES,
        YES if people else no("没有需要请单位确认的毕业生：去向上报以后才能请单位确认，已请或已确认的不重复。"),
    )


def may_answer(*, asked: Sequence[int], answered: Sequence[int]) -> Verdict:
    missing = len(set(asked) - set(answered))
    return YES if not missing else no(f"还有{missing}人没有选择，请逐人选择；不清楚的选“不清楚”。")


def question_of(answer: str, *, note: str, employer: str) -> str:
    """What the school is asked after an answer; "" where nothing is to be asked. A correction is put as a question, too."""
    said = f"，并说明：{note}" if note else ""
    if answer == "no":
        return f"“{employer}”答复没有这名毕业生{said}。请核对单位和去向，说明情况或更正。"
    if answer == "left":
        return f"“{employer}”答复这名毕业生已离职{said}。请联系本人，更正去向。"
    if answer == "yes" and note:
        return f"“{employer}”确认在岗，同时更正：{note}。请核对填报内容，需要时更正。"
    return ""


def still_fits(*, code: str, asked_code: str, started_on: date | None, shown_started_on: date | None) -> bool:
    """An employer's word is about what its page showed; another employer or another first day was never confirmed."""
    return code == asked_code and started_on == shown_started_on
