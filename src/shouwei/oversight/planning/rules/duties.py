"""Taking on a duty, naming its owner, and for which period it may be reported."""

from datetime import date

from shouwei.core.verdict import YES, Verdict, no

from .periods import Period
from .states import in_words


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
