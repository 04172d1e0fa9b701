"""When a programme may be renamed, recoded, merged or moved.

Source: 教职成〔2015〕10号 (changes of filed programmes rest on a filing or an approval).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, first_refusal, no

RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Succession:
    kind: str
    happened_on: date
    source: str
    new_name: str = ""


def may_succeed(change: Succession, *, now: str, goes: bool, goes_into_itself: bool, today: date) -> Verdict:
    """``now``: the name as it stands; ``goes``: whether another programme is named."""
    somewhere = change.kind != RENAMED
    return first_refusal(
        no("请写明依据，例如备案或批复文件的名称和文号。") if not change.source.strip() else YES,
        no("变更日期还没有到，请在当天或以后登记。") if change.happened_on > today else YES,
        no("换代码、并入、划转须选择去往的专业点；还没有的请先登记新的专业点。") if somewhere and not goes else YES,
        no("专业点不能并入自己。") if goes_into_itself else YES,
        no("更名不涉及其他专业点；两个专业点合并请选择并入。") if goes and not somewhere else YES,
        no(f"更名须填写新的专业名称，现为“{now}”。")
        if change.kind == RENAMED and change.new_name.strip() in ("", now)
        else YES,
    )


def may_be_renamed_then(change: Succession, *, last: date | None) -> Verdict:
    """``last``: when it last changed its name; the name that stands is always that of the latest change."""
    if change.kind == RENAMED and last is not None and change.happened_on < last:
        return no(f"{in_words(last)}已经更名，不能再登记比这更早的更名。")
    return YES
