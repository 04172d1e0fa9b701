"""Kept sums say at every moment what a count of the rows says, gathered in or not."""

from __future__ import annotations

import random
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast

from shouwei.ground.learners.models import RollCount, Student
from shouwei.ground.learners.tests.rolls import student
from shouwei.ground.learners.workflows.fold_counts import fold_counts as fold_roll
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.workflows.merge_organisations import merge_organisations, undo_merger
from shouwei.oversight.indicators.jobs import every_minute
from shouwei.oversight.indicators.models import Definition, Keeping, Pending, Stale, Tally
from shouwei.oversight.indicators.queries.compute import Scope, figures_of
from shouwei.oversight.indicators.queries.facts import newest_cohort, schools_of
from shouwei.oversight.indicators.queries.goals import doublings
from shouwei.oversight.indicators.queries.targets import aims_kept
from shouwei.oversight.indicators.rules.formula import OUTCOMES, PART_OF, PARTS
from shouwei.oversight.indicators.tests.test_compute import DAY, LEVELS, YEARS, by_hand, records
from shouwei.oversight.indicators.workflows.count_anew import count_anew
from shouwei.oversight.indicators.workflows.keep_sums import keep_sums
from shouwei.oversight.indicators.workflows.publish_editions import publish_editions
from shouwei.work.admissions.models import Baseline, Intake
from shouwei.work.employment.models import Destination
from shouwei.work.employment.workflows.fold_counts import fold_counts as fold_destinations
from shouwei.work.programmes.models import ProgrammeYear

__all__ = ["records"]


def test_every_outcome_is_made_of_whole_parts() -> None:
    stems = [stem for parts in PARTS.values() for stem in parts]
    assert len(stems) == len(set(stems)) == len(PART_OF) == 14
    assert all(set(parts or ()) <= set(PARTS) for _, parts in OUTCOMES.values())


def something(chance: random.Random, cast: Cast, n: int) -> None:
    """One of the things that move figures."""
    rows = Destination.objects.order_by("pk")
    picked = rows[chance.randrange(rows.count())]
    what = chance.randrange(8)
    if what == 0:
        Destination.objects.filter(pk=picked.pk).update(code=chance.choice(("10", "70", "80")), evidence_level=n % 5)
    elif what == 1:
        Destination.objects.filter(school=cast.north, cohort=2026).update(contested=n % 2 == 0, state="locked")
    elif what == 2:
        Destination.objects.filter(pk=picked.pk).update(workplace_county="340811", registered_county="310115")
    elif what == 3:
        graduate = student(cast.south, f"N{n}", state="graduated", cohort=chance.choice(YEARS), level=LEVELS[n % 2])
        Student.objects.bulk_create([graduate])
    elif what == 4:
        Intake.objects.filter(year=2026, category="middle").update(registered=n + 1)
    elif what == 5:
        kinds = ("middle", "veteran", "farmer")
        Student.objects.filter(pk=picked.student_id).update(source=chance.choice(kinds))
        Student.objects.filter(school=cast.south, source=chance.choice(kinds)).update(source=chance.choice(kinds))
    elif what == 6:
        ProgrammeYear.objects.filter(year=2025).update(status=chance.choice(("filed", "enrolling", "paused")))
    else:
        Student.objects.filter(cohort=None, entry_year=2024).update(entry_year=2025)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_equal_a_count_by_hand_whatever_is_gathered_in_between(records: Cast, seed: int) -> None:
    chance = random.Random(seed)
    definitions = list(Definition.objects.all())
    places = (None, records.north.pk, records.south.pk)
    for n in range(12):
        something(chance, records, n)
        if chance.random() < 0.4:
            keep_sums(DAY)
        if chance.random() < 0.2:
            fold_roll()
            fold_destinations()
        scopes = [Scope(chance.choice(YEARS), chance.choice(places), chance.choice(("", *LEVELS))) for _ in range(3)]

        found = figures_of(definitions, scopes, on=DAY)

        wrong: list[Any] = []
        for row, figure in zip([row for _ in scopes for row in definitions], found, strict=True):
            top, below = by_hand(row.spec, figure.scope)
            if (figure.numerator, figure.denominator or None) != (top, below or None):
                wrong.append((n, figure.code, figure.scope, figure.numerator, top, figure.denominator, below))
        assert wrong == []


@pytest.mark.django_db
def test_keeping_takes_every_change_once_and_folding_is_no_change(records: Cast) -> None:
    assert keep_sums(DAY)
    tally = sorted(Tally.objects.values_list("year", "school", "level", "part", "basis", "place", "claimed"), key=str)

    fold_roll()
    fold_destinations()
    again = keep_sums(DAY)

    assert (again, Pending.objects.count(), Stale.objects.count()) == (False, 0, 0)
    assert tally == sorted(
        Tally.objects.values_list("year", "school", "level", "part", "basis", "place", "claimed"), key=str
    )
    assert sum(Tally.objects.filter(year=2026, part="roll").values_list("claimed", flat=True)) == sum(
        RollCount.objects.filter(cohort=2026).values_list("people", flat=True)
    )


@pytest.mark.django_db
def test_counting_the_rows_anew_changes_nothing_and_mends_what_was_wrong(records: Cast) -> None:
    keep_sums(DAY)
    columns = (
        "year",
        "school",
        "level",
        "part",
        "basis",
        "place",
        "claimed",
        "proven",
        "open",
        "claimed_adults",
        "proven_adults",
        "open_adults",
    )
    right = set(Tally.objects.exclude(claimed=0, proven=0, open=0).values_list(*columns))
    assert count_anew(DAY) == 0
    Tally.objects.filter(part="contract", school=records.north.pk).update(claimed=99)
    Destination.objects.filter(cohort=2026).update(state="locked")
    Pending.objects.all().delete()  # as if a trigger had been switched off

    wrong = count_anew(DAY)

    assert wrong > 0
    closed = [n for n, name in enumerate(columns) if not name.startswith("open")]
    mended = [[row[n] for n in closed] for row in Tally.objects.values_list(*columns)]
    assert sorted(mended) == sorted([row[n] for n in closed] for row in right)
    assert Tally.objects.filter(year=2026).aggregate(Sum("open"), Sum("open_adults")) == {
        "open__sum": 0, "open_adults__sum": 0,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_clock_works_only_when_something_has_changed(records: Cast) -> None:
    every_minute(DAY)
    first = Keeping.objects.get().pk
    every_minute(DAY)
    assert Keeping.objects.get().pk == first
    Destination.objects.filter(cohort=2026).update(evidence_level=6)

    every_minute(DAY)

    assert Keeping.objects.get().pk > first


@pytest.mark.django_db
def test_who_has_graduates_is_known_before_and_after_keeping(records: Cast) -> None:
    schools = sorted(Organisation.objects.filter(kind=Organisation.Kind.SCHOOL).values_list("pk", flat=True))
    assert (sorted(schools_of(2026)), schools_of(2001), newest_cohort(2025)) == (schools, [], 2025)
    keep_sums(DAY)
    assert (sorted(schools_of(2026)), schools_of(2001), newest_cohort(2025)) == (schools, [], 2025)


@pytest.mark.django_db(transaction=True)
def test_the_three_are_worked_out_again_only_after_something_behind_them_is_written(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    Student.objects.bulk_create([student(cast.north, "G1", state="graduated", cohort=2026)])
    keep_sums(DAY)
    first = aims_kept(DAY)

    Student.objects.filter(student_no="G1").update(name="改名")  # moves no figure

    with django_assert_num_queries(1):
        assert aims_kept(DAY) is first
    Student.objects.bulk_create([student(cast.north, "G2", state="graduated", cohort=2026)])
    assert aims_kept(DAY) is not first


@pytest.mark.django_db
def test_the_three_take_as_many_queries_with_a_year_as_with_many(
    records: Cast, django_assert_max_num_queries: Any
) -> None:
    keep_sums(date(2026, 11, 2))

    with django_assert_max_num_queries(22):
        aims_kept(DAY)


ROWS = ("learners_student", "learners_change", "employment_destination", "employment_proof", "employment_standing")
"""Tables with a row for every graduate. Their counts and the sums have other names."""


def tables(queries: Any) -> set[str]:
    return {name for query in queries for name in re.findall(r'(?:FROM|JOIN)\s+"?(\w+)"?', query["sql"], re.IGNORECASE)}


@pytest.mark.django_db
@pytest.mark.parametrize("told", [False, True])
def test_no_statement_of_the_targets_page_reads_rows_of_graduates(records: Cast, client: Client, told: bool) -> None:
    """So it cannot grow with them, whatever plan the database picks."""
    keep_sums(DAY)
    if told:
        publish_editions(DAY)
    client.force_login(records.wu.user)  # the group's figures and those of a school
    with CaptureQueriesContext(connection) as page:
        assert client.get(reverse("indicators:targets")).status_code == 200
    with CaptureQueriesContext(connection) as rows:
        client.get(reverse("employment:destinations"))

    assert tables(page) & set(ROWS) == set()
    assert {"indicators_tally", "indicators_edition"} <= tables(page)
    assert "employment_destination" in tables(rows)  # what is looked for can be found
    if told:
        assert tables(page) & {"learners_rollcount", "employment_outcomecount"} == set()


@pytest.mark.django_db
def test_a_merger_and_its_taking_back_move_the_base_a_school_is_measured_by(cast: Cast) -> None:
    for school, base, now in ((cast.north, 300, None), (cast.south, 500, 1200)):
        Baseline.objects.create(school=school, year=2018, registered=base, source="示例", written_on=DAY)
        if now:
            Intake.objects.create(
                school=school, year=2026, level="secondary", specialty_code="1", specialty_name="示例", category="middle",
                registered=now, as_of=DAY, written_by=cast.zhao,
            )  # fmt: skip
    multiple = Definition.objects.get(code="intake.multiple.all", version=1)

    def told() -> tuple[int | None, int | None]:
        """Worked out now, and again from what is kept."""
        (fresh,) = figures_of([multiple], [Scope(2026, cast.south.pk)], on=DAY)
        keep_sums(DAY)
        (kept,) = figures_of([multiple], [Scope(2026, cast.south.pk)], on=DAY)
        return fresh.denominator, kept.denominator

    assert told() == (500, 500)
    merge_organisations(cast.north, cast.south, on=date(2026, 4, 1), source="批复", by=cast.chen, today=DAY)
    assert told() == (800, 800)
    assert [name for name, _ in doublings(cast.chen, 2026, DAY)] == ["全集团", "南岭职校"]
    undo_merger(cast.north, by=cast.chen, today=DAY)
    assert told() == (500, 500)
