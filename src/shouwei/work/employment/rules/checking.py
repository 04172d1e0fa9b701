"""What a cross-check is made of: the claims it looks at, what it knows besides, and the doubt it may have.

Source: trust.md 4.4. A doubt is put to the school as a question with a reply box and a clock; it is no verdict.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

HEAVY, USUAL, LIGHT = 3, 2, 1
"""Weights: hardly ever honest; seldom honest; often honest, only worth a look."""
WEIGHTS = {HEAVY: "重点", USUAL: "一般", LIGHT: "提示"}
CHANCE = 0.001
"""How seldom all honest schools together may be asked because of chance alone, for each rule that counts."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One destination with what the checks look at. Telephones and files come as digests: nobody's number is needed."""

    key: int
    school: int
    student: int
    person: str
    """Blind index of the ID number."""
    phone: str
    code: str
    employer: str
    employer_code: str
    started_on: date | None
    contract_until: date | None
    born_on: date
    kinds: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    files_dated: tuple[date, ...] = ()
    signed_on: tuple[date, ...] = ()
    """Days of agreements and contracts."""
    pictures: tuple[bytes, ...] = ()
    seals: tuple[bytes, ...] = ()
    wordings: frozenset[str] = frozenset()
    made: tuple[tuple[date, date], ...] = ()
    """Of each paper that tells it: the day it bears, and the later day on which its file was made."""
    staff: int | None = None
    founded_on: date | None = None
    closed_on: date | None = None
    trade_said: str = ""
    trade_kept: str = ""
    """GB/T 4754, as the school wrote it and as the register of organisations has it."""
    employer_contact: str = ""
    school_contacts: frozenset[str] = frozenset()
    mail_of_school: bool = False
    """The employer's mail address is the school's, or stands under the school's own domain."""
    written_at: datetime | None = None
    written_by: int | None = None
    confirmed_by_employer: bool = False
    still_enrolled: bool = False
    earlier_until: date | None = None
    """Until when the contract of this person's job of an earlier cohort runs."""
    level_claimed: int = 0


class Year(NamedTuple):
    """A school's cohort counted."""

    graduates: int
    settled: int
    flexible: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What the checks know besides the claims."""

    census: date
    days_off: frozenset[date] = frozenset()
    """Public holidays; a plain week-end is a day on which people sign."""
    kinds: Mapping[int, str] = field(default_factory=dict)
    """School → level, by which schools are alike."""
    past: Mapping[int, Sequence[Year]] = field(default_factory=dict)
    """School → its earlier cohorts."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """``claims`` are the destinations it concerns; ``subject`` names the occasion, so that it is asked once."""

    rule: str
    school: int
    subject: str
    text: str
    claims: tuple[int, ...]


Check = Callable[[Sequence[Claim], Setting], Iterable[Doubt]]


class Rule(NamedTuple):
    title: str
    """What the questions of the rule are about, in a few words."""
    source: str
    weight: int
    find: Check


CHECKS: dict[str, Rule] = {}


def check(rule: str, title: str, source: str, weight: int) -> Callable[[Check], Check]:
    def keep(function: Check) -> Check:
        CHECKS[rule] = Rule(title, source, weight, function)
        return function

    return keep


def single(rule: str, claim: Claim, text: str) -> Doubt:
    return Doubt(rule, claim.school, f"去向{claim.key}", text, (claim.key,))


def grouped(claims: Iterable[Claim], key: Callable[[Claim], object]) -> dict[object, list[Claim]]:
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if (found := key(claim)) not in (None, ""):
            groups[found].append(claim)
    return groups


def of_school(rule: str, subject: str, claims: Sequence[Claim], text: str) -> Doubt:
    """One question about several of a school's graduates."""
    return Doubt(rule, claims[0].school, subject[:120], text, tuple(claim.key for claim in claims))


def elsewhere(part: Sequence[Claim], group: Sequence[Claim]) -> str:
    """Of what two schools share neither learns who the other's graduates are (trust.md 4.5)."""
    return "（与其他学校共用，需要了解请联系督查审计）" if len(part) < len(group) else ""


def at_least(found: int, of: int, share: float) -> float:
    """P(at least ``found`` of ``of``) when each is so with probability ``share``: the exact binomial tail."""
    if found <= 0 or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    total = 0.0
    for k in range(found, of + 1):
        log = math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
        total += math.exp(log + k * math.log(share) + (of - k) * math.log1p(-share))
    return min(1.0, total)
