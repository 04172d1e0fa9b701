"""Graduates and their destinations for stories."""

from __future__ import annotations

from datetime import date
from typing import Any

from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import student
from shouwei.ground.organisations.models import Organisation
from shouwei.work.employment.models import Destination

COHORT = 2026
GOOD_CODE = "91350100M000100Y43"
"""Passes the check of GB 32100; the example of the standard's own literature."""
DAY = date(2026, 9, 1)


def graduate(school: Organisation, number: str, name: str = "甄示例", **other: Any) -> Student:
    values: dict[str, Any] = {"state": "graduated", "state_since": date(2026, 6, 30), "cohort": COHORT}
    row = student(school, number, name, **(values | other))
    row.save()
    return row


def destination(of: Student, **other: Any) -> Destination:
    values: dict[str, Any] = {
        "cohort": COHORT,
        "code": "11",
        "code_edition": "2023",
        "employer_name": "启明机械有限公司",
        "employer_code": GOOD_CODE,
        "workplace_county": "340811",
        "started_on": date(2026, 7, 1),
        "state": "reported",
    }
    return Destination.objects.create(
        student=of,
        school=of.school,
        level=of.level,
        specialty_code=of.specialty_code,
        **(values | other),
    )
