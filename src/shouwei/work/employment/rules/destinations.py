"""What a destination must say, and when it may still be changed.

Source: 四不准 and the Ministry's rules of reporting (domain.md 2.2, 2.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stdnum.cn import uscc

from shouwei.core.verdict import YES, Verdict, first_refusal, no

from .codes import CODES, RECODED, codes_of, is_employed, needs_employer, stem


@dataclass(frozen=True, slots=True)
class Claimed:
    code: str
    employer_name: str
    employer_code: str
    workplace_county: str
    started_on: date | None
    contract_until: date | None


def may_write(claim: Claimed, *, finished: str, today: date) -> Verdict:
    """``finished``: the student's state on the roll. A wrong employer code is let in and asked about: the paper may be wrong."""
    if finished not in ("graduated", "completed"):
        return no("该生还没有毕业或结业，请先在学籍中登记毕业。")
    if claim.code not in CODES:
        return no(f"“{claim.code}”不是毕业去向代码，请从列表中选择。")
    name = CODES[claim.code]
    return first_refusal(
        no(f"{name}须填写单位名称。") if needs_employer(claim.code) and not claim.employer_name else YES,
        no(f"{name}须填写工作地，本地就业按工作地计算。")
        if is_employed(claim.code) and not claim.workplace_county
        else YES,
        no("工作地应为六位县级行政区划代码。")
        if claim.workplace_county and not (claim.workplace_county.isdigit() and len(claim.workplace_county) == 6)
        else YES,
        no(f"统一社会信用代码“{claim.employer_code}”不能通过校验，请核对营业执照；暂时不知道的可以留空。")
        if claim.employer_code and not uscc.is_valid(claim.employer_code)
        else YES,
        no("起始日期还没有到，请在到岗以后登记。") if claim.started_on and claim.started_on > today else YES,
        no("合同到期不能早于起始日期。")
        if claim.started_on and claim.contract_until and claim.contract_until < claim.started_on
        else YES,
    )


def may_use(code: str, *, cohort: int, present: str) -> Verdict:
    """A code of another edition stays where it stands, and is not written anew. ``present``: what stands there, or ""."""
    if code == present or code in codes_of(cohort) or code not in CODES:
        return YES
    other = RECODED.get(code, stem(code))
    return no(f"“{code} {CODES[code]}”不是{cohort}届使用的代码，请改用“{other} {CODES[other]}”。")


def may_correct(*, state: str, edition: int, seen: int, reason: str) -> Verdict:
    """``state`` "" : not written yet. After reporting a correction says why; after locking it goes through the secretariat."""
    if edition != seen:
        return no("这条去向已被他人修改，下面是您填写的内容，请对照最新内容后再保存。")
    if state == "locked":
        return no("本届去向已锁定，需要更正请先联系秘书处解锁。")
    if state == "reported" and not reason.strip():
        return no("已上报的去向更正时须写明原因；主动更正不影响考核。")
    return YES


def may_report(*, missing: int, of: int) -> Verdict:
    """A school reports when every graduate has a line; saying 待就业 is a line too."""
    if of == 0:
        return no("本届没有毕业生，不需要上报。")
    if missing:
        return no(f"本届{of}名毕业生中还有{missing}人没有登记去向；尚未就业的请如实登记为待就业。")
    return YES
