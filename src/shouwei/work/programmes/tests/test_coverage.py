"""Coverage: three readings that nest, an oracle that counts the slow way, and what closing would lose."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shouwei.work.programmes.rules.coverage import (
    Coverage,
    Depth,
    Duplicate,
    Link,
    Point,
    Unit,
    coverage,
    duplicates,
    lost,
)

CARS = Unit(1, 1, "新能源汽车", "示例经开区")
FILM = Unit(2, 2, "功能膜", "示例县")


def point(key: int, code: str = "A", status: str = "enrolling", intake: int = 40, **other: object) -> Point:
    values: dict[str, object] = {
        "school": key,
        "school_name": f"学校{key}",
        "level": "secondary",
        "name": f"专业{code}",
    }
    return Point(key=key, code=code, status=status, intake=intake, **(values | other))  # type: ignore[arg-type]


def link(unit: int, code: str = "A", strength: int = 2) -> Link:
    return Link(unit, "secondary", code, strength)


def depths(found: Coverage) -> list[Depth]:
    return [found.depths[unit.key] for unit in found.units]


def test_each_reading_asks_for_one_thing_more() -> None:
    asked = [
        (point(1, status="proposed"), Depth.NONE),
        (point(1, status="paused"), Depth.NONE),
        (point(1, status=""), Depth.NONE),
        (point(1, intake=0), Depth.NOMINAL),
        (point(1, status="filed", intake=0), Depth.NOMINAL),
        (point(1, intake=1), Depth.EFFECTIVE),
        (point(1, intake=0, partners=frozenset({1})), Depth.NOMINAL),  # a partner without students
        (point(1, partners=frozenset({2})), Depth.EFFECTIVE),  # a partner of another industry
        (point(1, partners=frozenset({1})), Depth.DEEP),
    ]

    assert [(depths(coverage([CARS], [link(1)], [p]))[0], wanted) for p, wanted in asked] == [
        (wanted, wanted) for _, wanted in asked
    ]


def test_a_weak_link_or_another_level_does_not_count() -> None:
    points = [point(1)]

    assert depths(coverage([CARS], [link(1, strength=1)], points)) == [Depth.NONE]
    assert depths(coverage([CARS], [link(1, strength=1)], points, least_strength=1)) == [Depth.EFFECTIVE]
    assert depths(coverage([CARS], [link(1)], points, level="higher")) == [Depth.NONE]


def test_nothing_to_cover_has_no_share() -> None:
    assert coverage([], [], [point(1)]).share(Depth.NOMINAL) is None


def test_closing_the_only_programme_loses_the_industry_closing_one_of_two_loses_nothing() -> None:
    points = [point(1), point(2), point(3, code="B")]
    links = [link(1, "A"), link(2, "B")]
    before = coverage([CARS, FILM], links, points)

    assert lost(before, coverage([CARS, FILM], links, points, without={1})) == []
    assert lost(before, coverage([CARS, FILM], links, points, without={3})) == [(FILM, Depth.EFFECTIVE, Depth.NONE)]


def test_duplicates_are_at_three_schools_with_a_class_that_does_not_fill() -> None:
    three = [point(1, intake=50), point(2, intake=29), point(3, intake=45)]

    assert duplicates(three) == [Duplicate("secondary", "A", "专业A", tuple(three))]
    assert duplicates(three[:2]) == []  # two schools
    assert duplicates([point(key, intake=30) for key in (1, 2, 3)]) == []  # every class fills exactly


POINTS = st.lists(
    st.builds(
        point,
        st.integers(1, 6),
        st.sampled_from("ABC"),
        st.sampled_from(["", "proposed", "filed", "enrolling", "paused", "closed"]),
        st.sampled_from([0, 1, 29, 30]),
        partners=st.frozensets(st.integers(1, 3)),
    ),
    max_size=8,
    unique_by=lambda p: p.key,
)
LINKS = st.lists(st.builds(link, st.integers(1, 3), st.sampled_from("ABC"), st.integers(1, 3)), max_size=8)
UNITS = [Unit(key, key, f"产业{key}", "示例") for key in (1, 2, 3)]


@given(POINTS, LINKS, st.integers(1, 3))
def test_the_oracle_that_asks_every_pair_agrees(points: list[Point], links: list[Link], least: int) -> None:
    found = coverage(UNITS, links, points, least_strength=least)

    for unit in UNITS:
        serving = [
            p
            for p in points
            for each in links
            if each.unit == unit.key and each.strength >= least and (each.level, each.code) == (p.level, p.code)
        ]
        filed = [p for p in serving if p.status in ("filed", "enrolling")]
        taking = [p for p in filed if p.intake > 0]
        deep = [p for p in taking if unit.industry in p.partners]
        slow = Depth.DEEP if deep else Depth.EFFECTIVE if taking else Depth.NOMINAL if filed else Depth.NONE
        assert found.depths[unit.key] is slow
    shares = [found.covered(depth) for depth in (Depth.NOMINAL, Depth.EFFECTIVE, Depth.DEEP)]
    assert shares == sorted(shares, reverse=True)
    assert len(found.gaps) == len(UNITS) - shares[0]


@given(POINTS, LINKS, st.frozensets(st.integers(1, 6)))
def test_closing_never_deepens_anything(points: list[Point], links: list[Link], without: frozenset[int]) -> None:
    before, after = coverage(UNITS, links, points), coverage(UNITS, links, points, without=without)

    assert all(after.depths[unit.key] <= before.depths[unit.key] for unit in UNITS)
    assert after.depths == coverage(UNITS, links, [p for p in points if p.key not in without]).depths
