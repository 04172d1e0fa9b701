"""首位产业全覆盖: three honest readings, side by side.

Source: design decision on the founding plan's first target (domain.md, 4): *nominal*, a filed programme prepares for the industry;
*effective*, it took in students that year; *deep*, an effective programme also works with a firm of that industry. Only crosswalks
somebody has reviewed count, from a least strength on.

The firm's own word on a partnership counts since 1 December 2026 (:func:`stands`, :func:`is_confirmed`), for every year worked out
from then on; reports and published editions frozen before keep their figures. A partnership its firm has not been asked about
counts as its school registered it, and is told apart from the confirmed ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

FILED = frozenset({"filed", "enrolling"})
MANY_SCHOOLS = 3
"""From so many schools on, one specialty is looked at as a duplicate."""
SMALL_INTAKE = 30
"""A duplicate is worth a word when some of its programmes took in fewer than one class of this many."""


class Depth(IntEnum):
    NONE = 0
    NOMINAL = 1
    EFFECTIVE = 2
    DEEP = 3


LABELS = {Depth.NONE: "未覆盖", Depth.NOMINAL: "名义覆盖", Depth.EFFECTIVE: "有效覆盖", Depth.DEEP: "深度覆盖"}


class Word(StrEnum):
    """What a firm says of a partnership."""

    TRUE = "true"
    DIFFERS = "differs"
    NONE = "none"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Claim:
    """A partnership as its school registered it, and the last word of its firm; ``word`` "" while the firm has said nothing."""

    since: date
    until: date | None = None
    word: str = ""
    word_on: date | None = None
    ended_on: date | None = None


def stands(claim: Claim, day: date) -> bool:
    """Whether it counts on a day. What its firm denies never does; what its firm calls ended counts until that day.

    "有出入" leaves it standing: the firm says there is a partnership, and the school is asked about the rest.
    """
    if claim.word == Word.NONE:
        return False
    ends = [end for end in (claim.until, claim.ended_on) if end is not None]
    return claim.since <= day and all(day <= end for end in ends)


def is_confirmed(claim: Claim, day: date) -> bool:
    """A yes speaks for its own year and those before, not for years to come."""
    said = claim.word == Word.TRUE and claim.word_on is not None and claim.word_on.year >= day.year
    return said and stands(claim, day)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is to be covered: an industry, or one segment of it."""

    key: int
    industry: int
    name: str
    area: str
    area_key: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A reviewed crosswalk: this specialty at this level serves this unit."""

    unit: int
    level: str
    code: str
    strength: int


@dataclass(frozen=True, slots=True)
class Point:
    """A programme in one year. ``intake``: students who entered that year. ``partners``: industries with a live partner;
    ``confirmed``: those of them with a partner who has said so.
    """

    key: int
    school: int
    school_name: str
    level: str
    code: str
    name: str
    status: str
    intake: int
    partners: frozenset[int] = frozenset()
    confirmed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit at one school: the deepest of its programmes, and which they are."""

    depth: Depth
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    level: str
    code: str
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Coverage:
    units: tuple[Unit, ...]
    schools: tuple[tuple[int, str], ...]
    cells: dict[tuple[int, int], Cell]
    """(unit, school) → cell; absent where nothing serves the unit there."""
    depths: dict[int, Depth]
    """unit → the deepest anywhere."""
    confirmed: frozenset[int] = frozenset()
    """Deep units with a partner who has said so."""

    def covered(self, least: Depth) -> int:
        return sum(depth >= least for depth in self.depths.values())

    def share(self, least: Depth) -> float | None:
        """Covered units over all; None when there are none to cover."""
        return self.covered(least) / len(self.units) if self.units else None

    @property
    def gaps(self) -> list[Unit]:
        return [unit for unit in self.units if self.depths[unit.key] is Depth.NONE]


def depth_of(point: Point, industry: int) -> Depth:
    if point.status not in FILED:
        return Depth.NONE
    if point.intake <= 0:
        return Depth.NOMINAL
    return Depth.DEEP if industry in point.partners else Depth.EFFECTIVE


def coverage(
    units: Iterable[Unit],
    links: Iterable[Link],
    points: Iterable[Point],
    *,
    least_strength: int = 2,
    without: Collection[int] = (),
    level: str = "",
) -> Coverage:
    """``without``: programmes thought closed, for the question what would be lost. ``level``: count only that level; "" all."""
    standing = [p for p in points if p.key not in without and p.status in FILED and level in ("", p.level)]
    by_specialty: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in standing:
        by_specialty[point.level, point.code].append(point)
    wanted = tuple(units)
    industry = {unit.key: unit.industry for unit in wanted}
    serving: dict[tuple[int, int], dict[int, Point]] = defaultdict(dict)
    for link in links:
        if link.strength >= least_strength and link.unit in industry:
            for point in by_specialty[link.level, link.code]:
                serving[link.unit, point.school][point.key] = point
    cells = {
        place: Cell(max(depth_of(point, industry[place[0]]) for point in here.values()), tuple(here.values()))
        for place, here in serving.items()
    }
    depths = {unit.key: Depth.NONE for unit in wanted}
    for (unit, _), cell in cells.items():
        depths[unit] = max(depths[unit], cell.depth)
    confirmed = frozenset(
        unit
        for (unit, _), cell in cells.items()
        for point in cell.points
        if depth_of(point, industry[unit]) is Depth.DEEP and industry[unit] in point.confirmed
    )
    schools = sorted({(point.school, point.school_name) for point in standing}, key=lambda pair: pair[1])
    return Coverage(wanted, tuple(schools), cells, depths, confirmed)


def lost(before: Coverage, after: Coverage) -> list[tuple[Unit, Depth, Depth]]:
    """Units that would stand lower, with their depth before and after."""
    return [
        (unit, before.depths[unit.key], after.depths[unit.key])
        for unit in before.units
        if after.depths[unit.key] < before.depths[unit.key]
    ]


def duplicates(points: Iterable[Point]) -> list[Duplicate]:
    """Specialties at ``MANY_SCHOOLS`` or more schools where some programme fills less than a class: a question, no verdict."""
    same: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        if point.status in FILED:
            same[point.level, point.code].append(point)
    return [
        Duplicate(level, code, group[0].name, tuple(group))
        for (level, code), group in sorted(same.items())
        if len({p.school for p in group}) >= MANY_SCHOOLS and any(p.intake < SMALL_INTAKE for p in group)
    ]
