"""What a job's last run came to, when it is tried again, and when it runs next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from shouwei.ground.calendar.models import Holiday, Schedule
from shouwei.ground.calendar.rules.schedule import Slot, next_run, pause_after
from shouwei.ground.calendar.workflows.run_schedule import Job, run_schedule

from .test_run_schedule import FRIDAY, MONDAY, SATURDAY, at


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (50, 60)])
def test_pauses_double_up_to_an_hour(failures: int, minutes: int) -> None:
    assert pause_after(failures) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("now", "days", "last", "expected"),
    [
        (at(FRIDAY, 5), "every", None, at(FRIDAY, 6)),
        (at(FRIDAY, 7), "every", None, at(FRIDAY, 7)),  # due already
        (at(FRIDAY, 7), "every", FRIDAY, at(SATURDAY, 6)),
        (at(FRIDAY, 7), "working", FRIDAY, at(MONDAY, 6)),
        (at(FRIDAY, 7), "week", FRIDAY, at(MONDAY, 6)),
        (at(FRIDAY, 7), "tenday", FRIDAY, at(date(2026, 4, 20), 6)),
    ],
)
def test_the_next_run_is_told(now: datetime, days: str, last: date | None, expected: datetime) -> None:
    assert next_run(now, Slot(days, 6), last, {}) == expected


def test_what_is_always_off_never_runs() -> None:
    off = {FRIDAY + timedelta(days=n): False for n in range(100)}

    assert next_run(at(FRIDAY, 5), Slot("working", 6), None, off) is None


@pytest.mark.django_db
def test_a_failure_is_noted_waits_longer_each_time_and_takes_its_writes_back() -> None:
    tried: list[int] = []

    def broken(day: date) -> None:
        tried.append(len(tried))
        Holiday.objects.create(day=day, name="half done")
        if len(tried) < 3:
            raise ValueError("秘密")

    jobs = {"broken": Job("broken", "every", 6, broken)}

    for minute in range(5):
        run_schedule(jobs, at(FRIDAY, 6, minute))

    row = Schedule.objects.get()
    assert tried == [0, 1, 2]  # at 6:00, 6:01, 6:03
    assert (row.failures, row.said, row.try_at, row.last_run_on) == (0, "", None, FRIDAY)
    assert Holiday.objects.count() == 1


@pytest.mark.django_db
def test_only_the_kind_of_an_error_is_kept() -> None:
    def broken(day: date) -> None:
        raise ValueError("秘密")

    run_schedule({"broken": Job("broken", "every", 6, broken)}, at(FRIDAY, 6))

    row = Schedule.objects.get()
    assert (row.failures, row.said, row.try_at, row.last_run_on) == (1, "ValueError", at(FRIDAY, 6, 1), None)
