"""Joining and leaving the group."""

from datetime import date

from shouwei.core.verdict import YES, Verdict, no


def may_join(*, name: str, kind: str, already: bool, became: str = "", now: str = "") -> Verdict:
    """``became``: what became of it, when it is no more; ``now``: its full name, when it was called by another."""
    if not name.strip():
        return no("请填写单位全称。")
    if kind not in ("school", "enterprise"):
        return no("成员单位只能是学校或企业。")
    if became:
        return no(f"“{now or name}”{became}，不能再加入集团。")
    if now:
        return no(f"“{name}”是“{now}”的简称或原名称，请填写现在的全称；确是另一个单位的，请先在单位名录中增加。")
    return no(f"“{name}”已是成员单位，无需重复加入。") if already else YES


def may_leave(*, since: date, until: date, ended: bool) -> Verdict:
    if ended:
        return no("该单位已退出集团。")
    return YES if until >= since else no("退出日期早于加入日期，请更正。")
