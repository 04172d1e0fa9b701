"""Joining and leaving the group."""

from datetime import date

from shouwei.core.verdict import YES, Verdict, no


def may_join(*, name: str, kind: str, already: bool) -> Verdict:
    if not name.strip():
        return no("请填写单位全称。")
    if kind not in ("school", "enterprise"):
        return no("成员单位只能是学校或企业。")
    return no(f"“{name}”已是成员单位，无需重复加入。") if already else YES


def may_leave(*, since: date, until: date, ended: bool) -> Verdict:
    if ended:
        return no("该单位已退出集团。")
    return YES if until >= since else no("退出日期早于加入日期，请更正。")
