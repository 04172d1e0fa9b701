"""What a 通报 says by rule, and when it may be issued.

Source: practice of 督查通报: 总体情况 with counts, 存在问题 naming items and units, 工作要求.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from shouwei.core.verdict import YES, Verdict, no
from shouwei.ground.calendar.rules.tenday import Tenday, tenday_of

EARLY = 2  # days before its end from which a 旬 may be reported on


def covered(day: date) -> Tenday:
    """The 旬 a bulletin of this day is about: the last to have ended, or the one about to."""
    return tenday_of(day + timedelta(days=EARLY + 1)).previous


def title_for(day: date) -> str:
    return f"关于{covered(day).label}重点任务推进情况的通报"


def demands_for(
    *, overdue: Sequence[str], behind: Sequence[str], programmes: Sequence[str], goals: Sequence[str]
) -> str:
    """One demand a line; the names are units, each once, in their order."""
    lines = []
    if overdue:
        lines.append(
            f"限期办结逾期事项。{_names(overdue)}要逐项说明原因，明确整改措施和完成时间，于5个工作日内报秘书处。"
        )
    if behind:
        lines.append(f"加快推进滞后事项。{_names(behind)}要对照序时进度倒排时间，落实责任人，在下次调度前赶上进度。")
    if programmes:
        lines.append(f"抓紧报送工作方案。{_names(programmes)}要会同落实主体完善细化举措，尽快报秘书处登记。")
    if goals:
        lines.append(f"确立年度工作目标。{_names(goals)}要对长期任务逐项确立本年度可检查的工作目标。")
    lines.append("按期如实报送进展。各单位要按规定周期报送进展和佐证，困难问题及时提出，秘书处协调答复。")
    return "\n".join(lines)


def _names(units: Sequence[str]) -> str:
    return "、".join(dict.fromkeys(units))


def may_change(*, issued_on: date | None) -> Verdict:
    return YES if issued_on is None else no("通报已印发，内容不能再改；如有更正，请另发一期。")


def may_issue(*, issued_on: date | None, title: str, opening: str, demands: str) -> Verdict:
    if issued_on is not None:
        return no("通报已印发，不能重复印发。")
    if not title.strip():
        return no("请填写标题。")
    if not opening.strip():
        return no("请填写总体情况。")
    return YES if demands.strip() else no("请填写工作要求。")
