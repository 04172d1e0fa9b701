"""Extension, completion, reopening, stopping of a duty."""

from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, no


def may_ask_extension(
    *, due_on: date | None, new_due_on: date, last_day: date, today: date, reason: str, closed: bool, pending: bool
) -> Verdict:
    """Only before the day has passed; an extension asked afterwards would be a pardon. ``last_day``: of the plan's years."""
    if closed:
        return no("该任务已办结或中止，无需延期。")
    if due_on is None:
        return no("该任务没有固定期限，无需延期。")
    if pending:
        return no("已有一份延期申请在审批中，请等待结果。")
    if today > due_on:
        return no(f"期限{in_words(due_on)}已过，逾期后不能申请延期。请尽快办理并报送进展，或与秘书处沟通。")
    if new_due_on <= due_on:
        return no(f"申请日期{in_words(new_due_on)}不晚于现期限{in_words(due_on)}，请填写更晚的日期。")
    if new_due_on > last_day:
        return no(
            f"申请日期{in_words(new_due_on)}超出方案实施期（至{in_words(last_day)}）。"
            "请填写实施期内的日期；确需跨期的，请秘书处修订方案。"
        )
    return YES if reason.strip() else no("请填写延期理由。")


def may_decide_extension(*, state: str, stage: str, approve: bool, answer: str) -> Verdict:
    """``stage``: the state in which this person decides (asked for the lead, endorsed for the secretariat)."""
    if state != stage:
        return no("该延期申请的状态已变化，请刷新页面查看最新状态。")
    return YES if approve or answer.strip() else no("不同意延期须写明理由，请填写审批意见。")


def may_move_due_date(*, old_due_on: date, due_on: date | None, completed: bool, stopped: bool) -> Verdict:
    """An application is about one day and one open duty; if either has changed meanwhile, it has to be asked anew."""
    if completed or stopped:
        return no("该任务已办结或中止，延期申请不再有效，请选择“不同意”并写明情况。")
    if due_on != old_due_on:
        now = "已无固定期限" if due_on is None else f"现为{in_words(due_on)}"
        return no(f"申请时的期限为{in_words(old_due_on)}，{now}。请选择“不同意”并写明情况，由单位按新期限重新申请。")
    return YES


def may_ask_completion(
    *, summary: str, evidence: int, closed: bool, pending: bool, long_term: bool, accepted: bool
) -> Verdict:
    """Evidence first: a duty is closed on what was delivered."""
    if not accepted:
        return no("本单位尚未确认承担该任务，请先由单位负责人确认。")
    if closed:
        return no("该任务已办结或中止，不能重复申请。")
    if pending:
        return no("已有一份办结申请在复核中，请等待结果。")
    if long_term:
        return no("长期任务不办结，按年度工作目标评定；确需终止的，请秘书处中止任务。")
    if not summary.strip():
        return no("请填写完成情况。")
    if evidence == 0:
        return no("还没有佐证材料，请至少上传1份佐证后再申请办结。")
    return YES


def may_judge_completion(*, state: str, stage: str, approve: bool, answer: str) -> Verdict:
    if state != stage:
        return no("该办结申请的状态已变化，请刷新页面查看最新状态。")
    return YES if approve or answer.strip() else no("退回必须写明原因，请填写复核意见。")


def may_reopen(*, completed_on: date | None, because: str) -> Verdict:
    if completed_on is None:
        return no("该任务尚未办结，无需重启。")
    return YES if because.strip() else no("重启必须写明原因，请填写原因。")


def may_stop(*, completed_on: date | None, stopped_on: date | None, because: str) -> Verdict:
    if completed_on is not None:
        return no("该任务已办结，不能中止。")
    if stopped_on is not None:
        return no("该任务已中止。")
    return YES if because.strip() else no("中止必须写明原因和依据，请填写原因。")


def may_take_back_duties(*, successor: str, taken: int) -> Verdict:
    """``taken``: duties offered after a merger that the successor has accepted, reported on or seen stopped since."""
    if taken:
        return no(f"{successor}已开始办理其中{taken}项任务，不能撤回交接。并入确属误登的，请与其商定后另行登记更正。")
    return YES
