"""Graduates of one place in parts that do not overlap: every rate is a sum of some of them, so hiding a part hides what needs it.

A rate needs its parts and the rest of its denominator; with one of those hidden it is not printed either.
"""

from __future__ import annotations

from dataclasses import dataclass

from .formula import WORK, Counts

PARTS = ("本市就业", "省内其他就业", "省外就业", "就业待证", "升学出国", "应征入伍", "未落实", "未登记")
CITY, PROVINCE, ELSEWHERE, UNPROVEN, STUDYING, SERVING, OPEN, UNKNOWN = range(8)


def parts_of(facts: Counts) -> list[int]:
    """People by part, by place of work; work below E2, contested or without a place is 待证. The last part is whoever has no record."""
    here = [facts.proven(WORK, "workplace", (place,)) for place in ("city", "province", "elsewhere")]
    found = [
        *here,
        facts.claimed(WORK) - sum(here),
        facts.claimed(("study",)),
        facts.claimed(("service",)),
        facts.claimed(("waiting", "not_seeking")),
    ]
    return [*found, max(0, facts.graduates - sum(found))]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as printed; None stands for a hidden number. ``rate``: local (city) share of the employed, None where it would tell."""

    name: str
    school: int | None
    numbers: tuple[int | None, ...]
    rate: float | None
    url: str = ""
    amended: tuple[str, str] | None = None
    """What was amended in the rate, and where it is told."""
    union: str = ""
    """Which school it has gone into, or whose graduates it does not take in."""


def rate_of(numbers: tuple[int | None, ...]) -> float | None:
    """本市就业 over everybody at work, by printed numbers alone."""
    work = numbers[CITY : UNPROVEN + 1]
    known: list[int] = [number for number in work if number is not None]
    people = sum(known)
    return known[CITY] / people if len(known) == len(work) and people else None
