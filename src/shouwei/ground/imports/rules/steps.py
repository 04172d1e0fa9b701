"""When an import may be confirmed, cancelled, undone."""

from __future__ import annotations

from datetime import datetime

from shouwei.core.verdict import YES, Verdict, no

STATES = {
    "checking": "正在核对",
    "storing": "正在导入",
    "done": "已经导入",
    "undoing": "正在撤销",
    "undone": "已经撤销",
    "refused": "不能读取",
    "cancelled": "已经取消",
}


def may_confirm(*, state: str, good: int, refused: int, only_good: bool) -> Verdict:
    """Exactly one confirmation wins; faults must be accepted aloud."""
    if state != "checked":
        return no(f"这次导入{STATES.get(state, '已有变化')}，不用再确认。请刷新页面查看结果。")
    if good == 0:
        return no("没有可以导入的行。请按错误说明改正后重新上传。")
    if refused and not only_good:
        return no(f"有{refused}行有误。请选择“只导入无误的{good}行”，或者改正后重新上传。")
    return YES


def may_cancel(*, state: str) -> Verdict:
    if state in ("checking", "checked", "storing"):
        return YES
    return no(f"这次导入{STATES.get(state, '已有变化')}，不能取消。")


def may_undo(*, state: str, until: datetime | None, now: datetime, kept: bool) -> Verdict:
    """For a day after the import, as long as the file is kept."""
    if state != "done":
        return no(f"这次导入{STATES.get(state, '尚未完成')}，不能撤销。")
    if until is None or now > until or not kept:
        return no("导入已超过一天，不能整批撤销。请逐条修改，或重新导入正确的表。")
    return YES


def may_go_on(*, before: int, now: int) -> Verdict:
    """What was confirmed must still hold when it is stored: rows refused since the preview stop the import."""
    if now > before:
        return no(f"核对之后数据有变化：有误的行由{before}行变为{now}行。没有导入任何一行，请重新核对后再确认。")
    return YES
