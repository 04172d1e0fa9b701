"""Progress reports and difficulties: what may be sent, approved, judged, answered."""

from datetime import date

from shouwei.core.verdict import YES, Verdict, no

EDITABLE = ("draft", "returned")


def may_write(*, state: str | None, completed: bool, stopped: bool, accepted: bool) -> Verdict:
    """``state`` of the report of this period, None when there is none yet."""
    if not accepted:
        return no("本单位尚未确认承担该任务，请先由单位负责人确认。")
    if completed:
        return no("该任务已办结，不再报送进展。确需补报，请联系秘书处重启任务。")
    if stopped:
        return no("该任务已中止，不再报送进展。")
    if state == "submitted":
        return no("本期进展已提交，正由单位负责人审核，不能修改。如需更正，请单位负责人退回。")
    if state is not None and state not in EDITABLE:
        return no("本期进展已报送，不能修改。如需更正，请联系牵头部门退回。")
    return YES


def may_submit(*, text: str, percent: int, no_change: bool, last_percent: int) -> Verdict:
    if not no_change and not text.strip():
        return no("进展情况为空。请填写本期进展；确无进展的，可选“本期无变化”。")
    if not 0 <= percent <= 100:
        return no(f"完成率{percent}%不在0—100%之间，请更正。")
    if no_change and percent != last_percent:
        return no(f"选择了“本期无变化”，但完成率由{last_percent}%改为{percent}%，请更正其中一项。")
    return YES


def tick_fits(*, no_change: bool, text: str, last_text: str) -> Verdict:
    """A changed text and 本期无变化 contradict each other; what was typed is never dropped silently."""
    if no_change and text.strip() and text.strip() != last_text.strip():
        return no("填写了新的进展情况，又选择了“本期无变化”，请去掉其中一项。")
    return YES


def may_approve(*, state: str) -> Verdict:
    return YES if state == "submitted" else no("该报告不在待单位负责人审核状态，请刷新页面查看最新状态。")


def may_judge(*, state: str) -> Verdict:
    return YES if state == "approved" else no("该报告不在待牵头部门审核状态，请刷新页面查看最新状态。")


def may_return(*, state: str, because: str, stage: str) -> Verdict:
    """``stage`` is the state a report must be in for this person to return it."""
    if not because.strip():
        return no("退回必须写明原因，请填写退回原因。")
    if state != stage:
        return no("该报告的状态已变化，请刷新页面查看最新状态。")
    return YES


def may_answer(*, answered_on: date | None, answer: str) -> Verdict:
    """Answer to a difficulty."""
    if answered_on is not None:
        return no("该困难已答复，不能重复答复。")
    return YES if answer.strip() else no("答复内容为空，请填写答复意见。")


def may_escalate(*, level: str, answered_on: date | None) -> Verdict:
    if answered_on is not None:
        return no("该困难已答复，无需再提请理事会。")
    return YES if level == "secretariat" else no("该困难已提请理事会。")
