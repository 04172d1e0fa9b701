"""The definitions the system comes with; a group follows them with versions of its own.

Sources: domain.md 2.2 and 2.3, features.md (ambiguities 8 to 12), mission.md (the three targets).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .appraisal import is_placement_rate

ROLL = "学籍和毕业去向登记"
SUMMER = "毕业当年8月31日（初次）或12月31日（年终）"


@dataclass(frozen=True, slots=True)
class Shipped:
    code: str
    name: str
    target: str
    """coverage, intake, local or "" for a figure beside the three."""
    spec: dict[str, Any] = field(default_factory=dict)
    population: str = ""
    cut_off: str = ""
    source: str = ""
    owner: str = ""
    caveat: str = ""
    unit: str = "%"

    @property
    def alone(self) -> bool:
        """May be used alone in an appraisal."""
        return not is_placement_rate(self.spec)


def _coverage(depth: str, name: str, caveat: str) -> Shipped:
    return Shipped(
        f"coverage.{depth}", name, "coverage", {"fact": "coverage", "depth": depth},
        population="各园区和县（市、区）年末有效的首位产业", cut_off="当年12月31日", source="首位产业目录、专业点和已审定的专业对接",
        owner="专业建设部", caveat=caveat,
    )  # fmt: skip


def _intake(adults: bool, against: str) -> Shipped:
    said = "含扩招" if adults else "不含扩招"
    name = f"招生报到人数与基期之比（{said}）" if against else f"招生报到人数（{said}）"
    return Shipped(
        f"intake.{'multiple' if against else 'registered'}.{'all' if adults else 'regular'}", name, "intake",
        {"fact": "intake", "adults": adults, "against": against}, population="各成员学校当年报到的新生", cut_off="当年招生报表的截止日期",
        source="招生总表和基期登记" if against else "招生总表", owner="招生就业部",
        caveat="只计新生，不计在校生；基期须登记出处，没有登记就不计算。" if against else "只计新生，不计在校生。",
        unit="倍" if against else "人",
    )  # fmt: skip


def _local(place: str, below: str, basis: str, *, adults: bool) -> Shipped:
    where = {"city": "本市", "province": "本省"}[place]
    by = {"workplace": "工作地", "registered": "注册地"}[basis]
    of = {"graduates": "占毕业生", "settled": "占落实", "employed": "占就业"}[below]
    only: dict[str, Any] = {} if adults else {"adults": False}
    return Shipped(
        f"local.{place}.{below}.{basis}{'' if adults else '.regular'}",
        f"本地就业率（{where}，{of}，按{by}{'' if adults else '，不含扩招'}）", "local",
        {"fact": "destinations", "numerator": "employed", "denominator": below, "place": place, "basis": basis} | only,
        population="当届毕业生" if adults else "当届毕业生，不含扩招生源", cut_off=SUMMER, source=ROLL, owner="招生就业部",
        caveat="分子只计证据等级E2以上、本人没有异议的；分母按登记计。各种“本地”相差很大，不同口径不可比。",
    )  # fmt: skip


def _ratio(code: str, name: str, above: str, caveat: str = "") -> Shipped:
    return Shipped(
        f"ratio.{code}", name, "", {"fact": "destinations", "numerator": above, "denominator": "graduates", "place": "", "basis": ""},
        population="当届毕业生", cut_off=SUMMER, source=ROLL, owner="招生就业部",
        caveat=caveat or "分子只计证据等级E2以上、本人没有异议的；没有登记的毕业生按未落实计。",
    )  # fmt: skip


DEFINITIONS: tuple[Shipped, ...] = (
    _coverage("nominal", "首位产业名义覆盖率", "只看备案，不看是否招生。"),
    _coverage("effective", "首位产业有效覆盖率", "当年有新生才算。"),
    _coverage("deep", "首位产业深度覆盖率", "还须有在进行的订单班、学徒制或基地。"),
    *(_intake(adults, against) for against in ("baseline", "") for adults in (True, False)),
    *(
        _local(place, below, basis, adults=adults)
        for basis in ("workplace", "registered")
        for below in ("employed", "graduates", "settled")
        for adults in (True, False)
        for place in ("city", "province")
    ),
    _ratio("settled", "毕业去向落实率", "settled"),
    _ratio("contracted", "协议和合同就业率", "contracted"),
    _ratio(
        "other_forms", "其他形式就业率", "other_forms", "12、75、76三个代码归入本项；各年归法不一，比较前先看版本。"
    ),
    _ratio("study", "升学率", "study"),
    _ratio("waiting", "待就业率", "waiting", "按登记计，不需要证明。"),
    _ratio("not_seeking", "暂不就业率", "not_seeking", "按登记计，不需要证明。"),
)
DEFAULTS = {
    "coverage": "coverage.effective",
    "intake": "intake.multiple.all",
    "local": "local.city.employed.workplace",
}
"""Shown for a target until the council has adopted a definition for the year: a proposal, marked so."""
TARGETS = {"coverage": "首位产业覆盖", "intake": "招生规模", "local": "本地就业"}
