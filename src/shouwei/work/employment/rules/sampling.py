"""A sample nobody can steer (commit–reveal), its size, and what it proves.

Source: trust.md 4.3; the draw is Efraimidis and Spirakis (2006), "Weighted random sampling with a reservoir", with each key's
uniform number taken from SHA-256 of seed, list and person; the bounds are exact hypergeometric.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

Roster = Sequence[tuple[int, int]]
"""(person, weight), weights ≥ 1."""


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def list_text(roster: Roster) -> str:
    """``person weight`` lines in order of person; independent of the order given."""
    return "".join(f"{person} {weight}\n" for person, weight in sorted(roster))


def list_digest(roster: Roster) -> str:
    return digest(list_text(roster))


def draw(roster: Roster, *, seed: str, size: int) -> list[int]:
    """``size`` persons in drawn order. The same for everybody who knows seed and list; raises ``ValueError`` for a weight below 1."""
    if any(weight < 1 for _, weight in roster):
        raise ValueError("weights begin at 1")
    listed = list_digest(roster)
    keys = sorted((_key(seed, listed, person, weight), person) for person, weight in roster)
    return [person for _, person in keys[:size]]


def _key(seed: str, listed: str, person: int, weight: int) -> float:
    number = int(digest(f"{seed}\n{listed}\n{person}")[:13], 16)  # 52 bits: exact in a float
    return -math.log((number + 1) / (1 << 52)) / weight


def chance_of_none(total: int, false: int, size: int) -> float:
    """Probability that a simple sample of ``size`` out of ``total`` holds none of ``false`` bad ones."""
    if false > total - size:
        return 0.0
    return math.exp(
        math.lgamma(total - false + 1)
        + math.lgamma(total - size + 1)
        - math.lgamma(total - false - size + 1)
        - math.lgamma(total + 1)
    )


@lru_cache(maxsize=1024)
def size_for(total: int, *, limit: float, sure: float) -> int:
    """Smallest sample in which no bad one found means: fewer than ``limit`` of ``total`` are bad, ``sure`` of the time."""
    false = max(1, math.ceil(limit * total))
    low, high = 0, total
    while low < high:
        middle = (low + high) // 2
        if chance_of_none(total, false, middle) <= 1 - sure:
            high = middle
        else:
            low = middle + 1
    return low


def most_false(total: int, size: int, found: int, *, sure: float = 0.95) -> int:
    """Upper bound of bad ones among ``total`` when ``found`` of ``size`` looked into were bad (one-sided, exact)."""
    low, high = found, total - (size - found)
    while low < high:
        middle = (low + high + 1) // 2
        if _at_most(total, middle, size, found) > 1 - sure:
            low = middle
        else:
            high = middle - 1
    return low


def _at_most(total: int, false: int, size: int, found: int) -> float:
    """P(at most ``found`` bad in the sample)."""
    return sum(
        math.exp(_log_choose(false, k) + _log_choose(total - false, size - k) - _log_choose(total, size))
        for k in range(max(0, size - (total - false)), min(found, false, size) + 1)
    )


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def true_share(total: int, findings: Iterable[bool], *, sure: float = 0.95) -> float | None:
    """Lower bound of the true share of a list from what a simple sample of it found (True: true); None without findings."""
    looked = list(findings)
    if not looked or not total:
        return None
    return 1 - most_false(total, len(looked), looked.count(False), sure=sure) / total
