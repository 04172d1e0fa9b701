"""Whether a plan is still supervised, or has become history: recorded, readable, and silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, no

KEPT = "已有记录可查阅、导出和归档"
NOTHING_NEW = "不再安排会议、通报、督办和报送"


def may_go_on(
    *, first_year: int, last_year: int, closed_on: date | None, today: date, withdrawn: bool = False
) -> Verdict:
    """The refusal is the sentence its pages show. What is on its way when a plan ends may still be judged and closed."""
    if closed_on is not None and withdrawn:
        return no(f"本方案已于{in_words(closed_on)}撤回，不作为督办依据；更正后的文件请从“方案”重新发布。")
    if closed_on is not None:
        return no(
            f"本方案已于{in_words(closed_on)}停止督办，以下为历史情况：{NOTHING_NEW}；{KEPT}。可由秘书处在方案总览恢复督办。"
        )
    if last_year < today.year:
        return no(
            f"本方案实施期{first_year}—{last_year}年已满，以下为历史情况：{NOTHING_NEW}；{KEPT}。"
            "需要继续推进的工作，请列入新方案，上传发布后督办。"
        )
    return YES


def may_stop_plan(*, closed_on: date | None, because: str) -> Verdict:
    if closed_on is not None:
        return no(f"本方案已于{in_words(closed_on)}停止督办。")
    return YES if because.strip() else no("停止督办必须写明原因和依据，请填写原因。")


def may_withdraw_plan(*, closed_on: date | None, versions: int, recorded: Mapping[str, int], because: str) -> Verdict:
    """``recorded``: how many records of each kind rest on the plan by now; with any, it can only be corrected or stopped."""
    if closed_on is not None:
        return no(f"本方案已于{in_words(closed_on)}停止督办或撤回，不能再撤回。")
    way_out = "内容有误请导入修订版，作为新版次发布，已有记录随之保留；不再推进请停止督办。"
    if versions > 1:
        return no(f"本方案已有{versions}个版次，不能撤回。{way_out}")
    if found := "、".join(f"{kind}{count}件" for kind, count in recorded.items() if count):
        return no(f"已有{found}，撤回会使这些记录失去依据，因此不能撤回。{way_out}")
    return YES if because.strip() else no("撤回方案必须写明原因，请填写原因。")


def may_resume_plan(*, closed_on: date | None, because: str, withdrawn: bool = False) -> Verdict:
    if withdrawn:
        return no("已撤回的方案不能恢复。更正后的文件在“方案”页待发布，请核对后重新发布。")
    if closed_on is None:
        return no("本方案没有停止督办，无需恢复。")
    return YES if because.strip() else no("恢复督办必须写明原因和依据，请填写原因。")
