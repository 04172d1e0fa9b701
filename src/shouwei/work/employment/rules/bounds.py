"""What a stratified sample says of its list, without any approximation that flatters.

The bound is that of Buehler (1957) for the weighted count of bad ones: the largest number of bad ones on the list, over every way of
spreading them among the strata, under which a weighted count as small as the one found still has a chance above 1 − ``sure``.
Counts of the strata are hypergeometric and independent. Where a search is cut short or a tail left out, it is for the worse.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

SURE = 0.95
SLACK = 300
"""The search stops within a three-hundredth of the list, and takes the worse end."""
NEGLIGIBLE = 1e-12


@dataclass(frozen=True, slots=True)
class Part:
    """One stratum: people on the list, and what became of those drawn from it. All drawn have an outcome."""

    people: int
    true: int
    false: int
    unreached: int = 0

    @property
    def drawn(self) -> int:
        return self.true + self.false + self.unreached


@dataclass(frozen=True, slots=True)
class Truth:
    """Shares of the list that are true. ``share`` is None where in some stratum nobody could be reached."""

    share: float | None
    low: float
    high: float
    """Both ends together hold 95 of 100 times."""
    least: float
    """Alone holds 95 of 100 times: the audited lower bound."""


def truth(parts: Sequence[Part]) -> Truth:
    """Weighted back to the list. Whoever could not be reached counts as false for the lower ends and as true for the upper one."""
    listed = sum(part.people for part in parts)
    at_worst = tuple((part.people, part.drawn, part.false + part.unreached) for part in parts)
    at_best = tuple((part.people, part.drawn, part.true + part.unreached) for part in parts)
    both = 1 - (1 - SURE) / 2
    return Truth(
        share=_estimate(parts),
        low=1 - most(at_worst, sure=both) / listed,
        high=most(at_best, sure=both) / listed,
        least=1 - most(at_worst, sure=SURE) / listed,
    )


def _estimate(parts: Sequence[Part]) -> float | None:
    if any(part.true + part.false == 0 for part in parts):
        return None
    true = sum(part.people * part.true / (part.true + part.false) for part in parts)
    return true / sum(part.people for part in parts)


@lru_cache(maxsize=4096)
def most(strata: tuple[tuple[int, int, int], ...], *, sure: float) -> int:
    """Upper bound of marked ones on a list. ``strata``: (people, drawn, marked among the drawn), all drawn from.

    The chance of so few falls with every marked one more, so boxes of spreads are searched, the most promising first: where the
    lower corner is too unlikely the whole box is, and where the upper corner is likely enough nothing better is left.
    """
    limit = sum(people / drawn * marked for people, drawn, marked in strata)
    lowest = tuple(marked for _, _, marked in strata)
    highest = tuple(people - (drawn - marked) for people, drawn, marked in strata)
    slack = sum(people for people, _, _ in strata) // SLACK
    waiting = [(-sum(highest), lowest, highest)]
    best = sum(lowest)
    while waiting:
        negative, low, high = heapq.heappop(waiting)
        if -negative <= best + slack:
            return max(best, -negative)
        if _chance(strata, high, limit) > 1 - sure:
            return -negative
        widest = max(range(len(low)), key=lambda i: high[i] - low[i])
        middle = (low[widest] + high[widest]) // 2
        upper = (*low[:widest], middle + 1, *low[widest + 1 :])
        for begin, end in ((low, (*high[:widest], middle, *high[widest + 1 :])), (upper, high)):
            if begin <= end and _fits(begin, end) and _chance(strata, begin, limit) > 1 - sure:
                best = max(best, sum(begin))
                heapq.heappush(waiting, (-sum(end), begin, end))
    return best


def _fits(low: tuple[int, ...], high: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(low, high, strict=True))


def _chance(strata: tuple[tuple[int, int, int], ...], marked: tuple[int, ...], limit: float) -> float:
    """P(weighted count ≤ ``limit``) with so many marked in each stratum."""
    reach = limit * (1 + 1e-12)
    sums = {0.0: 1.0}
    *others, last = [(people, drawn, n) for (people, drawn, _), n in zip(strata, marked, strict=True)]
    for people, drawn, n in others:
        weight, (first, chances) = people / drawn, _chances(people, n, drawn)
        nexts: dict[float, float] = {}
        for total, chance in sums.items():
            for count, more in enumerate(chances, first):
                if (new := total + weight * count) > reach:
                    break
                nexts[new] = nexts.get(new, 0.0) + chance * more
        sums = nexts
    people, drawn, n = last
    weight, (first, sofar) = people / drawn, _sums(people, n, drawn)
    found = 0.0
    for total, chance in sums.items():
        place = math.floor((reach - total) / weight + 1e-9) - first
        if place >= 0:
            found += chance * sofar[min(place, len(sofar) - 1)]
    return found + NEGLIGIBLE * len(strata)


@lru_cache(maxsize=1 << 15)
def _chances(people: int, marked: int, drawn: int) -> tuple[int, list[float]]:
    """(first count, chances from there on): hypergeometric, without counts of no weight at either end."""
    lowest, highest = max(0, drawn - (people - marked)), min(drawn, marked)
    middle = min(highest, max(lowest, (drawn + 1) * (marked + 1) // (people + 2)))
    peak = math.exp(
        _log_choose(marked, middle) + _log_choose(people - marked, drawn - middle) - _log_choose(people, drawn)
    )
    below, above = [], [peak]
    chance, k = peak, middle
    while k < highest and chance > NEGLIGIBLE / drawn:
        chance *= (marked - k) * (drawn - k) / ((k + 1) * (people - marked - drawn + k + 1))
        k += 1
        above.append(chance)
    chance, k = peak, middle
    while k > lowest and chance > NEGLIGIBLE / drawn:
        chance *= k * (people - marked - drawn + k) / ((marked - k + 1) * (drawn - k + 1))
        k -= 1
        below.append(chance)
    return k, below[::-1] + above


@lru_cache(maxsize=1 << 15)
def _sums(people: int, marked: int, drawn: int) -> tuple[int, list[float]]:
    first, chances = _chances(people, marked, drawn)
    total, sofar = 0.0, []
    for chance in chances:
        total += chance
        sofar.append(total)
    return first, sofar


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
