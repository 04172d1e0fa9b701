"""An attacker who holds everything the group prints of a cohort, and its table of schools, solves for small cells and finds none."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from numpy.typing import NDArray
from tests.cast import Cast

from shouwei.oversight.indicators.queries.disclosure import PART_SUMS, wanted, withheld_of
from shouwei.oversight.indicators.rules.disclosure import (
    ATOMS,
    CELLS,
    WIDTH,
    Vector,
    atoms_of,
    everybody,
    relations,
    sums_of,
    withheld,
)
from shouwei.oversight.indicators.rules.formula import EVERYWHERE, PARTS, Counts, Where
from shouwei.oversight.indicators.rules.parts import parts_of
from shouwei.oversight.indicators.rules.shipped import DEFINITIONS
from shouwei.oversight.indicators.rules.suppression import hidden, is_small
from shouwei.work.employment.tests.graduates import destination, graduate

OTHER_PRIME = 1_000_000_007
"""Not the one the rule reckons with."""
Matrix = NDArray[np.int64]


def cohort(chance: random.Random, schools: int) -> list[Counts]:
    """Schools whose graduates are spread as chance has it, so that many cells are small and many are not."""
    found = []
    for _ in range(schools):
        people: dict[Where, tuple[int, int]] = {}
        for part in PARTS:
            if chance.random() < 0.15:
                continue
            for _ in range(chance.choice((1, 2, 3, 5, 8))):
                size, sure = chance.choice((1, 2, 4, 7, 30)), chance.random() < 0.7
                for basis in ("workplace", "registered"):
                    key = (part, basis, chance.choice(EVERYWHERE))
                    claimed, proven = people.get(key, (0, 0))
                    people[key] = (claimed + size, proven + size * sure)
        lines = sum(claimed for (_, basis, _), (claimed, _) in people.items() if basis == "workplace")
        found.append(Counts(graduates=lines + chance.choice((0, 0, 3, 20)), people=people))
    return found


def shipped_sums() -> list[tuple[str, Vector]]:
    """As the query orders them, without a database."""
    sums = [(row.code, sums_of(row.spec)) for row in DEFINITIONS if row.spec["fact"] == "destinations"]
    asked = [("roll", everybody())]
    for which in ("denominator", "numerator"):
        asked += [(f"{code}:{which}", rows[which]) for code, rows in sums if which in rows]
    return [*asked, *PART_SUMS, *((f"{code}:claimed", rows["claimed"]) for code, rows in sums if "claimed" in rows)]


def solved(equations: Matrix, secrets: Matrix) -> list[int]:
    """Which of the secrets the equations determine: rows of secrets that elimination brings to nought."""
    rows, left = equations % OTHER_PRIME, secrets % OTHER_PRIME
    top = 0
    for column in range(rows.shape[1]):
        places = np.flatnonzero(rows[top:, column])
        if not len(places):
            continue
        pivot = top + int(places[0])
        rows[[top, pivot]] = rows[[pivot, top]]
        rows[top] = rows[top] * pow(int(rows[top, column]), -1, OTHER_PRIME) % OTHER_PRIME
        for matrix in (rows, left):
            factors = matrix[:, column].copy()
            if matrix is rows:
                factors[top] = 0
            matrix -= np.outer(factors, rows[top]) % OTHER_PRIME
            matrix %= OTHER_PRIME
        top += 1
        if top == len(rows):
            break
    return [number for number, row in enumerate(left) if not row.any()]


def attack(schools: list[Counts], *, careless: bool = False) -> tuple[list[str], int]:
    """Small cells found by name, and how many sums were printed. Unknowns: every school's atoms, one after another."""
    here = [atoms_of(facts) for facts in schools]
    whole = [sum(column) for column in zip(*here, strict=True)]
    others = [[a - b for a, b in zip(whole, one, strict=True)] for one in here] if len(here) > 1 else []
    sums = shipped_sums()
    kept = frozenset() if careless else withheld(whole, sums, others)
    table = [parts_of(facts) for facts in schools]
    totals = [column for column, (name, _) in enumerate(PART_SUMS) if name in kept]
    covered = frozenset() if careless else hidden(table, totals)
    count = len(schools)
    equations = [np.tile(row, count) for name, row in sums if name not in kept]
    for place in range(count):
        for row in relations():
            wide = np.zeros(WIDTH * count, dtype=np.int64)
            wide[place * WIDTH : (place + 1) * WIDTH] = row
            equations.append(wide)
        for column, vector in enumerate([*(row for _, row in PART_SUMS), everybody()]):
            if (place, column) not in covered:
                wide = np.zeros(WIDTH * count, dtype=np.int64)
                wide[place * WIDTH : (place + 1) * WIDTH] = vector
                equations.append(wide)
    secrets, names = [], []
    for cell in CELLS:
        if is_small(int(cell @ np.array(whole))):
            secrets.append(np.tile(cell, count))
            names.append(f"group {np.flatnonzero(cell)[:3]}")
    for place in range(count):
        for column, (name, vector) in enumerate(PART_SUMS):
            if is_small(table[place][column]):
                wide = np.zeros(WIDTH * count, dtype=np.int64)
                wide[place * WIDTH : (place + 1) * WIDTH] = vector
                secrets.append(wide)
                names.append(f"school {place} {name}")
    if not secrets:
        return [], len(sums) - len(kept)
    found = solved(np.array(equations), np.array(secrets))
    return [names[number] for number in found], len(sums) - len(kept)


@pytest.mark.parametrize("schools", [1, 2, 3, 5])
def test_the_attacker_finds_no_small_cell_in_everything_that_is_printed(schools: int) -> None:
    chance = random.Random(schools)
    printed = 0
    for _ in range(25):
        found, told = attack(cohort(chance, schools))
        assert found == []
        printed += told
    assert printed > 25 * 10  # it is not by silence that nothing is found


def test_without_suppression_the_attacker_finds_them() -> None:
    """The negative control."""
    chance = random.Random(7)
    assert sum(len(attack(cohort(chance, 3), careless=True)[0]) for _ in range(10)) > 50


def test_no_pair_of_printed_figures_differs_by_a_small_group() -> None:
    chance = random.Random(11)
    for _ in range(20):
        schools = cohort(chance, 3)
        whole = [sum(column) for column in zip(*map(atoms_of, schools), strict=True)]
        kept = withheld(whole, shipped_sums())
        told = [(row, int(row @ np.array(whole))) for name, row in shipped_sums() if name not in kept]
        for (a, people), (b, fewer) in combinations(told, 2):
            inner, outer = (b, a) if (a >= b).all() else (a, b)
            if (outer >= inner).all() and any((outer - inner == cell).all() for cell in CELLS):
                assert not is_small(abs(people - fewer))


def test_nothing_is_withheld_where_no_cell_is_small() -> None:
    people: dict[Where, tuple[int, int]] = {
        (part, basis, place): (400, 200)
        for part in PARTS
        for basis in ("workplace", "registered")
        for place in EVERYWHERE
    }
    assert withheld(atoms_of(Counts(graduates=400 * 24 + 50, people=people)), shipped_sums()) == frozenset()
    assert len(ATOMS) + 1 == WIDTH


def test_a_school_that_knows_its_own_people_learns_nothing_small_of_the_others() -> None:
    """Eight enlisted, six of them of one school: the total would tell it of the other two."""
    one = Counts(40, {("contract", b, "city"): (34, 34) for b in ("workplace", "registered")} | {
        ("service", b, ""): (6, 6) for b in ("workplace", "registered")})  # fmt: skip
    two = Counts(52, {("contract", b, "city"): (50, 50) for b in ("workplace", "registered")} | {
        ("service", b, ""): (2, 2) for b in ("workplace", "registered")})  # fmt: skip
    whole = [a + b for a, b in zip(atoms_of(one), atoms_of(two), strict=True)]
    alone = withheld(whole, shipped_sums())
    beside = withheld(whole, shipped_sums(), [atoms_of(two), atoms_of(one)])
    assert ("part.service" in alone, "part.service" in beside) == (False, True)


@pytest.mark.django_db
def test_every_outlet_withholds_the_same(cast: Cast, client: Client) -> None:
    """Two of thirty work elsewhere in the province: neither the province's reading nor anything that would tell it is printed."""
    for n in range(30):
        county = "340104" if n < 2 else "340811"
        destination(
            graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county=county, registered_county="340811"
        )
    kept = withheld_of([2026])[2026]
    assert next(name for name, _ in wanted() if name not in kept) == "roll"
    client.force_login(cast.fang.user)

    compared = client.get(reverse("indicators:compare", args=["local"]), {"year": 2026}).context["rows"]
    targets = client.get(reverse("indicators:targets"), {"year": 2026}).context["groups"][0][1][-1].figure
    schools = client.get(reverse("indicators:schools"), {"year": 2026}).context["lines"]

    told = {row.code: now.numerator for row, now, _ in compared if now.numerator is not None}
    printed = {told.get("local.city.employed.workplace"), told.get("local.province.employed.workplace")}
    assert printed != {28, 30}
    assert targets.numerator == told.get("local.city.employed.workplace")
    assert all(line.numbers[1] is None for line in schools)
    assert sum(number is None for number in schools[-1].numbers) >= 2
