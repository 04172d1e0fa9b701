"""Which figures may be used alone to judge somebody's work.

Source: the Ministry's 三不得 of 17 June 2022: 不得将单一毕业去向落实率与就业工作人员绩效考核、评优评先等挂钩 (domain.md 2.4, trust.md 0 b).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shouwei.core.verdict import YES, Verdict, no

SOURCE = "教育部“三不得”要求，2022年6月17日"
REASON = f"毕业去向的比率不得单独用于考核（{SOURCE}：不得将单一毕业去向落实率与就业工作人员考核、评优挂钩）"


def is_placement_rate(spec: Mapping[str, Any]) -> bool:
    """Whichever part of the graduates it counts: a rate of those without work is the same number from the other side."""
    return bool(spec["fact"] == "destinations")


def may_stand_alone(spec: Mapping[str, Any], *, alone: bool) -> Verdict:
    """``alone``: what the definition says of itself."""
    if is_placement_rate(spec):
        return no(f"{REASON}；须与经核实的证据、服务和如实改正合用。")
    return YES if alone else no("理事会没有同意本口径单独用于考核，须与其他指标合用。")


def may_appraise(names: Sequence[str], verdicts: Sequence[Verdict]) -> Verdict:
    """Several figures together: at least one must be able to stand alone; two readings of one rate are still one rate."""
    if not verdicts:
        return no("请先选择用于考核的指标。")
    if any(verdicts):
        return YES
    if len(verdicts) == 1:
        return verdicts[0]
    return no(f"{'、'.join(f'“{name}”' for name in names)}：{verdicts[0].reason}")
