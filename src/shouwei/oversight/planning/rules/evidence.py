"""When a piece of evidence may give way to a new edition of itself."""

from __future__ import annotations

from shouwei.core.verdict import YES, Verdict, no


def may_replace_evidence(*, withdrawn: bool, completed: bool, pending: bool) -> Verdict:
    """Not from under a decision: what a completion rests on stays as it was read."""
    if withdrawn:
        return no("该佐证已撤回，请重新上传。")
    if completed:
        return no("该任务已办结，佐证是办结的依据，不能替换。确需更正，请联系秘书处重启任务。")
    if pending:
        return no("办结申请正在复核，佐证不能替换。请先由牵头部门或秘书处退回申请。")
    return YES
