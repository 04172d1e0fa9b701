"""A small invented cohort to try a formula on by eye: whom it counts above the line, whom below, and what comes out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .formula import OUTCOMES, PART_OF, PLACES, Counts, Sum, Where, evaluate, needs_evidence, with_adults


@dataclass(frozen=True, slots=True)
class Person:
    words: str
    stem: str = ""
    """"": not registered."""
    workplace: str = ""
    registered: str = ""
    level: int = 0
    contested: bool = False
    grown: bool = False
    """Came by adult intake."""


COHORT = (
    Person("劳动合同，本市工作，单位注册在本市，E3", "11", "city", "city", 3),
    Person("劳动合同，本市工作，单位注册在省外，E2", "11", "city", "elsewhere", 2),
    Person("就业协议，省内外市工作，单位注册在本市，E2", "10", "province", "city", 2),
    Person("劳动合同，本市工作，只有学校填报，E0", "11", "city", "city", 0),
    Person("劳动合同，本市工作，本人有异议，E2", "11", "city", "city", 2, contested=True),
    Person("自由职业，本市，E5", "76", "city", "", 5),
    Person("劳动合同，省外工作，E2", "11", "elsewhere", "elsewhere", 2),
    Person("劳动合同，本市工作，扩招生源，E2", "11", "city", "city", 2, grown=True),
    Person("应征义务兵，E2", "46", "", "", 2),
    Person("升学，E5", "80", "", "", 5),
    Person("待就业", "70"),
    Person("暂不就业，拟升学", "71"),
    Person("没有登记去向"),
)
SCHOOL = Counts(intake=120, adults=30, baseline=80, baseline_regular=70)
SCHOOL_WORDS = "当年报到120人，其中扩招30人；基期报到80人，其中不含扩招70人"
INDUSTRIES = Counts(covered={"nominal": 4, "effective": 3, "deep": 1}, units=5)
INDUSTRIES_WORDS = "5个首位产业：4个有已备案的对接专业点，其中3个当年有新生，其中1个有合作企业"


@dataclass(frozen=True, slots=True)
class Tried:
    """``lines``: words, whether below the line, whether above."""

    lines: tuple[tuple[str, bool, bool], ...]
    words: str
    result: Sum


def tried(spec: Mapping[str, Any]) -> Tried:
    if spec["fact"] == "intake":
        return Tried((), SCHOOL_WORDS, evaluate(spec, SCHOOL))
    if spec["fact"] == "coverage":
        return Tried((), INDUSTRIES_WORDS, evaluate(spec, INDUSTRIES))
    lines = tuple((one.words, _below(spec, one), _above(spec, one)) for one in COHORT)
    return Tried(lines, f"{len(COHORT)}名毕业生", evaluate(spec, counts()))


def counts() -> Counts:
    return replace(_counted(COHORT), grown=_counted([one for one in COHORT if one.grown]))


def _counted(cohort: Collection[Person]) -> Counts:
    people: dict[Where, tuple[int, int]] = {}
    for one in cohort:
        if one.stem:
            for basis, place in (("workplace", one.workplace), ("registered", one.registered)):
                key = (PART_OF[one.stem], basis, place)
                claimed, proven = people.get(key, (0, 0))
                people[key] = (claimed + 1, proven + (one.level >= 2 and not one.contested))
    return Counts(graduates=len(cohort), people=people)


def _below(spec: Mapping[str, Any], one: Person) -> bool:
    parts = OUTCOMES[spec["denominator"]][1]
    if one.grown and not with_adults(spec):
        return False
    return parts is None or (bool(one.stem) and PART_OF[one.stem] in parts)


def _above(spec: Mapping[str, Any], one: Person) -> bool:
    parts, place = OUTCOMES[spec["numerator"]][1], spec.get("place")
    if one.grown and not with_adults(spec):
        return False
    if parts is None and not place:
        return True
    if not one.stem or (parts is not None and PART_OF[one.stem] not in parts):
        return False
    if place and getattr(one, spec["basis"]) not in PLACES[place][1]:
        return False
    return not needs_evidence(spec) or (one.level >= 2 and not one.contested)
