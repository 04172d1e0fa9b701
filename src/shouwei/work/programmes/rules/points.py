"""What may be written of a programme: how it stands in a year, and that a firm works with it.

Source: 教职成〔2015〕10号: a specialty is filed before anybody is enrolled in it.
"""

from __future__ import annotations

from datetime import date

from shouwei.core.verdict import YES, Verdict, no

NEEDS_PAPER = frozenset({"filed", "enrolling", "closed"})


def may_set_status(*, status: str, source: str) -> Verdict:
    """``source``: the paper it rests on."""
    if status in NEEDS_PAPER and not source.strip():
        return no("已备案、招生、撤销须写明依据，例如备案文件的名称和文号。")
    return YES


def may_last(*, since: date, until: date | None) -> Verdict:
    return no("结束日期不能早于开始日期。") if until is not None and until < since else YES


def may_go_on(*, enterprise: str, goes_on: bool) -> Verdict:
    """``goes_on``: the same partnership is registered without an end."""
    return no(f"与{enterprise}的这项合作已经登记，且仍在进行；先填写那一项的结束日期。") if goes_on else YES
