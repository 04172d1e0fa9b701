"""Taking on a duty, naming its owner, and for which period it may be reported."""

from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, no

from .periods import Period


def may_accept(*, accepted_on: date | None, stopped_on: date | None) -> Verdict:
    """A duty offered to a member that joined later."""
    if accepted_on is not None:
        return no(f"该任务已于{in_words(accepted_on)}确认承担，无需重复确认。")
    return YES if stopped_on is None else no("该任务已中止，无需确认。")


def may_assign(*, belongs: bool, completed: bool, stopped: bool) -> Verdict:
    """``belongs``: whether the person holds a role at the member today."""
    if completed or stopped:
        return no("该任务已办结或中止，不再指定责任人。")
    return YES if belongs else no("责任人须为本单位在册人员，请先由管理员为其开通账号。")


def may_report_on(period: Period, *, since: date, today: date) -> Verdict:
    """A report is about a period that has begun and in which the duty was already owed; late is allowed and shows."""
    if period.first > today:
        return no(f"{period.label}尚未开始，不能提前报送。")
    if period.last < since:
        return no(f"本单位自{in_words(since)}起承担该任务，{period.label}不需要报送。")
    return YES


DECLINED = "单位未承担："


def may_decline(*, accepted_on: date | None, stopped_on: date | None, because: str) -> Verdict:
    """Only what was offered may be declined; what was taken on is stopped by the secretariat or extended."""
    if accepted_on is not None:
        return no(
            f"该任务已于{in_words(accepted_on)}确认承担，不能再答复不承担；确有困难的，请在进展中反映，或申请延期。"
        )
    if stopped_on is not None:
        return no("该任务已中止或已答复不承担。")
    return YES if because.strip() else no("不承担须写明原因，请填写原因。")


def may_offer_again(*, declined: bool, reason: str, because: str) -> Verdict:
    """``declined``: stopped without ever having been taken on; ``reason`` tells a refusal from a stop by others."""
    if not declined or not reason.startswith(DECLINED):
        return no("只有单位答复不承担的任务可以再次请其承担。")
    return YES if because.strip() else no("再次请单位承担须写明协商情况，请填写。")


def may_withdraw_evidence(*, withdrawn: bool, completed: bool, pending: bool, because: str) -> Verdict:
    """Not from under a decision: what a completion rests on stays."""
    if withdrawn:
        return no("该佐证已撤回。")
    if completed:
        return no("该任务已办结，佐证是办结的依据，不能撤回。确需更正，请联系秘书处重启任务。")
    if pending:
        return no("办结申请正在复核，佐证不能撤回。请先由牵头部门或秘书处退回申请。")
    return YES if because.strip() else no("撤回须写明原因，请填写原因。")
