"""What is wanted: levels in order of importance or weights, the published lottery, a bonus for staying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import index
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from shouwei.engine.placement.faults import Negative, NotIndices, ProblemError, TooLarge

Ints = NDArray[np.int64]
PLACED, MISSED, LOTTERY, MOVED = "placed", "minimum", "lottery", "moved"
UNPLACED, DEALT = -(1 << 63), 1 - (1 << 63)
"""What a student is drawn with for being unplaced, and when a class's posts are dealt out: the number of no post and, as ``~class_id``,
of no class."""
LARGEST_COST = 1 << 56  # leaves room for sums along displacement chains; the kernel asserts 2^61 on every price
MARGIN_BITS = (
    4  # one step of a level outweighs 16 greatest differences of the level below, then it is proved or repaired
)


@dataclass(frozen=True)
class Policy:
    """Levels after ``placed``, most important first; each is a column of the edges, smaller is better.

    weights: None for lexicographic order.  Otherwise the price of one unit of every level, ``placed`` included (the price of leaving
    a student unplaced); with school minimums also ``minimum`` (the price of one place short).
    lottery: the published seed that settles ties, None for no lottery.  lottery_bits: at least 16.
    keep_bonus: cost units of the (weighted) objective by which the present post is better, see ``reoptimise``.
    """

    levels: tuple[str, ...] = ("local", "fit", "preference", "commute")
    weights: Mapping[str, int] | None = None
    lottery: int | None = 0
    lottery_bits: int = 24
    keep_bonus: int = 0

    def __post_init__(self) -> None:
        if len(set(self.levels)) != len(self.levels) or {PLACED, MISSED, LOTTERY} & set(self.levels):
            raise ProblemError(f"levels must differ, without {PLACED}, {MISSED}, {LOTTERY}: {self.levels}")
        object.__setattr__(self, "levels", tuple(self.levels))
        if self.lottery is not None:
            object.__setattr__(self, "lottery", _whole("lottery", self.lottery))
        if self.lottery is not None and not 16 <= _whole("lottery_bits", self.lottery_bits) <= 30:
            raise ProblemError(f"lottery_bits is {self.lottery_bits}, it must be 16 to 30")
        object.__setattr__(self, "keep_bonus", _not_negative("keep_bonus", self.keep_bonus))
        if self.weights is not None:
            given = {name: _not_negative(f"the weight of {name}", weight) for name, weight in self.weights.items()}
            object.__setattr__(self, "weights", given)
        if self.weights is not None and set(self.levels) | {PLACED} != set(self.weights) - {MISSED}:
            raise ProblemError(f"weights must be given for {PLACED} and every level")

    @property
    def is_lexicographic(self) -> bool:
        return self.weights is None


def _whole(name: str, value: object) -> int:
    """A Python integer, which cannot overflow as numpy's do."""
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise NotIndices(f"{name} is {value!r}, it must be a whole number")
    return index(value)


def _not_negative(name: str, value: object) -> int:
    number = _whole(name, value)
    if number < 0:
        raise Negative(f"{name} is {number}")
    return number


def weights_for(policy: Policy, ranges: Mapping[str, int]) -> dict[str, int]:
    """One weight per level of ``ranges`` (in order of importance; greatest value of each).

    Lexicographic: a step outweighs ``2**MARGIN_BITS`` greatest values of all that is below, fewer when 56 bits do not
    suffice.  Modest on purpose: the certificate proves, or the repair mends, what weights alone never guarantee.
    """
    if policy.weights is not None:
        given = {**policy.weights, MISSED: policy.weights.get(MISSED, 2 * policy.weights[PLACED])}
        most = sum(given[name] * ranges[name] for name in ranges if name != LOTTERY)
        scale = 1
        if LOTTERY in ranges:  # as far below one unit as 56 bits allow: draws along a chain of moves add up
            least = (ranges[LOTTERY] + 1).bit_length()
            scale = 1 << max(least, min(least + 12, 55 - most.bit_length()))
        weights = {name: 1 if name == LOTTERY else given[name] * scale for name in ranges}
        _assert_fits(weights, ranges)
        return weights
    for margin in range(MARGIN_BITS, -1, -1):
        weights, below, step = {}, 0, 1
        for name in reversed(list(ranges)):
            weights[name] = step
            below += step * ranges[name]
            step = 1 << (below.bit_length() + margin)
        if below < LARGEST_COST:
            return weights
    raise TooLarge(f"the levels {dict(ranges)} need more than 56 bits; measure them in coarser units")


def _assert_fits(weights: Mapping[str, int], ranges: Mapping[str, int]) -> None:
    most = sum(weights[name] * ranges[name] for name in ranges)
    if most >= LARGEST_COST:
        raise TooLarge(f"a single placement may cost {most}, the most is 2^56: choose smaller weights")


def lottery_number(first: NDArray[np.int64], second: NDArray[np.int64], seed: int, bits: int) -> NDArray[np.int32]:
    """The published lottery: the top bits of splitmix64 (Steele, Lea, Flood 2014) of two identifiers and the seed."""
    with np.errstate(over="ignore"):
        mixed = _mix(np.uint64(seed & (2**64 - 1)) + first.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))
        mixed = _mix(mixed ^ (second.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(0x165667B19E3779F9)))
    return (mixed >> np.uint64(64 - bits)).astype(np.int32)


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = z + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
