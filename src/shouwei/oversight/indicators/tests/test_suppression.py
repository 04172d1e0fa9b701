"""Nobody who reads a table with its totals can work out a small number, by any sums and differences."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from shouwei.oversight.indicators.rules.suppression import (
    Word,
    hidden,
    is_small,
    may_publish_word,
    published_word,
    with_totals,
    words_told,
)


def derivable(table: list[list[int]], covered: frozenset[tuple[int, int]]) -> set[tuple[int, int]]:
    """An attacker's linear algebra: every line sums to its total; what is left is solved exactly."""
    full = with_totals(table)
    height, width = len(full), len(full[0])
    unknown = sorted(covered)
    column = {place: number for number, place in enumerate(unknown)}
    rows = [[(r, c) for c in range(width)] for r in range(height)] + [
        [(r, c) for r in range(height)] for c in range(width)
    ]
    matrix = []
    for line in rows:
        equation = [Fraction(0)] * len(unknown)
        for place in line:
            if place in column:
                equation[column[place]] = Fraction(-1 if place == line[-1] else 1)
        matrix.append(equation)
    rank = 0
    for col in range(len(unknown)):
        pivot = next((r for r in range(rank, len(matrix)) if matrix[r][col]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        matrix[rank] = [value / matrix[rank][col] for value in matrix[rank]]
        for other in range(len(matrix)):
            if other != rank and matrix[other][col]:
                factor = matrix[other][col]
                matrix[other] = [a - factor * b for a, b in zip(matrix[other], matrix[rank], strict=True)]
        rank += 1
    solved = [row for row in matrix if sum(1 for value in row if value) == 1]
    return {unknown[next(n for n, value in enumerate(row) if value)] for row in solved}


tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 300)), min_size=width, max_size=width),
        min_size=1,
        max_size=7,
    )
)


@settings(max_examples=400, deadline=None)
@given(tables)
def test_no_small_number_can_be_worked_out(table: list[list[int]]) -> None:
    full = with_totals(table)
    small = {(r, c) for r, row in enumerate(full) for c, number in enumerate(row) if is_small(number)}

    covered = hidden(table)

    assert small <= covered
    assert derivable(table, covered) & small == set()


@settings(max_examples=100, deadline=None)
@given(tables)
def test_the_attacker_finds_what_is_hidden_alone(table: list[list[int]]) -> None:
    """A negative control: hiding only the small numbers is not enough, and the attacker of these tests can tell."""
    full = with_totals(table)
    alone = frozenset({(0, 0)})

    assert derivable(table, alone) == {(0, 0)}
    assert full[0][0] == table[0][0]


@settings(max_examples=200, deadline=None)
@given(tables)
def test_the_groups_own_figures_stay_because_other_pages_print_them(table: list[list[int]]) -> None:
    totals = with_totals(table)[-1]
    if len(table) > 1 and not any(map(is_small, totals)):
        assert {place for place in hidden(table) if place[0] == len(table)} == set()


def test_nothing_is_hidden_without_a_reason() -> None:
    assert hidden([[10, 0], [7, 9]]) == frozenset()
    assert hidden([[3, 20, 30], [40, 50, 60], [70, 80, 90]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_the_graduates_word_is_told_only_of_groups() -> None:
    assert [may_publish_word(of=of, confirmed=n) for of, n in ((4, 2), (20, 4), (20, 16), (20, 15), (10, 5))] == [
        False, False, False, True, True,
    ]  # fmt: skip
    assert published_word(of=40, confirmed=21, before=20) == 20
    assert published_word(of=40, confirmed=25, before=20) == 25
    assert published_word(of=8, confirmed=8, before=None) is None
    # Two figures about the same people that differ by three would tell of those three.
    words = [Word(of=40, confirmed=20, before=None), Word(of=60, confirmed=23, before=None), Word(60, 25, None)]
    assert words_told(words) == [20, None, 25]
