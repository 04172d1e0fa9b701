"""What an entry in an outside register says about a claimed destination. Source: trust.md 4.2 (E5: social insurance, tax, further study)."""

from __future__ import annotations

from datetime import date

from shouwei.core.verdict import YES, Verdict, first_refusal, no

from .codes import SERVICE, STUDY, is_employed, stem

EMPLOYERS = ("社会保险", "个人所得税")
"""Registers that name an employer."""
OWN_BUSINESS = "市场主体登记"
ELSEWHERE = {"学籍": STUDY, "入伍登记": SERVICE, OWN_BUSINESS: frozenset({"75"})}
REGISTERS = (*EMPLOYERS, *ELSEWHERE)


def may_match(*, register: str, code: str, claimed: str, found: str, on: date, today: date) -> Verdict:
    """``claimed`` and ``found`` are employers' credit codes, of the school's line and of the register."""
    if register in EMPLOYERS:
        fits = is_employed(code)
        same = bool(found) and found == claimed
    else:
        fits, same = stem(code) in ELSEWHERE[register], True
    return first_refusal(
        no("比对日期还没有到，请核对。") if on > today else YES,
        no(f"{register}不能证明这条去向（代码{code}），不作比对相符。") if not fits else YES,
        no(
            f"登记单位{found or '空缺'}与学校填报的{claimed or '空缺'}不一致，不作比对相符；请在“毕业去向”中核查提问，由学校说明或更正。"
        )
        if not same
        else YES,
    )
