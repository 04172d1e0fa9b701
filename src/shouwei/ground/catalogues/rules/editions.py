"""When an edition may be published, discarded, and which one counts on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shouwei.core.verdict import YES, Verdict, first_refusal, no


@dataclass(frozen=True, slots=True)
class About:
    """What the person says of the edition."""

    catalogue: str
    name: str
    source: str
    issued_on: date | None = None
    used_from: date | None = None
    note: str = ""


def may_import(*, name: str, source: str, taken: bool) -> Verdict:
    return first_refusal(
        YES if name.strip() else no("请填写版本名称，如：2021目录。"),
        YES if source.strip() else no("请填写来源，如发文字号或发布机关。"),
        no(f"已有名为“{name}”的已发布版本。版本发布后不能更改，请另起版本名称。") if taken else YES,
    )


def may_publish(*, state: str, codes: int, problems: int) -> Verdict:
    """With problems it may be published only once they have been corrected: a wrong code would be found for years."""
    if state != "draft":
        return no("该版本已发布，不能再次发布，也不能更改。需要更正时请导入新版本。")
    if problems:
        return no(f"表中有{problems}处问题，改正后重新上传才能发布。")
    return YES if codes else no("该版本没有任何代码，不能发布。")


def may_discard(*, state: str) -> Verdict:
    return YES if state == "draft" else no("该版本已发布，不能删除：历史数据要用它解释。")


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides which edition counts: from which day it is used (None: from the beginning) and when it was published."""

    pk: int
    used_from: date | None
    published_on: date


def in_force(editions: Sequence[Standing], day: date) -> Standing | None:
    """The edition that began last before ``day``; of two that began together, the one published last amends the other."""
    begun = [one for one in editions if one.used_from is None or one.used_from <= day]
    return max(begun, key=lambda one: (one.used_from or date.min, one.published_on, one.pk), default=None)
