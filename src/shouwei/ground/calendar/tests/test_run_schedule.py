"""Jobs of the clock: once a day, on their days, made up when missed, never in each other's way."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from shouwei.ground.calendar.models import Schedule
from shouwei.ground.calendar.rules.schedule import Slot, is_due, runs_on
from shouwei.ground.calendar.workflows.run_schedule import Job, run_schedule

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


FRIDAY, SATURDAY, MONDAY = date(2026, 4, 10), date(2026, 4, 11), date(2026, 4, 13)


@pytest.mark.parametrize(
    ("day", "days", "table", "expected"),
    [
        (SATURDAY, "every", {}, True),
        (SATURDAY, "working", {}, False),
        (SATURDAY, "working", {SATURDAY: True}, True),
        (MONDAY, "week", {}, True),
        (MONDAY, "week", {MONDAY: False}, False),
        (date(2026, 4, 14), "week", {MONDAY: False}, True),
        (FRIDAY, "tenday", {}, True),  # the 10th itself
        (date(2026, 4, 20), "tenday", {date(2026, 4, 20): False}, False),
        (date(2026, 4, 17), "tenday", {date(2026, 4, 20): False}, True),  # the Friday before a holiday Monday
    ],
)
def test_a_job_belongs_to_its_days(day: date, days: str, table: dict[date, bool], expected: bool) -> None:
    assert runs_on(day, days, table) is expected


def test_not_before_its_hour_and_made_up_after_it() -> None:
    slot = Slot("every", 6)

    assert [is_due(at(FRIDAY, *time), slot, None, {}) for time in ((5, 59), (6, 0), (23, 59))] == [False, True, True]
    assert is_due(at(FRIDAY, 23), slot, FRIDAY, {}) is False


@pytest.mark.django_db
def test_each_job_runs_once_a_day_and_a_broken_one_is_tried_again() -> None:
    ran: list[tuple[str, date]] = []

    def broken(day: date) -> None:
        ran.append(("broken", day))
        raise ZeroDivisionError

    jobs = {
        "broken": Job("broken", "every", 6, broken),
        "good": Job("good", "every", 6, lambda day: ran.append(("good", day))),
    }

    results = [run_schedule(jobs, at(FRIDAY, hour)) for hour in (5, 6, 7)]

    assert results == [[], ["good"], []]
    assert ran == [("broken", FRIDAY), ("good", FRIDAY), ("broken", FRIDAY)]


@pytest.mark.django_db
def test_the_secretariat_may_move_or_stop_it() -> None:
    Schedule.objects.create(job="good", days="every", hour=9, is_on=True)
    jobs = {"good": Job("good", "every", 6, lambda day: None)}

    assert [run_schedule(jobs, at(FRIDAY, hour)) for hour in (6, 9)] == [[], ["good"]]
    Schedule.objects.update(is_on=False)
    assert run_schedule(jobs, at(SATURDAY, 9)) == []
