"""Students for stories: invented, with numbers that cannot be real."""

from __future__ import annotations

from datetime import date
from typing import Any

from shouwei.core.text import pinyin_key
from shouwei.ground.learners.models import Student
from shouwei.ground.organisations.models import Organisation


def student(school: Organisation, number: str, name: str = "甄示例", **other: Any) -> Student:
    values: dict[str, Any] = {
        "sex": "m",
        "born_on": date(2008, 9, 1),
        "level": "secondary",
        "specialty_code": "700206",
        "specialty_name": "汽车运用与维修",
        "catalogue_edition": "2021",
        "class_name": "汽修一班",
        "entry_year": 2023,
        "entered_on": date(2023, 9, 1),
        "source": "middle",
        "state_since": date(2023, 9, 1),
    }
    return Student(school=school, student_no=number, name=name, name_pinyin=pinyin_key(name), **(values | other))


def enrol(school: Organisation, count: int, **other: Any) -> list[Student]:
    return Student.objects.bulk_create(student(school, f"S{i:05}", **other) for i in range(count))
