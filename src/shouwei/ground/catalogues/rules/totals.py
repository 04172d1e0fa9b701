"""How many codes a published table has, where its issuer said so; what an import has is compared with this, difference by difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """Level → number, of an edition whose name holds one of ``words``."""

    catalogue: str
    words: tuple[str, ...]
    counts: Mapping[str, tuple[int, ...]]
    """Several numbers where public accounts differ."""
    source: str


TOTALS = (
    Published(
        "specialties",
        ("2021",),
        {"大类": (19,), "专业类": (97,), "中职": (358,), "高职专科": (744,), "职业本科": (247,)},
        "教育部《职业教育专业目录（2021年）》通知公布数",
    ),
    Published(
        "industries",
        ("2017",),
        {"门类": (20,), "大类": (97,), "中类": (473,), "小类": (1380, 1381)},
        "GB/T 4754-2017公布数（小类首发1380，第1号修改单后1381）",
    ),
    Published(
        "occupations",
        ("2022",),
        {"大类": (8,), "中类": (79,), "小类": (449, 450), "细类": (1636, 1639)},
        "《职业分类大典（2022年版）》公开数（小类、细类各处说法不一）",
    ),
)


def totals_for(catalogue: str, name: str) -> Published | None:
    """The published counts an edition of this name should have; None where none are known, as for a supplement."""
    if "增补" in name:
        return None
    return next((one for one in TOTALS if one.catalogue == catalogue and any(word in name for word in one.words)), None)


def differences(published: Published | None, counts: Mapping[str, int]) -> list[str]:
    """One sentence per level that differs; none where nothing is known to compare with."""
    if published is None:
        return []
    return [
        f"{level}：公布{'或'.join(map(str, wanted))}个，本表{counts.get(level, 0)}个，{_gap(wanted, counts.get(level, 0))}。"
        for level, wanted in published.counts.items()
        if counts.get(level, 0) not in wanted
    ]


def _gap(wanted: tuple[int, ...], have: int) -> str:
    return f"少{min(wanted) - have}个" if have < min(wanted) else f"多{have - max(wanted)}个"
