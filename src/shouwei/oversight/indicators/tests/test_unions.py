"""After a merger: graduates stay under the school that taught them, and both rows say so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import student
from shouwei.ground.organisations.workflows.merge_organisations import merge_organisations, undo_merger
from shouwei.oversight.indicators.queries.unions import union_notes

DAY = date(2026, 9, 1)
INTO = "2026年4月1日起已并入“南岭职业学校”，毕业生仍列在本校名下。"
WITHOUT = "不含北辰职校（2026年4月1日并入）的毕业生，仍列在原校名下。"


@pytest.fixture
def merged(cast: Cast) -> Cast:
    """Each school has graduates of 2026; north goes into south."""
    Student.objects.bulk_create(
        student(school, f"{name}{n}", state="graduated", cohort=2026)
        for school, name in ((cast.north, "N"), (cast.south, "S"))
        for n in range(6)
    )
    merge_organisations(cast.north, cast.south, on=date(2026, 4, 1), source="示例批复", by=cast.chen, today=DAY)
    return cast


@pytest.mark.django_db
def test_both_rows_of_the_table_say_whose_graduates_they_count(merged: Cast, client: Client) -> None:
    client.force_login(merged.chen.user)

    page = client.get(reverse("indicators:schools"), {"year": 2026})

    rows = [(line.name, line.numbers[-1], line.union) for line in page.context["lines"]]
    assert rows == [("北辰职校", 6, INTO), ("南岭职校", 6, WITHOUT), ("全集团", 12, "")]
    assert (INTO in page.content.decode(), WITHOUT in page.content.decode()) == (True, True)


@pytest.mark.django_db
def test_a_school_reads_it_beside_its_own_target_and_no_more_when_the_merger_is_taken_back(
    merged: Cast, client: Client
) -> None:
    client.force_login(merged.zhao.user)
    address = f"{reverse('indicators:targets')}?year=2026"

    told = client.get(address).content.decode().count(WITHOUT)
    undo_merger(merged.north, by=merged.chen, today=DAY)

    assert (told, "仍列在原校名下" in client.get(address).content.decode()) == (1, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "taught", "said"),
    [
        (date(2026, 3, 31), True, {}),  # not yet
        (DAY, True, {"north": INTO, "south": WITHOUT}),
        (DAY, False, {"north": INTO}),  # no graduates of its own that year: nothing lacks
    ],
)
def test_what_is_said_depends_on_the_day_and_on_who_had_graduates(
    merged: Cast, django_assert_max_num_queries: Any, day: date, taught: bool, said: dict[str, str]
) -> None:
    here = [merged.north.pk, merged.south.pk]

    with django_assert_max_num_queries(2):
        found = union_notes(here, taught=here if taught else [merged.south.pk], on=day)

    assert found == {getattr(merged, name).pk: words for name, words in said.items()}
