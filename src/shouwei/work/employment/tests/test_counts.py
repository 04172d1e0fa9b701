"""Counts kept by statement triggers equal a count of the rows, whatever was done to them."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from tests.cast import Cast
from tests.second_wall import as_the_application

from shouwei.core.acting import Actor, acting_as, acting_as_system
from shouwei.ground.learners.models import ADULTS, Source, Student
from shouwei.work.employment.models import Destination, DestinationCount, OutcomeCount, Standing, StandingCount
from shouwei.work.employment.workflows.fold_counts import fold_counts

from .graduates import destination, graduate

FINE = ("school", "cohort", "level", "stem", "workplace", "registered", "band", "contested", "locked", "is_adult")
COARSE = ("school", "cohort", "level", "specialty_code", "outcome", "place")


def where(county: str) -> str:
    return "" if not county else "city" if county[:4] == "3408" else "province" if county[:2] == "34" else "elsewhere"


def fine(row: Destination, level: int) -> tuple[Any, ...]:
    place = (where(row.workplace_county), where(row.registered_county))
    band = 3 if level >= 3 else 2 if level == 2 else 0
    return (
        row.school_id, row.cohort, row.level, row.code[:2], *place, band, row.contested, row.state == "locked",
        row.student.is_adult,
    )  # fmt: skip


def coarse(row: Destination) -> tuple[Any, ...]:
    kinds = {"70": "unsettled", "71": "unsettled", "72": "unsettled", "80": "study", "85": "study", "46": "service"}
    place = row.workplace_county if where(row.workplace_county) == "city" else where(row.workplace_county)
    return (row.school_id, row.cohort, row.level, row.specialty_code, kinds.get(row.code[:2], "employed"), place)


def kept(model: Any, columns: tuple[str, ...]) -> Counter[tuple[Any, ...]]:
    found: Counter[tuple[Any, ...]] = Counter()
    for *key, people in model.objects.values_list(*columns, "people"):
        found[tuple(key)] += people
    return Counter({key: n for key, n in found.items() if n})


def assert_counts_are_true() -> None:
    rows = list(Destination.objects.select_related("standing", "student"))
    assert kept(DestinationCount, FINE) == Counter(fine(row, row.evidence_level) for row in rows)
    assert kept(OutcomeCount, COARSE) == Counter(coarse(row) for row in rows)
    told = [row for row in rows if hasattr(row, "standing")]
    assert kept(StandingCount, FINE) == Counter(fine(row, row.standing.level) for row in told)


@pytest.mark.django_db
def test_counts_follow_every_statement(cast: Cast) -> None:
    chance = random.Random(7)
    rows = []
    for number in range(40):
        source = chance.choice(("middle", "veteran", "farmer"))
        row = graduate(chance.choice((cast.north, cast.south)), f"G{number}", source=source)
        rows.append(
            destination(
                row,
                code=chance.choice(("10", "11", "271", "80", "46", "70")),
                workplace_county=chance.choice(("340811", "340104", "310115", "")),
                evidence_level=chance.randrange(7),
            )
        )
    assert_counts_are_true()
    Standing.objects.bulk_create(Standing(destination=row, level=chance.randrange(7)) for row in rows[:30])
    assert_counts_are_true()
    Destination.objects.filter(code="11").update(workplace_county="340104", state="locked")
    Destination.objects.filter(code="10").update(edition=F("edition") + 1)
    Destination.objects.filter(pk=rows[3].pk).update(contested=True, code="75")
    again = [Standing(destination=row, level=0) for row in rows[20:35]]
    Standing.objects.bulk_create(again, update_conflicts=True, unique_fields=["destination"], update_fields=["level"])
    assert_counts_are_true()
    Student.objects.filter(source="veteran").update(source="high")
    Student.objects.filter(source="middle").update(source="laid_off")
    Student.objects.filter(source="farmer").update(source="migrant")  # adult intake before and after
    assert_counts_are_true()
    Standing.objects.filter(destination=rows[0]).delete()
    rows[0].delete()
    assert_counts_are_true()

    with acting_as_system("the clock folds the counts at night"):
        fold_counts()

    assert_counts_are_true()
    assert DestinationCount.objects.count() == len(kept(DestinationCount, FINE))


@pytest.mark.django_db
def test_the_database_knows_the_same_kinds_of_adults() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT one FROM unnest(%s::text[]) AS one WHERE employment_is_adult(one)", [Source.values])
        found = {one for (one,) in cursor.fetchall()}

    assert found == set(ADULTS)


@pytest.mark.django_db
def test_a_statement_that_changes_nothing_counted_adds_no_line(cast: Cast) -> None:
    destination(graduate(cast.north, "G1"))
    lines = DestinationCount.objects.count()

    Destination.objects.update(post="钳工")

    assert DestinationCount.objects.count() == lines


@pytest.mark.django_db
def test_counts_with_the_graduates_word_exist_for_the_auditor_alone(cast: Cast) -> None:
    row = destination(graduate(cast.north, "G1"))
    Standing.objects.create(destination=row, level=3)
    seen = {}
    for who in ("lin", "chen", "fang", "zhou", "shen"):
        identity = cast[who]
        actor = Actor(identity.role, identity.organisation_id, identity.pk, identity.user_id)
        with acting_as(actor), as_the_application():
            seen[who] = (DestinationCount.objects.count(), StandingCount.objects.count())

    assert seen == {"lin": (1, 0), "chen": (1, 0), "fang": (1, 0), "zhou": (1, 0), "shen": (1, 1)}
