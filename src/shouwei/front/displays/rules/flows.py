"""A cohort as two steps, source → middle → destination, told in parts of which none is a small group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shouwei.oversight.indicators.rules.edition import DESTINATIONS, OTHERS, end_of
from shouwei.oversight.indicators.rules.small_groups import published
from shouwei.oversight.indicators.rules.suppression import LEAST, hidden

Link = tuple[str, str]
LOCAL, PROVINCE, ELSEWHERE, PLACELESS, STUDY, SERVICE, WAITING, MISSING = DESTINATIONS
UNKNOWN_SOURCE = "学籍未对应"


def destination(outcome: str, place: str) -> str:
    """The group of a counted outcome. ``place``: a county's code in the home city, province, elsewhere or ""."""
    return DESTINATIONS[end_of(outcome, place)]


@dataclass(frozen=True)
class Flow:
    came: dict[Link, int]
    """(source, middle) → persons."""
    went: dict[Link, int]
    """(middle, destination) → persons; each middle has as many as ``came`` brings."""

    @property
    def people(self) -> int:
        return sum(self.came.values())

    @property
    def parts(self) -> frozenset[str]:
        """Ends that may have more persons than are drawn: somewhere theirs went into 其他（合并）."""
        turned = {(middle, source): people for (source, middle), people in self.came.items()}
        return _parts(turned) | _parts(self.went)


def _parts(links: Mapping[Link, int]) -> frozenset[str]:
    """``links``: (middle, end) → persons."""
    merging = {middle for middle, end in links if end == OTHERS}
    ends = {end for _, end in links} - {OTHERS}
    return frozenset(end for end in ends if any((middle, end) not in links for middle in merging))


def balanced(came: Mapping[Link, int], went: Mapping[Link, int]) -> Flow:
    """Whom no destination is known of goes to 去向未登记; whom the roll does not know here comes from 学籍未对应."""
    came, went = dict(came), dict(went)
    arrived: dict[str, int] = defaultdict(int)
    for (_, middle), people in came.items():
        arrived[middle] += people
    for (middle, _), people in went.items():
        arrived[middle] -= people
    for middle, left in arrived.items():
        if left > 0:
            went[middle, MISSING] = left
        elif left < 0:
            came[UNKNOWN_SOURCE, middle] = -left
    return Flow(came, went)


def shareable(flow: Flow) -> Flow:
    """The same flow in parts of at least five: small middles go together, then within each middle small ends do.

    A middle whose parts could not be told even so is left out, on both sides.
    """
    volume: dict[str, int] = defaultdict(int)
    for (_, middle), people in flow.came.items():
        volume[middle] += people
    parts = published(volume)
    name = {middle: OTHERS if middle in parts.merged else middle for middle in volume}
    gone = {OTHERS} if parts.merged and not parts.rest else set()
    came: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    went: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (source, middle), people in flow.came.items():
        came[name[middle]][source] += people
    for (middle, target), people in flow.went.items():
        went[name[middle]][target] += people
    told_went: dict[Link, int] = {}
    told_came = with_small_ends_merged(
        {(end, middle): people for middle in came.keys() - gone for end, people in came[middle].items()}
    )
    for middle, targets in _told_table({middle: went[middle] for middle in came.keys() - gone}).items():
        told_went |= {(middle, target): people for target, people in targets.items()}
    return Flow(told_came, told_went)


def with_small_ends_merged(links: Mapping[Link, int]) -> dict[Link, int]:
    """(end, middle) → persons: the small ends of each middle as 其他."""
    rows: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (end, middle), people in links.items():
        rows[middle][end] += people
    return {(end, middle): people for middle, ends in _told_table(rows).items() for end, people in ends.items()}


def _told_table(rows: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Each middle with its small ends as 其他, and enough others that nobody who knows the totals of the ends, which other
    pages print, can work a small one out."""
    if len(rows) < 2:
        return {middle: _told(cells) for middle, cells in rows.items()}
    middles, ends = sorted(rows), sorted({end for cells in rows.values() for end in cells})
    table = [[rows[middle].get(end, 0) for end in ends] for middle in middles]
    forced: set[tuple[int, int]] = set()
    while True:
        covered = hidden(table, (), forced=forced, row_totals=False)
        more = {place for row in range(len(table)) for place in _too_few(table[row], row, covered)}
        if not more:
            break
        forced |= more
    found = {}
    for row, middle in enumerate(middles):
        rest = sum(people for column, people in enumerate(table[row]) if (row, column) in covered)
        shown = {
            end: table[row][column]
            for column, end in enumerate(ends)
            if (row, column) not in covered and table[row][column]
        }
        found[middle] = shown | ({OTHERS: rest} if rest else {})
    return found


def _too_few(cells: Sequence[int], row: int, covered: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """The least of the shown cells, where those hidden in the row are fewer than five persons together."""
    rest = sum(people for column, people in enumerate(cells) if (row, column) in covered)
    shown = [(people, column) for column, people in enumerate(cells) if people and (row, column) not in covered]
    return {(row, min(shown)[1])} if 0 < rest < LEAST and shown else set()


def _told(cells: Mapping[str, int]) -> dict[str, int]:
    """Cells with the merged ones as 其他; a middle of at least five persons always adds up."""
    parts = published(cells)
    if sum(cells.values()) < LEAST:
        return {}
    rest = sum(cells[key] for key in parts.merged)
    return parts.shown | ({OTHERS: rest} if rest else {})
