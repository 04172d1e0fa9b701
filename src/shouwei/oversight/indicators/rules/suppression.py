"""Small cells hidden, and enough beside them that nothing can be worked out again.

Source: trust.md, T32 and G28 (no cell under five derivable from any pair of filters). A table with its totals is a graph: rows and columns
(the totals among them) are nodes, a hidden number is an edge; a hidden number can be worked out exactly when its edge lies on no circle
(Gusfield 1988, "A graph theoretic approach to statistical data security"). So every small number is put on a circle, over the least
of other numbers; circles avoid noughts, so that knowing numbers cannot be negative does not help either.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass

LEAST = 5
Place = tuple[int, int]
Table = Sequence[Sequence[int]]


def with_totals(table: Table) -> list[list[int]]:
    """The table with a total at the end of each row and a row of totals beneath."""
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def is_small(number: int) -> bool:
    """Nought tells of nobody."""
    return 0 < number < LEAST


def hidden(
    table: Table, withheld: Collection[int] | None = None, *, forced: Collection[Place] = (), row_totals: bool = True
) -> frozenset[Place]:
    """Places not to be printed in the table with its totals (row, column; the last of each are totals).

    ``forced``: places hidden for another reason. ``row_totals``: whether the total of a row may be hidden to hide others.
    ``withheld``: columns whose total nobody prints. With it given, no other total is hidden: it would be known from elsewhere.
    """
    full = with_totals(table)
    places = {(r, c): number for r, row in enumerate(full) for c, number in enumerate(row)}
    covered = {place for place, number in places.items() if is_small(number)}
    covered |= {(len(full) - 1, column) for column in withheld or ()} | set(forced)
    if not row_totals:
        places = {place: number for place, number in places.items() if place[1] < len(full[0]) - 1}
        covered = {place for place in covered if place in places}
    for place in sorted(covered, key=lambda one: (places[one], one)):
        covered |= _circle(place, covered, places, withheld)
    return frozenset(covered)


def _circle(
    place: Place, covered: set[Place], places: dict[Place, int], withheld: Collection[int] | None
) -> set[Place]:
    """The cheapest way back from the column of ``place`` to its row by other numbers; what is hidden already costs nothing.

    The row of totals is taken last: other pages print those figures of the group, so hiding them here would not hide them.
    """
    start, goal = ("c", place[1]), ("r", place[0])
    whole = sum(places.values()) + 1
    best: dict[tuple[str, int], int] = {start: 0}
    came: dict[tuple[str, int], tuple[tuple[str, int], Place]] = {}
    queue: list[tuple[int, tuple[str, int]]] = [(0, start)]
    around = _edges(places)
    last = max(row for row, _ in places)
    while queue:
        cost, node = heapq.heappop(queue)
        if node == goal:
            break
        if cost > best[node]:
            continue
        for edge in around[node]:
            if edge == place or (withheld is not None and edge[0] == last and edge[1] not in withheld):
                continue
            other = ("r", edge[0]) if node[0] == "c" else ("c", edge[1])
            price = (
                whole * whole if edge[0] == last else 0 if edge in covered and places[edge] else places[edge] or whole
            )
            step = cost + price
            if step < best.get(other, step + 1):
                best[other], came[other] = step, (node, edge)
                heapq.heappush(queue, (step, other))
    way: set[Place] = set()
    node = goal
    while node in came:
        node, edge = came[node]
        way.add(edge)
    return way


def _edges(places: dict[Place, int]) -> dict[tuple[str, int], list[Place]]:
    around: dict[tuple[str, int], list[Place]] = {}
    for row, column in places:
        around.setdefault(("r", row), []).append((row, column))
        around.setdefault(("c", column), []).append((row, column))
    return around


def may_publish_word(*, of: int, confirmed: int) -> bool:
    """Whether what graduates said themselves may be told: never where single answers could be guessed, or where all said one thing."""
    return of >= LEAST and confirmed >= LEAST and of - confirmed >= LEAST


def published_word(*, of: int, confirmed: int, before: int | None) -> int | None:
    """What is told of ``confirmed``: a change of less than five since the last time is not told, so that no difference gives one away."""
    if before is not None and abs(confirmed - before) < LEAST:
        return before if before <= of else None
    return confirmed if may_publish_word(of=of, confirmed=confirmed) else None


@dataclass(frozen=True, slots=True)
class Word:
    """``of``: the figure's numerator; ``confirmed``: those of them who confirmed; ``before``: what was told last."""

    of: int
    confirmed: int
    before: int | None


def words_told(words: Sequence[Word]) -> list[int | None]:
    """What is told of figures about the same people, the weightiest first: two that differ by a few would tell of those few."""
    told: list[int | None] = []
    for word in words:
        people = published_word(of=word.of, confirmed=word.confirmed, before=word.before)
        if people is not None and any(other is not None and is_small(abs(other - people)) for other in told):
            people = None
        told.append(people)
    return told
