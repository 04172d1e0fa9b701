"""What is remembered is forgotten the moment anybody writes."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shouwei.core.remembered import MOST, Shelf, one_look, read_once, remembered
from shouwei.ground.organisations.models import Organisation


def count() -> int:
    return Organisation.objects.count()


@pytest.mark.django_db(transaction=True)
def test_it_is_drawn_once_until_something_is_written() -> None:
    drawn = []

    def draw() -> int:
        drawn.append(count())
        return drawn[-1]

    with one_look():  # else whoever writes elsewhere on this server would empty the memory between two lines
        first = [remembered("count", draw), remembered("count", draw), remembered("other", draw)]
        Organisation.objects.create(name="北辰职业学校", kind="school")
        then = [remembered("count", draw), remembered("count", draw)]

    assert (first, then, drawn) == ([0, 0, 0], [1, 1], [0, 0, 1])


@pytest.mark.django_db(transaction=True)
def test_own_unfinished_writing_is_seen_and_not_kept() -> None:
    assert remembered("count", count) == 0
    with transaction.atomic():
        Organisation.objects.create(name="北辰职业学校", kind="school")
        assert remembered("count", count) == 1
        transaction.set_rollback(True)

    assert remembered("count", count) == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_begun_before_and_ends_after_is_noticed() -> None:
    """The case in which the highest number of a log would lie: an older transaction commits after a younger one."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(
                """INSERT INTO organisations_organisation (name, short_name, kind, name_pinyin, region_code, school_type,
                school_level, national_code, credit_code, industry_code)
                VALUES ('甲', '', 'school', 'jia', '', '', '', '', '', '')"""
            )
            Organisation.objects.create(name="乙", kind="school")
            before = remembered("count", count)
            cursor.execute("COMMIT")
        after = remembered("count", count)
    finally:
        other.close()

    assert (before, after) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_the_oldest_are_forgotten() -> None:
    with one_look():
        for number in range(MOST + 1):
            remembered(("many", number), lambda: "drawn")
        first, last = (remembered(("many", number), lambda: "again") for number in (0, MOST))

    assert (first, last) == ("again", "drawn")


@pytest.mark.django_db(transaction=True)
def test_one_look_asks_once_and_shows_one_moment() -> None:
    other = connection.copy()
    try:
        with one_look(), CaptureQueriesContext(connection) as queries:
            before = [remembered("count", count), read_once("rows", count)]
            with other.cursor() as cursor:
                cursor.execute(
                    """INSERT INTO organisations_organisation (name, short_name, kind, name_pinyin, region_code, school_type,
                    school_level, national_code, credit_code, industry_code)
                    VALUES ('甲', '', 'school', 'jia', '', '', '', '', '', '')"""
                )
            begun = [remembered("count", count), read_once("rows", count)]
        asked = sum("pg_current_snapshot" in query["sql"] for query in queries)
        with one_look():
            after = [remembered("count", count), read_once("rows", count)]
    finally:
        other.close()

    assert (before, begun, asked, after) == ([0, 0], [0, 0], 1, [1, 1])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("inside", [True, False], ids=["in a transaction", "by itself"])
def test_own_writing_is_seen_in_the_same_look(inside: bool) -> None:
    with one_look():
        before = remembered("count", count)
        if inside:
            with transaction.atomic():
                Organisation.objects.create(name="北辰职业学校", kind="school")
                within = remembered("count", count)
        else:
            Organisation.objects.bulk_create([Organisation(name="北辰职业学校", kind="school")])
            within = remembered("count", count)
        created = remembered("count", count)
        Organisation.objects.all().delete()
        gone = remembered("count", count)

    assert (before, within, created, gone) == (0, 1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_what_is_out_of_date_takes_no_memory_and_what_is_narrower_stays() -> None:
    shelf, everything = Shelf(10), "pg_current_snapshot()"
    with one_look():
        shelf.take("old", count, everything)
        shelf.take("narrow", count, "1")
        Organisation.objects.create(name="北辰职业学校", kind="school")
        shelf.take("new", count, everything)
        kept = {
            key: shelf.take(key, lambda: "made again", state) for key, state in (("narrow", "1"), ("new", everything))
        }

    assert ("old" in shelf._kept, kept) == (False, {"narrow": 0, "new": 1})
