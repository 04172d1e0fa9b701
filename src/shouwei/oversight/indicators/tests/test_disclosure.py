"""An attacker who joins everything the group tells of a cohort, on every outlet, solves for small cells and finds none."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from numpy.typing import NDArray
from tests.cast import Cast

from shouwei.oversight.indicators.models import Edition
from shouwei.oversight.indicators.queries.editions import cohort_as, cohort_from, told_as, told_from
from shouwei.oversight.indicators.rules import edition as rule
from shouwei.oversight.indicators.rules.disclosure import ATOMS, PART_SUMS, WIDTH, atoms_of, relations, sign
from shouwei.oversight.indicators.rules.edition import (
    DESTINATIONS,
    OTHERS,
    Cohort,
    Told,
    decide,
    may_follow,
    moved,
)
from shouwei.oversight.indicators.rules.formula import BASES, EVERYWHERE, OUTCOMES, PARTS, PLACES, Counts
from shouwei.oversight.indicators.rules.shipped import DEFINITIONS
from shouwei.oversight.indicators.workflows.publish_editions import admit_formulas, publish_editions
from shouwei.work.employment.models import Destination
from shouwei.work.employment.tests.graduates import destination, graduate

OTHER_PRIME = 1_000_000_007
"""Not the one the rule reckons with."""
COUNTIES = ("340811", "340881")
SPECIALTIES = {"A1": "汽车", "A2": "汽车", "B1": "化工"}
OUTCOME = {"contract": "employed", "other": "employed", "service": "service", "study": "study"}
SPECS = [row.spec for row in DEFINITIONS if row.spec["fact"] == "destinations"]


class Graduate(NamedTuple):
    """``part`` "": no destination registered. ``work``: a county of the city, or another place; ``seat``: of the employer."""

    school: int
    code: str
    part: str = ""
    work: str = ""
    seat: str = ""
    proven: bool = False
    grown: bool = False
    """Came by adult intake."""

    def at(self, basis: str) -> str:
        place = self.work if basis == "workplace" else self.seat
        return "city" if place.isdigit() else place


KINDS = [
    Graduate(0, "", part, work, seat, sure, grown)
    for part, work, seat, sure, grown in product(
        PARTS, (*COUNTIES, "province", "elsewhere", ""), EVERYWHERE, (True, False), (True, False)
    )
] + [Graduate(0, ""), Graduate(0, "", grown=True)]
Ask = Callable[[Graduate], bool]


def cohort_of(people: Iterable[Graduate]) -> Cohort:
    """Counted as the rows would be."""
    every = list(people)
    schools: dict[int, Counts] = {}
    for school in sorted({one.school for one in every}):
        here = [one for one in every if one.school == school]
        schools[school] = replace(counts_of(here), grown=counts_of([one for one in here if one.grown]))
    went = Counter(
        (one.school, "secondary", one.code, OUTCOME.get(one.part, "unsettled"), one.work) for one in every if one.part
    )
    roll = Counter((one.school, "secondary", one.code, "veteran" if one.grown else "middle") for one in every)
    clusters = {(school, "secondary", code): name for school in schools for code, name in SPECIALTIES.items()}
    return Cohort(schools, dict(went), dict(roll), clusters)


def counts_of(here: list[Graduate]) -> Counts:
    cells = {
        (part, basis, place): (
            sum(one.part == part and one.at(basis) == place for one in here),
            sum(one.part == part and one.at(basis) == place and one.proven for one in here),
        )
        for part, basis, place in product(PARTS, BASES, EVERYWHERE)
    }
    return Counts(len(here), {where: both for where, both in cells.items() if both[0]})


def some_people(chance: random.Random, schools: int) -> list[Graduate]:
    """Spread as chance has it, so that many cells are small and many are not."""
    found: list[Graduate] = []
    for school in range(1, schools + 1):
        for _ in range(chance.randrange(3, 14)):
            kind = chance.choice(KINDS)._replace(school=school, code=chance.choice(list(SPECIALTIES)))
            found += [kind] * chance.choice((1, 2, 3, 4, 7, 30, 60))
    return found


def figure(spec: dict[str, Any], which: str) -> Ask:
    """What a figure counts, in the words of its formula."""
    parts = OUTCOMES[spec["numerator" if which != "denominator" else "denominator"]][1]
    place, basis = (spec.get("place"), spec.get("basis", "")) if which != "denominator" else ("", "")
    proven = which == "numerator" and spec["numerator"] not in ("waiting", "not_seeking", "graduates")

    def counts(one: Graduate) -> bool:
        if (parts is not None and one.part not in parts) or (one.grown and not spec.get("adults", True)):
            return False
        if place and (not one.part or one.at(basis) not in PLACES[place][1]):
            return False
        return one.proven or not proven

    return counts


def column(number: int) -> Ask:
    """Of the table of schools."""

    def counts(one: Graduate) -> bool:
        if one.part in ("contract", "other"):
            placed = one.proven and one.at("workplace") != ""
            return number == (("city", "province", "elsewhere").index(one.at("workplace")) if placed else 3)
        return number == {"study": 4, "service": 5, "waiting": 6, "not_seeking": 6, "": 7}[one.part]

    return counts


def end(number: int) -> Ask:
    """Of the picture of flows."""

    def counts(one: Graduate) -> bool:
        if one.part in ("contract", "other"):
            return number == EVERYWHERE.index(one.at("workplace"))
        return number == {"study": 4, "service": 5, "waiting": 6, "not_seeking": 6, "": 7}[one.part]

    return counts


def works(one: Graduate) -> bool:
    return one.part in ("contract", "other")


def middle_of(told: Told, one: Graduate) -> str:
    """As merged in the picture; a cluster that is not in it has been merged, or left out."""
    mine = SPECIALTIES[one.code]
    return mine if any(middle == mine for _, _, middle in told.came) else OTHERS


def told_equations(told: Told) -> list[tuple[Ask, int]]:
    """Everything printed anywhere, and what is known: the rolls."""
    asks: list[tuple[Ask, int]] = []
    for spec in SPECS:
        if told.prints(sign(spec), "denominator"):
            asks.append((figure(spec, "denominator"), 0))
            if told.prints(sign(spec), "numerator"):  # else what was claimed is not printed either
                which = ("numerator", "claimed") if told.prints(sign(spec), "claimed") else ("numerator",)
                asks += [(figure(spec, one), 0) for one in which]
    for number in range(8):
        if PART_SUMS[number][0] not in told.hidden:
            asks.append((column(number), 0))
    for school, row in told.schools.items():
        asks.append((lambda one, s=school: one.school == s, told.rolls[school]))  # type: ignore[misc]
        for ask, people in zip(map(column, range(8)), row, strict=True):
            if people is not None:
                asks.append((lambda one, s=school, c=ask: one.school == s and c(one), people))  # type: ignore[misc]
    for county, people in told.counties.items():
        asks.append((lambda one, c=county: works(one) and one.work == c, people))  # type: ignore[misc]
    if told.counties_rest is not None:
        rest = [county for county in COUNTIES if county not in told.counties]
        asks.append((lambda one: works(one) and one.work in rest, told.counties_rest))
    for place, people in told.outside.items():
        asks.append((lambda one, p=place: works(one) and one.work == p, people))  # type: ignore[misc]
    if told.outside_rest is not None:
        away = [place for place in rule.OUTSIDE if place not in told.outside]
        asks.append((lambda one: works(one) and one.work in away, told.outside_rest))
    if told.employed is not None:
        asks.append((works, told.employed))
    for middle in {middle for middle, _ in told.went}:
        shown = {name for where, name in told.went if where == middle and name != OTHERS}
        for name in shown:
            ask = end(DESTINATIONS.index(name))
            asks.append((lambda one, m=middle, a=ask: middle_of(told, one) == m and a(one), told.went[middle, name]))  # type: ignore[misc]
    for cluster in set(SPECIALTIES.values()):
        asks.append((lambda one, c=cluster: SPECIALTIES[one.code] == c, 0))  # type: ignore[misc]
        asks.append((lambda one, c=cluster: SPECIALTIES[one.code] == c and one.grown, 0))  # type: ignore[misc]
    return asks


EITHER = (True, False, None)
AREAS = [places for size in range(1, 5) for places in combinations(EVERYWHERE, size)]


def secret_cells(told: Told, schools: Iterable[int]) -> list[tuple[str, Ask]]:
    """What somebody might filter by, alone and in pairs."""
    cells: list[tuple[str, Ask]] = []
    outcomes = [(name, parts) for name, (_, parts) in OUTCOMES.items() if parts] + [(one, (one,)) for one in PARTS]
    for (name, parts), basis, place, sure, grown in product(outcomes, BASES, AREAS, EITHER, EITHER):
        cells.append(
            (
                f"{name} {basis} {place} {sure} {grown}",
                lambda one, k=parts, b=basis, p=place, s=sure, g=grown: (  # type: ignore[misc]
                    one.part in k and one.at(b) in p and s in (None, one.proven) and g in (None, one.grown)
                ),
            )
        )
    cells += [(f"unregistered {g}", lambda one, g=g: not one.part and one.grown == g) for g in (True, False)]  # type: ignore[misc]
    cells += [(f"county {c}", lambda one, c=c: works(one) and one.work == c) for c in COUNTIES]  # type: ignore[misc]
    for number in range(8):
        part, went = column(number), end(number)
        cells += [(f"school {s} {number}", lambda one, s=s, c=part: one.school == s and c(one)) for s in schools]  # type: ignore[misc]
        cells += [
            (f"{m} {number}", lambda one, m=m, e=went: middle_of(told, one) == m and e(one))  # type: ignore[misc]
            for m in (*set(SPECIALTIES.values()), OTHERS)
        ]
    return cells


Matrix = NDArray[np.int64]


def solved(equations: Matrix, secrets: Matrix) -> list[int]:
    """Which of the secrets the equations determine: rows of secrets that elimination brings to nought."""
    rows, left = equations % OTHER_PRIME, secrets % OTHER_PRIME
    top = 0
    for place in range(rows.shape[1]):
        found = np.flatnonzero(rows[top:, place])
        if not len(found):
            continue
        pivot = top + int(found[0])
        rows[[top, pivot]] = rows[[pivot, top]]
        rows[top] = rows[top] * pow(int(rows[top, place]), -1, OTHER_PRIME) % OTHER_PRIME
        for matrix, first in ((rows, top + 1), (left, 0)):
            which = first + np.flatnonzero(matrix[first:, place])
            matrix[which] = (matrix[which] - np.outer(matrix[which, place], rows[top]) % OTHER_PRIME) % OTHER_PRIME
        top += 1
        if top == len(rows):
            break
    return [number for number, row in enumerate(left) if not row.any()]


def attack(people: list[Graduate], told: Told) -> list[str]:
    """Small cells found, by name. Unknowns: how many there are of every kind of graduate at every school in every specialty."""
    schools = sorted({one.school for one in people})
    kinds = [kind._replace(school=s, code=code) for s in schools for code in SPECIALTIES for kind in KINDS]
    small = [(name, ask) for name, ask in secret_cells(told, schools) if 0 < sum(map(ask, people)) < 5]
    if not small:
        return []
    equations = np.array([[ask(kind) for kind in kinds] for ask, _ in told_equations(told)], dtype=np.int64)
    secrets = np.array([[ask(kind) for kind in kinds] for _, ask in small], dtype=np.int64)
    return [small[number][0] for number in solved(equations, secrets)]


def unprotected(people: list[Graduate], monkeypatch: pytest.MonkeyPatch) -> Told:
    """The same edition with the protection switched off."""
    with monkeypatch.context() as patch:
        patch.setattr(rule, "is_small", lambda _: False)
        patch.setattr(rule, "small_cells", lambda *_: np.zeros((0, WIDTH), dtype=np.int64))
        return decide(cohort_of(people), SPECS)


@pytest.mark.parametrize("schools", [1, 2, 3])
def test_the_attacker_finds_no_small_cell_in_all_outlets_together(schools: int) -> None:
    chance = random.Random(schools)
    printed = 0
    for _ in range(5):
        people = some_people(chance, schools)
        told = decide(cohort_of(people), SPECS)
        assert attack(people, told) == []
        printed += len(told_equations(told))
    print(f"\n{schools} schools, 5 cohorts: {printed} numbers printed, 0 small cells worked out")
    assert printed > 5 * 12  # it is not by silence that nothing is found


def test_without_protection_the_attacker_finds_what_was_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: three who went on studying, of one school, in one cluster."""
    many = [Graduate(s, code, "contract", COUNTIES[0], "city", proven=True) for s in (1, 2) for code in SPECIALTIES]
    people = many * 20 + [Graduate(1, "B1", "study", "", "", proven=True)] * 3 + [Graduate(2, "A1", "study")] * 30

    found = attack(people, unprotected(people, monkeypatch))

    assert {"school 1 4", "化工 4"} <= set(found)
    assert attack(people, decide(cohort_of(people), SPECS)) == []


def test_outlets_decided_one_by_one_would_tell_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why it is one decision: where no outlet knows of the others, each hides its own small cells well, and the attacker who joins
    them finds some all the same."""
    chance = random.Random(2)
    found = 0
    for _ in range(3):
        people = some_people(chance, 2)
        with monkeypatch.context() as patch:
            patch.setattr(rule._Board, "relations", lambda board: [board.group(row) for row in relations()])
            apart = decide(cohort_of(people), SPECS)
        found += len(attack(people, apart))
        assert attack(people, decide(cohort_of(people), SPECS)) == []
    assert found > 0


def test_a_quadrant_prints_steps_and_no_counts() -> None:
    people = [Graduate(1, "A1", "contract", COUNTIES[0], "city", proven=True)] * 33
    people += [Graduate(1, "A1", "contract", "elsewhere", "elsewhere", proven=True)] * 14
    people += [Graduate(1, "B1", "contract", "elsewhere", "elsewhere")] * 30 + [
        Graduate(1, "B1", "contract", COUNTIES[0])
    ] * 4
    told = decide(cohort_of(people), SPECS)
    assert [(one.code, one.least, one.tenths) for one in told.programmes] == [("A1", 40, 7)]
    for fewer in (32, 34):  # the same step tells the same, whoever of them it is
        again = [*people[:fewer], *people[33:]] if fewer < 33 else [*people, people[0]]
        assert decide(cohort_of(again), SPECS).programmes == told.programmes


def test_nothing_is_withheld_where_no_cell_is_small() -> None:
    people = [kind._replace(school=s, code=code) for s in (1, 2) for code in SPECIALTIES for kind in KINDS] * 6
    told = decide(cohort_of(people), SPECS)
    assert told.hidden == frozenset()
    assert all(number is not None for row in told.schools.values() for number in row)
    assert (set(told.counties), told.counties_rest, OTHERS in {name for _, name in told.went}) == (
        set(COUNTIES),
        None,
        False,
    )
    assert len(ATOMS) + 2 == WIDTH


def test_a_school_that_knows_its_own_people_learns_nothing_small_of_the_others() -> None:
    """Eight enlisted, six of them of one school: the total would tell it of the other two."""
    people = [Graduate(s, "A1", "contract", COUNTIES[0], "city", proven=True) for s in (1, 2)] * 40
    people += [Graduate(1, "A1", "service")] * 6 + [Graduate(2, "A1", "service")] * 2
    assert "part.service" in decide(cohort_of(people), SPECS).hidden
    alone = [one._replace(school=1) for one in people]
    assert "part.service" not in decide(cohort_of(alone), SPECS).hidden


def test_with_and_without_adult_intake_are_told_together_unless_that_tells_of_a_few() -> None:
    """Sixty regular graduates and nine or three of adult intake in the city: with three the difference would tell of them."""
    regular, all_of_them = (
        next(row.spec for row in DEFINITIONS if row.code == f"local.city.employed.workplace{which}")
        for which in (".regular", "")
    )
    people = [Graduate(1, "A1", "contract", COUNTIES[0], "city", proven=True)] * 60
    people += [Graduate(1, "A1", "contract", "elsewhere", "elsewhere", proven=True)] * 40
    grown = Graduate(1, "A1", "contract", COUNTIES[0], "city", proven=True, grown=True)
    away = grown._replace(work="elsewhere", seat="elsewhere")
    told = {}
    for few in (9, 3):
        found = decide(cohort_of([*people, *[grown] * few, *[away] * 9]), SPECS)
        told[few] = [found.prints(sign(spec), "numerator") for spec in (all_of_them, regular)]

    assert told == {9: [True, True], 3: [True, False]}


@pytest.mark.django_db
def test_an_edition_of_before_adult_intake_was_counted_apart_tells_nothing_of_it(cast: Cast) -> None:
    for n in range(60):
        source = "veteran" if n % 3 == 0 else "middle"
        destination(graduate(cast.north, f"G{n}", source=source), evidence_level=2, workplace_county="340811")
    publish_editions(date(2026, 9, 1))
    edition = Edition.objects.get()
    for facts in edition.state["schools"].values():
        del facts["grown"]  # as it was kept then
    edition.specs = [spec for spec in edition.specs if spec.get("adults", True)]
    edition.told = told_as(decide(cohort_from(edition.state), edition.specs))
    edition.save()
    regular = sign(next(row.spec for row in DEFINITIONS if row.code == "local.city.employed.workplace.regular"))

    admit_formulas()
    before = told_from(Edition.objects.get().told).prints(regular, "numerator")
    following = publish_editions(date(2026, 9, 2))

    assert (before, following) == (False, [2026])
    assert told_from(Edition.objects.get().told).prints(regular, "numerator")


def test_a_formula_that_comes_later_changes_nothing_that_was_told() -> None:
    chance = random.Random(5)
    for _ in range(12):
        cohort = cohort_of(some_people(chance, 2))
        before = decide(cohort, SPECS[:6])
        after = decide(cohort, SPECS[:6], SPECS[6:], before)
        known = {name for name in before.hidden if not name.startswith(tuple(map(sign, SPECS[6:])))}
        assert known <= after.hidden
        assert {name for name in after.hidden if name.rpartition(":")[0] in before.specs} == {
            name for name in before.hidden if name.rpartition(":")[0] in before.specs
        }
        assert (after.schools, after.counties, after.went) == (before.schools, before.counties, before.went)
        everything = [ask for ask, _ in told_equations(after)]
        assert len(everything) >= len(told_equations(before))


def test_an_edition_is_kept_as_it_was_decided() -> None:
    cohort = cohort_of(some_people(random.Random(3), 3))
    told = decide(cohort, SPECS)
    assert told_from(told_as(told)) == told
    assert cohort_as(cohort_from(cohort_as(cohort))) == cohort_as(cohort)


def changed(chance: random.Random, one: Graduate) -> Graduate:
    return chance.choice(KINDS)._replace(school=one.school, code=one.code)


@pytest.mark.parametrize("schools", [1, 2, 4])
def test_between_two_editions_at_least_five_have_moved_whomever_one_knows(schools: int) -> None:
    chance = random.Random(schools)
    people = some_people(chance, schools)
    last, editions = list(people), 0
    for _ in range(60):
        place = chance.randrange(len(people))
        people[place] = changed(chance, people[place])
        before, now = cohort_of(last), cohort_of(people)
        if not may_follow(moved(before, now)) or before == now:
            continue
        truly = Counter(one.school for one, then in zip(people, last, strict=True) if one != then)
        every = sum(truly.values())
        assert every >= 5
        assert all(every - n == 0 or every - n >= 5 for n in truly.values())
        last, editions = list(people), editions + 1
    assert editions >= 2


def test_who_moved_is_never_overcounted_and_edges_hold() -> None:
    assert may_follow({1: 0, 2: 0})
    assert not may_follow({1: 4})
    assert may_follow({1: 5})
    assert not may_follow({1: 5, 2: 4})  # the first school would read four of the second
    assert may_follow({1: 5, 2: 5})
    assert may_follow({1: 9, 2: 0})


def printed_to(client: Client, cast: Cast) -> dict[str, Any]:
    client.force_login(cast.fang.user)
    compared = client.get(reverse("indicators:compare", args=["local"]), {"year": 2026}).context["rows"]
    return {row.code: now.numerator for row, now, _ in compared}


@pytest.mark.django_db
def test_what_is_withheld_is_not_drawn_as_nothing(cast: Cast, client: Client) -> None:
    """Three of sixty work in the city: a bar of 0 % would be a figure, and a wrong one."""
    for n in range(60):
        where = "340811" if n < 3 else "340104" if n < 30 else "310115"
        destination(graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county=where)
    publish_editions(date(2026, 9, 1))
    client.force_login(cast.fang.user)

    page = client.get(reverse("indicators:compare", args=["local"]), {"year": 2026})

    told = {row.code: (now.withheld, now.number) for row, now, _ in page.context["rows"]}
    assert told["local.city.employed.workplace"] == (True, None)
    assert told["local.province.employed.workplace"] == (False, 50.0)
    drawn = {bar["url"] for bar in page.context["bars"]}
    assert drawn == {row.get_absolute_url() for row, now, _ in page.context["rows"] if not now.withheld}
    assert "不公布" in page.content.decode()


@pytest.mark.django_db
def test_one_graduate_changed_moves_no_figure_and_five_do(cast: Cast, client: Client) -> None:
    code = "local.city.employed.workplace"
    rows = [
        destination(graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county="340811" if n < 30 else "310115")
        for n in range(60)
    ]
    assert publish_editions(date(2026, 9, 1)) == [2026]
    assert printed_to(client, cast)[code] == 30

    Destination.objects.filter(pk=rows[0].pk).update(workplace_county="310115")
    assert publish_editions(date(2026, 9, 2)) == []
    assert printed_to(client, cast)[code] == 30

    Destination.objects.filter(pk__in=[row.pk for row in rows[1:5]]).update(workplace_county="310115")
    assert publish_editions(date(2026, 9, 3)) == [2026]

    assert printed_to(client, cast)[code] == 25
    assert Edition.objects.values_list("number", "made_on").get() == (2, date(2026, 9, 3))
    targets = client.get(reverse("indicators:targets")).context["groups"][0][1][-1][0].figure
    assert (targets.numerator, targets.told_on) == (25, date(2026, 9, 3))


@pytest.mark.django_db
@pytest.mark.parametrize("told", [False, True])
def test_every_outlet_withholds_the_same(cast: Cast, client: Client, told: bool) -> None:
    """Two of thirty work elsewhere in the province: neither the province's reading nor anything that would tell it is printed."""
    for n in range(30):
        county = "340104" if n < 2 else "340811"
        destination(
            graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county=county, registered_county="340811"
        )
    if told:
        publish_editions(date(2026, 9, 1))
    numbers = printed_to(client, cast)

    targets = client.get(reverse("indicators:targets"), {"year": 2026}).context["groups"][0][1][-1][0].figure
    schools = client.get(reverse("indicators:schools"), {"year": 2026}).context["lines"]
    flow = client.get(reverse("displays:flows"), {"cohort": 2026}).context["flow"]
    places = client.get(reverse("displays:workplaces"), {"cohort": 2026}).context["map"]
    plotted = client.get(reverse("displays:quadrant"), {"cohort": 2026}).context["lines"]

    printed = {numbers["local.city.employed.workplace"], numbers["local.province.employed.workplace"]} - {None}
    assert printed != {28, 30}
    assert targets.numerator == numbers["local.city.employed.workplace"]
    assert all(line.numbers[1] is None for line in schools)
    assert sum(number is None for number in schools[-1].numbers) >= 2
    assert 2 not in flow.went.values()
    assert 2 not in dict(places.others).values()
    assert [line.graduates for line in plotted if line.row.graduates] == []


@pytest.mark.django_db
def test_whom_the_rows_are_open_to_reads_the_schools_as_they_are(cast: Cast, client: Client) -> None:
    for n in range(8):
        destination(graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county="340811" if n < 3 else "310115")
    publish_editions(date(2026, 9, 1))
    client.force_login(cast.chen.user)
    lines = client.get(reverse("indicators:schools"), {"year": 2026}).context["lines"]
    assert [line.numbers[:3] for line in lines] == [(3, 0, 5), (3, 0, 5)]
    assert atoms_of(Counts())[-2:] == [0, 0]
