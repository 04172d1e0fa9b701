"""After a rotation every value opens under the new key alone, and is found as before."""

from __future__ import annotations

from typing import Any

import pytest

from shouwei.core.secrets import Unreadable
from shouwei.core.secrets.keyring import new_key
from shouwei.core.secrets.rotation import encrypted_fields, reseal_everything
from shouwei.ground.learners.models import Student

from ..cast import Cast

ID = "340800200801011234"


def test_rotation_rewrites_everything_once(cast: Cast, settings: Any) -> None:
    fields = {
        "school": cast.north,
        "name": "示例生",
        "sex": "f",
        "born_on": "2008-01-01",
        "level": "secondary",
        "specialty_code": "710201",
        "specialty_name": "示例专业",
        "catalogue_edition": "2021",
        "entry_year": 2025,
        "entered_on": "2025-09-01",
        "state_since": "2025-09-01",
        "source": "middle",
    }
    for number in range(3):
        Student.objects.create(student_no=f"S{number}", id_number=f"34080020080101{number:04}", **fields)
    Student.objects.create(student_no="S9", **fields)  # has none
    old, new = settings.FIELD_KEYS, new_key()

    settings.FIELD_KEYS = f"{old},{new}"
    first = reseal_everything()["learners_student.id_number"]
    again = reseal_everything()["learners_student.id_number"]
    settings.FIELD_KEYS = new

    assert (first, again) == (3, 0)
    assert Student.objects.get(id_number_index="340800200801010001").id_number.open() == "340800200801010001"
    settings.FIELD_KEYS = old
    with pytest.raises(Unreadable, match="is missing from the ring"):
        Student.objects.get(student_no="S0").id_number.open()


def test_every_encrypted_column_is_known(db: None) -> None:
    places = {field.place for field in encrypted_fields()}

    assert {"learners_student.id_number", "learners_student.phone"} <= places
