"""What a definition may say: a small closed vocabulary, its words, and its value over counted facts.

Sources: domain.md 2.2 (the published ratios: 落实人数 = 毕业生总数 − (70+71+72)) and 2.3 (本地 has many readings), trust.md 4.2 (what counts
from which evidence level on).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from shouwei.core.verdict import YES, Verdict, no

PARTS: dict[str, tuple[str, ...]] = {
    "contract": ("10", "11", "27", "50", "51"),
    "other": ("12", "75", "76"),
    "service": ("46",),
    "study": ("80", "85"),
    "waiting": ("70",),
    "not_seeking": ("71", "72"),
}
"""Groups of code stems that do not overlap; every outcome below is made of whole ones."""
PART_OF = {stem: part for part, stems in PARTS.items() for stem in stems}
WORK = ("contract", "other")
OUTCOMES: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "graduates": ("全部毕业生", None),
    "settled": ("已落实去向的毕业生", (*WORK, "service", "study")),
    "employed": ("就业的毕业生（不含升学、出国和应征入伍）", WORK),
    "contracted": ("协议和合同就业的毕业生", ("contract", "service")),
    "other_forms": ("其他形式就业的毕业生", ("other",)),
    "study": ("升学和出国的毕业生", ("study",)),
    "waiting": ("待就业的毕业生", ("waiting",)),
    "not_seeking": ("暂不就业的毕业生", ("not_seeking",)),
}
"""Outcome → words and its parts; None: everybody on the roll of the cohort, registered or not."""
BASES = {"workplace": "实际工作地", "registered": "单位注册地"}
PLACES = {"city": ("本市", ("city",)), "province": ("本省", ("city", "province"))}
EVERYWHERE = ("city", "province", "elsewhere", "")
DEPTHS = {
    "nominal": "有已备案的对接专业点",
    "effective": "对接专业点当年有新生",
    "deep": "对接专业点当年有新生并与该产业企业合作，企业否认的不计",
}
FACTS = ("destinations", "intake", "coverage")


Where = tuple[str, str, str]
"""part, basis, place (``city``, ``province`` without the city, ``elsewhere``, "" unknown)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts of one scope. ``graduates``: on the roll of the cohort. ``people``: of their registered destinations, where → claimed
    and proven (E2 and better, not contested); everybody stands there once by each basis. ``open``: destinations not locked."""

    graduates: int = 0
    people: Mapping[Where, tuple[int, int]] = field(default_factory=dict)
    open: int = 0
    intake: int | None = None
    adults: int = 0
    baseline: int | None = None
    baseline_regular: int | None = None
    covered: Mapping[str, int] | None = None
    units: int = 0
    grown: Counts | None = None
    """The part of graduates, people and open that came by adult intake (扩招); None where it is not known apart."""

    def claimed(self, parts: Iterable[str], basis: str = "workplace", places: Iterable[str] = EVERYWHERE) -> int:
        return sum(self.people[key][0] for key in product(parts, (basis,), places) if key in self.people)

    def proven(self, parts: Iterable[str], basis: str = "workplace", places: Iterable[str] = EVERYWHERE) -> int:
        return sum(self.people[key][1] for key in product(parts, (basis,), places) if key in self.people)

    def with_destinations(self, other: Counts) -> Counts:
        """The same scope with the graduates and destinations of ``other``."""
        return replace(self, graduates=other.graduates, people=other.people, open=other.open, grown=other.grown)

    @property
    def regular(self) -> Counts:
        """Those who did not come by adult intake."""
        if self.grown is None:
            return self
        people = {
            where: (claimed - self.grown.people.get(where, (0, 0))[0], proven - self.grown.people.get(where, (0, 0))[1])
            for where, (claimed, proven) in self.people.items()
        }
        return Counts(self.graduates - self.grown.graduates, people, self.open - self.grown.open)

    @property
    def lines(self) -> int:
        """Graduates with a registered destination."""
        return self.claimed(PARTS)


@dataclass(frozen=True, slots=True)
class Sum:
    """``value`` is numerator over denominator, None where there is nothing to divide by. ``numerator`` counts from E2 on where
    evidence applies; ``claimed`` is what was registered, proven or not; ``provisional``: some of it is not locked or not registered."""

    numerator: int | None
    denominator: int | None
    claimed: int | None
    evidence: bool
    provisional: bool

    @property
    def value(self) -> float | None:
        return self.numerator / self.denominator if self.numerator is not None and self.denominator else None


def may_define(spec: Mapping[str, Any]) -> Verdict:
    """Whether every word of the formula is in the vocabulary, and the numerator lies within the denominator."""
    fact = spec.get("fact")
    if fact == "coverage":
        return YES if spec.get("depth") in DEPTHS else no("覆盖口径须为名义、有效、深度之一。")
    if fact == "intake":
        return (
            YES
            if isinstance(spec.get("adults"), bool) and spec.get("against") in ("", "baseline")
            else no("招生口径须写明是否含扩招、是否与基期比。")
        )
    if fact != "destinations":
        return no(f"事实须为{'、'.join(FACTS)}之一。")
    if spec.get("adults", True) not in (True, False):
        return no("毕业去向口径须写明是否含扩招。")
    top, bottom, place, basis = (spec.get(name, "") for name in ("numerator", "denominator", "place", "basis"))
    if top not in OUTCOMES or bottom not in OUTCOMES:
        return no("分子、分母须从给定的去向人群中选择。")
    if place and (place not in PLACES or basis not in BASES):
        return no("地域须为本市或本省，并写明按实际工作地还是单位注册地。")
    inner, outer = OUTCOMES[top][1], OUTCOMES[bottom][1]
    if outer is not None and (inner is None or not set(inner) <= set(outer)):
        return no(f"分子（{OUTCOMES[top][0]}）须在分母（{OUTCOMES[bottom][0]}）之内，否则比率没有意义。")
    return YES


def in_words(spec: Mapping[str, Any]) -> str:
    """The formula as a sentence; whether adult intake (扩招) is in it is always said."""
    if spec["fact"] == "coverage":
        adults = "" if spec["depth"] == "nominal" else "（新生含扩招）"
        return f"{DEPTHS[spec['depth']]}的首位产业数 ÷ 年末有效的首位产业总数{adults}"
    if spec["fact"] == "intake":
        who = "当年报到的新生（含扩招）" if spec["adults"] else "当年报到的新生（不含扩招）"
        return f"{who} ÷ 同口径的基期报到人数" if spec["against"] else f"{who}人数"
    top = OUTCOMES[spec["numerator"]][0]
    if spec.get("place"):
        top = f"{BASES[spec['basis']]}在{PLACES[spec['place']][0]}、{top}"
    return f"{top}人数 ÷ {OUTCOMES[spec['denominator']][0]}人数（毕业生{'含' if with_adults(spec) else '不含'}扩招）"


def with_adults(spec: Mapping[str, Any]) -> bool:
    """Whether adult intake (扩招) is counted; a formula of destinations that is silent counts everybody."""
    return bool(spec.get("adults", True))


def needs_evidence(spec: Mapping[str, Any]) -> bool:
    """Being without work needs no proof; having work does."""
    return spec["fact"] == "destinations" and spec["numerator"] not in ("waiting", "not_seeking", "graduates")


def evaluate(spec: Mapping[str, Any], facts: Counts) -> Sum:
    if spec["fact"] == "coverage":
        covered = (facts.covered or {}).get(spec["depth"])
        return Sum(covered, facts.units or None, covered, evidence=False, provisional=False)
    if spec["fact"] == "intake":
        return _intake(spec, facts)
    evidence = needs_evidence(spec)
    facts = facts if with_adults(spec) else facts.regular
    claimed, proven = above(spec, facts)
    below = OUTCOMES[spec["denominator"]][1]
    return Sum(
        proven if evidence else claimed,
        facts.graduates if below is None else facts.claimed(below),
        claimed,
        evidence,
        provisional=facts.lines < facts.graduates or facts.open > 0,
    )


def above(spec: Mapping[str, Any], facts: Counts) -> tuple[int, int]:
    """The numerator: claimed, and proven."""
    facts = facts if with_adults(spec) else facts.regular
    parts = OUTCOMES[spec["numerator"]][1]
    if parts is None and not spec.get("place"):
        return facts.graduates, facts.graduates
    place = spec.get("place")
    asked = (parts or tuple(PARTS), spec["basis"], PLACES[place][1]) if place else (parts or tuple(PARTS),)
    return facts.claimed(*asked), facts.proven(*asked)


def _intake(spec: Mapping[str, Any], facts: Counts) -> Sum:
    if facts.intake is None:
        return Sum(None, None, None, evidence=False, provisional=True)
    people = facts.intake if spec["adults"] else facts.intake - facts.adults
    if not spec["against"]:
        return Sum(people, 1, people, evidence=False, provisional=False)
    base = facts.baseline if spec["adults"] else facts.baseline_regular
    return Sum(people, base, people, evidence=False, provisional=False)
