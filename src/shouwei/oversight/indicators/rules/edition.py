"""What is told of a cohort to whoever may not open its rows: one edition for all outlets, decided as one system.

Sources: trust.md T32 and G28. Figures and papers (sums over the group), the table of schools, the map of counties and the picture of flows
are sums of the same people. Each number any of them would print is a row of one system of linear equations; a row that would bring a cell
under five into the span of what is printed already is not printed, on any of them (``disclosure.Printed``). How many graduates a school
or a cluster has is known anyway, and counts as known. The quadrant prints no counts, only steps.

Between two editions the same holds: an edition follows only when at least five people have moved, whichever school one knows the people
of, so that nobody reads one graduate's change from a figure looked at twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np

from .disclosure import (
    END_SUMS,
    PART_SUMS,
    WIDTH,
    Matrix,
    Printed,
    Vector,
    atoms_of,
    everybody,
    relations,
    small_cells,
    vector,
    wanted,
)
from .formula import WORK, Counts, Where, with_adults
from .parts import parts_of
from .small_groups import published
from .suppression import LEAST, is_small

DESTINATIONS = ("本市就业", "省内其他", "省外", "就业地未填", "升学", "参军", "待就业", "去向未登记")
"""Ends of the picture of flows, in the order of ``END_SUMS``."""
OTHERS = "其他（合并）"
OUTSIDE = ("province", "elsewhere", "")
ALSO = ((0, 1), (0, 1, 2), (0, 1, 2, 3), (0, 1, 2, 3, 4, 5))
"""Columns of a school or a middle that a reader might add up: in the province, placed, at work, settled."""
ENDS = {"study": 4, "service": 5, "unsettled": 6}
UNREGISTERED = 7
STEP, MOST_STEPS = 20, 10
"""A programme's graduates are told in steps of twenty, its local rate in tenths."""
K = TypeVar("K", bound=Hashable)
Specialty = tuple[int, str, str]
"""school, level, code."""


def end_of(outcome: str, place: str) -> int:
    """Column of a counted outcome. ``place``: a county's code in the home city, province, elsewhere or ""."""
    if outcome in ENDS:
        return ENDS[outcome]
    return {"province": 1, "elsewhere": 2, "": 3}.get(place, 0)


@dataclass(frozen=True)
class Cohort:
    """Counts of one cohort, as fine as any outlet prints them."""

    schools: Mapping[int, Counts]
    outcomes: Mapping[tuple[int, str, str, str, str], int] = field(default_factory=dict)
    """school, level, specialty, outcome, place → people with a registered destination."""
    roll: Mapping[tuple[int, str, str, str], int] = field(default_factory=dict)
    """school, level, specialty, source → graduates."""
    clusters: Mapping[Specialty, str] = field(default_factory=dict)
    """As they were when the cohort was first told: moving a programme tells nobody where its few graduates went."""

    @property
    def whole(self) -> Counts:
        whole = added(self.schools.values())
        if not self.tells_adults:
            return whole
        return replace(whole, grown=added(one.grown for one in self.schools.values() if one.grown is not None))

    @property
    def tells_adults(self) -> bool:
        """Whether adult intake is known apart: it is not of what was told before it was counted."""
        return all(one.grown is not None for one in self.schools.values())

    @property
    def counties(self) -> dict[str, int]:
        """The employed by county of the home city."""
        found: dict[str, int] = defaultdict(int)
        for (_, _, _, outcome, place), people in self.outcomes.items():
            if end_of(outcome, place) == 0:
                found[place] += people
        return {place: people for place, people in found.items() if people > 0}

    def middle(self, school: int, level: str, code: str) -> str:
        return self.clusters.get((school, level, code), "未归专业群")


def added(every: Iterable[Counts]) -> Counts:
    graduates, still_open = 0, 0
    people: dict[Where, tuple[int, int]] = {}
    for one in every:
        graduates, still_open = graduates + one.graduates, still_open + one.open
        for where, (claimed, proven) in one.people.items():
            before = people.get(where, (0, 0))
            people[where] = (before[0] + claimed, before[1] + proven)
    return Counts(graduates, people, still_open)


@dataclass(frozen=True, slots=True)
class Steps:
    """A programme in the quadrant, in steps: graduates from ``least`` on, tenths of the employed who work in the city."""

    school: int
    level: str
    code: str
    least: int
    tenths: int


@dataclass(frozen=True)
class Told:
    """What an edition prints; None stands for a number that is not printed."""

    counts: Counts
    """Of the group; which sums of them are printed is said by ``hidden``."""
    specs: tuple[str, ...]
    hidden: frozenset[str]
    schools: Mapping[int, tuple[int | None, ...]]
    """The parts of each school's graduates, in the order of ``PART_SUMS``."""
    rolls: Mapping[int, int]
    counties: Mapping[str, int]
    counties_rest: int | None
    outside: Mapping[str, int]
    outside_rest: int | None
    employed: int | None
    """Everywhere together."""
    came: Mapping[tuple[str, str, str], int]
    """level, source, middle → graduates: the roll, which is known."""
    went: Mapping[tuple[str, str], int]
    """middle, end → graduates."""
    programmes: tuple[Steps, ...]

    def prints(self, name: str, which: str) -> bool:
        """Whether a sum may be printed; one that was not asked for when the edition was decided may not."""
        return name in self.specs and f"{name}:{which}" not in self.hidden


@dataclass(frozen=True)
class _Flows:
    came: dict[tuple[str, str, str], int]
    ends: dict[str, list[int]]
    """Middle → people by end; small middles stand together."""
    silent: str
    """The middle of which nothing is told, where even those together are few."""


class _Board:
    """Rows of all outlets over common columns: the group's atoms, counties, schools' parts, middles' ends."""

    def __init__(self, counties: Sequence[str], schools: Sequence[int], middles: Sequence[str]) -> None:
        self.counties = {one: WIDTH + n for n, one in enumerate(counties)}
        first = WIDTH + len(counties)
        self.schools = {one: first + n * len(PART_SUMS) for n, one in enumerate(schools)}
        first += len(schools) * len(PART_SUMS)
        self.middles = {one: first + n * len(END_SUMS) for n, one in enumerate(middles)}
        self.width = first + len(middles) * len(END_SUMS)

    def group(self, row: Vector) -> Vector:
        return np.concatenate([row, np.zeros(self.width - WIDTH, dtype=np.int64)])

    def at(self, *columns: int) -> Vector:
        row = np.zeros(self.width, dtype=np.int64)
        row[list(columns)] = 1
        return row

    def relations(self) -> list[Vector]:
        """What everybody knows: either basis counts the same people; schools, middles and counties add up to the group."""
        rows = [self.group(row) for row in relations()]
        if self.counties:
            rows.append(self.at(*self.counties.values()) - self.group(vector(WORK, "workplace", ("city",))))
        for places, sums in ((self.schools, [row for _, row in PART_SUMS]), (self.middles, END_SUMS)):
            if places:
                rows += [
                    self.at(*(place + column for place in places.values())) - self.group(row)
                    for column, row in enumerate(sums)
                ]
        return rows

    def rolls(self) -> list[Vector]:
        """How many came by adult intake is known too: rolls name their sources."""
        every = [(place, len(PART_SUMS)) for place in self.schools.values()]
        every += [(place, len(END_SUMS)) for place in self.middles.values()]
        return [self.group(everybody(True)), *(self.at(*range(place, place + columns)) for place, columns in every)]


def decide(
    cohort: Cohort,
    specs: Sequence[Mapping[str, Any]],
    late: Sequence[Mapping[str, Any]] = (),
    before: Told | None = None,
) -> Told:
    """``specs``: formulas in order of weight; ``late``: those that came after this edition was first decided, whose sums are
    asked last, so that what has been printed stays what it was; those without adult intake too, so that they hide nothing of the
    rest. ``before``: the edition before, whose printed cells are asked first, so that two editions do not hide different halves of
    the same."""
    whole, flows, counties = cohort.whole, _flows(cohort), cohort.counties
    here = {school: atoms_of(facts) for school, facts in cohort.schools.items()}
    people = atoms_of(whole)
    others = [[a - b for a, b in zip(people, one, strict=True)] for one in here.values()] if len(here) > 1 else []
    parts = {school: parts_of(facts) for school, facts in cohort.schools.items()}
    board = _Board(list(counties), list(parts), list(flows.ends))
    groups = [board.group(row) for row in small_cells(people, others)]
    cells = [board.at(board.counties[one]) for one, people in counties.items() if is_small(people)]
    cells += _small_in(board, board.schools, parts) + _small_in(board, board.middles, flows.ends)
    printed = Printed(_matrix([*groups, *cells], board.width), [*board.relations(), *board.rolls()])

    late = (*(spec for spec in specs if not with_adults(spec)), *late)
    first, claims = wanted([spec for spec in specs if with_adults(spec)])
    hidden = {name for name, row in [*first, *PART_SUMS, *claims] if not printed.may_print(board.group(row))}
    told_counties = _told_line(
        counties, before.counties if before else (), lambda one: printed.may_print(board.at(board.counties[one]))
    )
    rest = [board.counties[one] for one in counties if one not in told_counties]
    may_rest = sum(counties[one] for one in counties if one not in told_counties) >= LEAST and printed.may_print(
        board.at(*rest)
    )
    places = {place: whole.claimed(WORK, places=(place,)) for place in OUTSIDE}
    outside = _told_line(
        {place: n for place, n in places.items() if n},
        before.outside if before else (),
        lambda place: printed.may_print(board.group(vector(WORK, "workplace", (place,)))),
    )
    away = [place for place in OUTSIDE if place not in outside]  # where nobody is looks the same
    may_away = sum(places[place] for place in away) >= LEAST and printed.may_print(
        board.group(vector(WORK, "workplace", away))
    )
    known_ends = {(key, DESTINATIONS.index(end)) for key, end in (before.went if before else ()) if end != OTHERS}
    known_parts = {
        (key, c) for key, row in (before.schools.items() if before else ()) for c, n in enumerate(row) if n is not None
    }
    spoken = {key: row for key, row in flows.ends.items() if key != flows.silent}
    may_employed = printed.may_print(board.group(vector(WORK)))
    ends = _told_table(spoken, known_ends, lambda key, c: printed.may_print(board.at(board.middles[key] + c)))
    table = _told_table(parts, known_parts, lambda key, c: printed.may_print(board.at(board.schools[key] + c)))
    later, claims = wanted(late)
    hidden |= {name for name, row in [*later[1:], *claims] if not printed.may_print(board.group(row))}
    names = tuple(dict.fromkeys(name.rpartition(":")[0] for name, _ in [*first[1:], *later[1:]]))
    went = {
        (key, DESTINATIONS[c]): row[c]
        for key, row in spoken.items()
        for c in range(len(row))
        if (key, c) in ends and row[c]
    }
    for key, row in spoken.items():
        hidden_here = sum(n for c, n in enumerate(row) if (key, c) not in ends)
        if hidden_here:
            went[key, OTHERS] = hidden_here
    return Told(
        whole,
        names,
        frozenset(hidden),
        {key: tuple(n if (key, c) in table else None for c, n in enumerate(row)) for key, row in parts.items()},
        {key: sum(row) for key, row in parts.items()},
        {one: counties[one] for one in told_counties},
        sum(counties[one] for one in counties if one not in told_counties) if may_rest else None,
        {place: places[place] for place in outside},
        sum(places[place] for place in away) if may_away else None,
        whole.claimed(WORK) if may_employed else None,
        flows.came,
        went,
        steps_of(cohort),
    )


def _small_in(board: _Board, places: Mapping[K, int], table: Mapping[K, Sequence[int]]) -> list[Vector]:
    asked = [*((c,) for c in range(len(PART_SUMS))), *ALSO]
    return [
        board.at(*(places[key] + c for c in columns))
        for key, row in table.items()
        for columns in asked
        if is_small(sum(row[c] for c in columns))
    ]


def _matrix(rows: Sequence[Vector], width: int) -> Matrix:
    return np.array(rows, dtype=np.int64) if rows else np.zeros((0, width), dtype=np.int64)


def _flows(cohort: Cohort) -> _Flows:
    came: dict[tuple[str, str, str], int] = defaultdict(int)
    ends: dict[str, list[int]] = defaultdict(lambda: [0] * len(END_SUMS))
    for (school, level, code, source), people in cohort.roll.items():
        middle = cohort.middle(school, level, code)
        came[level, source, middle] += people
        ends[middle][UNREGISTERED] += people
    for (school, level, code, outcome, place), people in cohort.outcomes.items():
        row = ends[cohort.middle(school, level, code)]
        row[end_of(outcome, place)] += people
        row[UNREGISTERED] -= people
    for middle, row in ends.items():
        if row[UNREGISTERED] < 0:  # more destinations than graduates: from where the roll does not know
            came["", "", middle] -= row[UNREGISTERED]
            row[UNREGISTERED] = 0
    parts = published({middle: sum(row) for middle, row in ends.items()})
    name = {middle: OTHERS if middle in parts.merged else middle for middle in ends}
    merged: dict[str, list[int]] = {}
    for middle, row in ends.items():
        if sum(row):
            before = merged.get(name[middle], [0] * len(row))
            merged[name[middle]] = [a + b for a, b in zip(before, row, strict=True)]
    silent = OTHERS if parts.merged and not parts.rest else ""
    told: dict[tuple[str, str, str], int] = defaultdict(int)
    for (level, source, middle), people in came.items():
        if people > 0 and name[middle] != silent:
            told[level, source, name[middle]] += people
    return _Flows(dict(told), merged, silent)


def _held_back(cells: Iterable[tuple[int, K]]) -> list[K]:
    """Keys of the small ones, and of the least other where those are fewer than five together: knowing their sum would nearly tell."""
    known = sorted(((people, key) for people, key in cells if people), key=lambda pair: (pair[0], str(pair[1])))
    small = [pair for pair in known if is_small(pair[0])]
    larger = [pair for pair in known if not is_small(pair[0])]
    if small and larger and sum(people for people, _ in small) < LEAST:
        small.append(larger[0])
    return [key for _, key in small]


def _told_line(cells: Mapping[str, int], before: Collection[str], may_print: Callable[[str], bool]) -> list[str]:
    """Those printed: those printed before are asked first, then the largest."""
    back = set(_held_back((people, key) for key, people in cells.items()))
    asked = sorted((key for key in cells if key not in back), key=lambda key: (key not in before, -cells[key], key))
    return [key for key in asked if may_print(key)]


def _told_table(
    rows: Mapping[K, Sequence[int]], before: Collection[tuple[K, int]], may_print: Callable[[K, int], bool]
) -> set[tuple[K, int]]:
    """Places printed: noughts first, so that no small number is hidden behind one, then those printed before, then the largest."""
    back = {(key, c) for key, row in rows.items() for c in _held_back((n, c) for c, n in enumerate(row))}
    for column in range(max(map(len, rows.values()), default=0)):
        back |= {(key, column) for key in _held_back((row[column], key) for key, row in rows.items())}
    places = [(key, c) for key, row in rows.items() for c in range(len(row)) if (key, c) not in back]

    def weight(place: tuple[K, int]) -> tuple[bool, bool, int, str]:
        people = rows[place[0]][place[1]]
        return people > 0, place not in before, -people, str(place)

    asked = sorted(places, key=weight)
    return {place for place in asked if may_print(*place)}


def steps_of(cohort: Cohort) -> tuple[Steps, ...]:
    """Programmes whose few are not told by any subtraction: at least five graduates, and none or five at work here and elsewhere."""
    graduates: dict[Specialty, int] = defaultdict(int)
    work: dict[Specialty, list[int]] = defaultdict(lambda: [0, 0])
    for (school, level, code, _), people in cohort.roll.items():
        graduates[school, level, code] += people
    for (school, level, code, outcome, place), people in cohort.outcomes.items():
        if outcome not in ENDS:
            work[school, level, code][end_of(outcome, place) > 0] += people
    return tuple(
        Steps(*key, graduates[key] // STEP * STEP, round(here / (here + away) * MOST_STEPS))
        for key, (here, away) in sorted(work.items())
        if graduates[key] >= LEAST and here + away >= LEAST and not is_small(here) and not is_small(away)
    )


def moved(before: Cohort, after: Cohort) -> dict[int, int]:
    """School → at least so many people whose record has changed. One person moves from one count to another, so two differences are
    at least one person; the counts of every grain are compared."""
    apart = before.tells_adults and after.tells_adults
    return {
        school: max(
            _apart(_lines(before, school, grain, apart), _lines(after, school, grain, apart)) for grain in GRAINS
        )
        for school in {*before.schools, *after.schools}
    }


GRAINS = ("workplace", "registered", "outcome", "roll")


def _lines(cohort: Cohort, school: int, grain: str, apart: bool) -> dict[object, int]:
    """``apart``: adult intake is a line of its own."""
    if grain == "outcome":
        return {key: people for key, people in cohort.outcomes.items() if key[0] == school}
    if grain == "roll":
        return {key: people for key, people in cohort.roll.items() if key[0] == school}
    facts = cohort.schools.get(school, Counts())
    parts = (facts.regular, facts.grown or Counts()) if apart else (facts,)
    found: dict[object, int] = {}
    for number, counts in enumerate(parts):
        found[number] = counts.graduates - counts.lines
        for (part, basis, place), (claimed, proven) in counts.people.items():
            if basis == grain:
                found[number, part, place, True], found[number, part, place, False] = proven, claimed - proven
    return found


def _apart(before: Mapping[object, int], after: Mapping[object, int]) -> int:
    every = sum(abs(before.get(key, 0) - after.get(key, 0)) for key in {*before, *after})
    return -(-every // 2)


def may_follow(people: Mapping[int, int]) -> bool:
    """Whether an edition may follow: nobody has moved, or at least five, and of everybody but one school nobody or at least five."""
    every = sum(people.values())
    return every == 0 or (every >= LEAST and all(every - n == 0 or every - n >= LEAST for n in people.values()))
