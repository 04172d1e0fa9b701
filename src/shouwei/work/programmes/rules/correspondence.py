"""When two categories may be said to correspond: they belong to different groupings, and it is said in what they agree."""

from __future__ import annotations

from shouwei.core.verdict import YES, Verdict, no


def may_correspond(*, one: str, grouping: str, other: str, other_grouping: str) -> Verdict:
    """Two names and the groupings they stand in, in words."""
    if grouping == other_grouping:
        return no(f"“{one}”和“{other}”同属{grouping}，对应关系只在不同的分类之间登记。")
    return YES


def may_be_noted(note: str) -> Verdict:
    return YES if note.strip() else no("请说明相同在哪里、不同在哪里。")
