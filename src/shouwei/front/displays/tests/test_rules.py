"""Small groups stay hidden, flows are conserved, nothing in the picture overlaps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shouwei.oversight.indicators.rules.edition import OTHERS
from shouwei.oversight.indicators.rules.small_groups import published, told
from shouwei.oversight.indicators.rules.suppression import LEAST
from shouwei.oversight.indicators.tests.test_suppression import derivable

from ..pages.quadrant import Line, drawing
from ..rules.flows import MISSING, Flow, balanced, destination, shareable
from ..rules.quadrant import Programme, means, quarter
from ..rules.sankey import laid_out
from ..rules.shades import shade

NAMES = st.sampled_from("甲乙丙丁戊己")
CELLS = st.lists(st.integers(0, 60), max_size=6).map(lambda people: dict(zip("甲乙丙丁戊己", people, strict=False)))
LINKS = st.dictionaries(st.tuples(NAMES, NAMES), st.integers(1, 60), max_size=20)


@given(CELLS)
def test_no_small_cell_is_told_or_left_over(cells: dict[str, int]) -> None:
    parts = published(cells)

    assert all(people >= LEAST for people in parts.shown.values())
    assert parts.rest == 0 or (parts.rest >= LEAST and len(parts.merged) > 1)
    assert parts.total <= sum(cells.values())
    assert {key for key, people in cells.items() if 0 < people < LEAST} <= parts.merged
    # Whatever is missing from the sum of all is at most one part that was too small to be told, and nothing else is missing.
    left_out = sum(cells.values()) - parts.total
    assert left_out == (0 if parts.rest or not parts.merged else sum(cells[key] for key in parts.merged))
    assert not (left_out and parts.shown)


def test_edges_of_small_groups() -> None:
    assert published({"a": 4, "b": 30}).shown == {}  # one small cell takes the least of the others with it
    assert published({"a": 4, "b": 30}).rest == 34
    assert published({"a": 2, "b": 2, "c": 9, "d": 9}).shown == {"d": 9}  # two small ones together are still small
    assert published({"a": 3, "b": 2, "c": 9}).shown == {"c": 9}  # exactly five together
    assert (published({"a": 4}).shown, published({"a": 4}).rest) == ({}, 0)
    assert [told(n) for n in (0, 1, 4, 5)] == ["0", "少于5", "少于5", "5"]


@given(LINKS, LINKS)
def test_a_shared_flow_is_conserved_and_tells_no_small_group(came: dict, went: dict) -> None:  # type: ignore[type-arg]
    whole = balanced(came, went)

    flow = shareable(whole)

    for one in (whole, flow):
        arrived, left = _sums(one)
        assert arrived == left
    assert all(people >= LEAST for people in (*flow.came.values(), *flow.went.values()))


def _sums(flow: Flow) -> tuple[dict[str, int], dict[str, int]]:
    arrived: dict[str, int] = {}
    left: dict[str, int] = {}
    for (_, middle), people in flow.came.items():
        arrived[middle] = arrived.get(middle, 0) + people
    for (middle, _), people in flow.went.items():
        left[middle] = left.get(middle, 0) + people
    return arrived, left


@given(LINKS, LINKS)
def test_who_knows_the_totals_of_the_ends_works_out_no_small_cell(came: dict, went: dict) -> None:  # type: ignore[type-arg]
    """An attacker with the true totals of every end (other pages print them) and all that is told solves for the rest."""
    whole = balanced(came, went)
    flow = shareable(whole)
    middles = sorted({middle for middle, _ in flow.went} - {OTHERS})
    if len(middles) < 2 or any(middle == OTHERS for middle, _ in flow.went):
        return  # a lone middle is the group itself, whose totals the indicators decide on
    ends = sorted({end for middle, end in whole.went if middle in middles})
    table = [[whole.went.get((middle, end), 0) for end in ends] for middle in middles]
    covered = {
        (row, column)
        for row, middle in enumerate(middles)
        for column, end in enumerate(ends)
        if table[row][column] and (middle, end) not in flow.went
    }
    noughts = {(row, column) for row, cells in enumerate(table) for column, n in enumerate(cells) if not n}
    small = {(row, column) for row, cells in enumerate(table) for column, n in enumerate(cells) if 0 < n < LEAST}
    # What is not told may be nought or hidden; the attacker cannot tell, so both are unknown to him. Column totals below five are
    # the group's own small cells, which no other page prints.
    few = {(len(table), c) for c in range(len(ends)) if 0 < sum(cells[c] for cells in table) < LEAST}
    assert small <= covered
    assert derivable(table, frozenset(covered | noughts | few)) & small == set()


def test_an_end_of_which_some_went_into_others_is_told_as_a_part() -> None:
    flow = Flow(
        {("甲", "一"): 9, ("乙", "二"): 9}, {("一", "本市"): 6, ("一", OTHERS): 3, ("二", "本市"): 5, ("二", "省外"): 4}
    )
    assert flow.parts == {"省外"}  # 一 may have sent some there too; 本市 is told whole
    assert Flow({("甲", "一"): 9, (OTHERS, "一"): 5, ("乙", "二"): 9}, {("一", "本市"): 14}).parts == {"乙"}
    assert Flow({("甲", "一"): 9}, {("一", "本市"): 9}).parts == frozenset()


def test_whom_nobody_knows_is_said_so() -> None:
    assert balanced({("初中", "汽车"): 9}, {("汽车", "升学"): 7}).went == {("汽车", "升学"): 7, ("汽车", MISSING): 2}
    assert shareable(Flow({("初中", "汽车"): 9}, {("汽车", "升学"): 7, ("汽车", MISSING): 2})).went == {
        ("汽车", OTHERS): 9
    }


@given(LINKS, LINKS)
def test_heights_are_in_proportion_and_nothing_overlaps(came: dict, went: dict) -> None:  # type: ignore[type-arg]
    flow = balanced(came, went)

    made = laid_out((flow.came, flow.went), columns=(0, 100, 200), thick=10, height=400, gap=6, orders=((), (), ()))

    for column in made.nodes:
        for above, below in pairwise(column):
            assert above.y + above.height + 5.999 <= below.y
        for node in column:
            assert abs(node.height - node.people * made.scale) < 1e-6
            assert -1e-6 < node.y <= node.y + node.height < 400 + 1e-6
    assert sum(one.people for one in made.ribbons) == flow.people * 2
    for side in ("left", "right"):
        for here in made.ribbons:
            for there in made.ribbons:
                if here is not there and here.x1 == there.x1:
                    a, b = getattr(here, side), getattr(there, side)
                    assert a + here.height <= b + 1e-6 or b + there.height <= a + 1e-6


def test_destinations_by_outcome_and_place() -> None:
    asked = (
        ("employed", "340811"),
        ("employed", "province"),
        ("employed", "elsewhere"),
        ("employed", ""),
        ("study", ""),
    )

    assert [destination(*one) for one in asked] == ["本市就业", "省内其他", "省外", "就业地未填", "升学"]


def _programme(*, registered: int, local: int, employed: int = 40) -> Programme:
    return Programme("k", "北辰", "汽车", "中职", 50, registered, 60, employed, local)


def test_the_quadrant_leaves_small_groups_out_of_its_means() -> None:
    full, weak = _programme(registered=50, local=30), _programme(registered=25, local=10)
    small = [
        _programme(registered=50, local=4),
        _programme(registered=50, local=36),
        _programme(registered=4, local=20),
    ]

    mean = means([full, weak, *small])

    assert mean == means([full, weak])
    assert mean is not None
    assert (mean.fill, mean.rate) == (0.75, 0.5)
    assert [row.plotted for row in (full, weak, *small)] == [True, True, False, False, False]
    assert (quarter(full, mean), quarter(weak, mean)) == ("招生好、留得住", "招生弱、外流多")


def test_shades_step_with_the_largest() -> None:
    assert [shade(n, 100) for n in (0, 1, 20, 21, 100)] == [0, 1, 1, 2, 5]


def test_dots_of_one_place_stand_side_by_side() -> None:
    """In steps many programmes share a place; each keeps a number one can read."""
    rows = [Programme(key, "甲校", key, "中职", 40, 36, 30, 300, 120) for key in "abc"]
    lines = [Line(n, row, "", "36", "20–39") for n, row in enumerate(rows, 1)]
    mean = means(rows)
    assert mean is not None
    for width, size in ((960, 1.0), (360, 0.7)):
        dots = drawing("x", lines, mean, width=width, height=420, size=size).dots
        xs = sorted(dot.x for dot in dots)
        assert all(right - left >= dots[0].r for left, right in pairwise(xs))
        assert all(dots[0].r <= x <= width for x in xs)
