"""A masked value is opened only with a reason, and both the trail and the person concerned see it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event, Look
from shouwei.ground.learners.models import Student
from shouwei.ground.privacy.workflows.reveal import reveal

ID = "340800200801011234"


@pytest.fixture
def student(cast: Cast) -> Any:
    return Student.objects.create(
        school=cast.north,
        student_no="S1",
        name="示例生",
        sex="f",
        born_on="2008-01-01",
        id_number=ID,
        level="secondary",
        specialty_code="710201",
        specialty_name="示例专业",
        catalogue_edition="2021",
        entry_year=2025,
        entered_on="2025-09-01",
        state_since="2025-09-01",
        source="middle",
    )


def test_the_number_is_shown_and_written_down(cast: Cast, student: Student) -> None:
    shown = reveal(student, "id_number", because="核对报名材料", by=cast.lin)

    assert shown == ID
    assert list(Event.objects.values_list("what", "on_type", "on_id", "why")) == [
        ("查看完整身份证号", "learners.student", student.pk, "核对报名材料")
    ]
    assert list(Look.objects.values_list("by", "what", "on_id", "why")) == [
        (cast.lin.pk, "完整身份证号", student.pk, "核对报名材料")
    ]


@pytest.mark.parametrize("because", ["", "   ", "看看", " 好 吧 "[:3]])
def test_without_a_reason_nothing_is_shown_or_written(cast: Cast, student: Student, because: str) -> None:
    with pytest.raises(Refused, match="须写明原因，至少4个字"):
        reveal(student, "id_number", because=because, by=cast.lin)

    assert (Event.objects.count(), Look.objects.count()) == (0, 0)


def test_an_ordinary_column_is_not_revealed(cast: Cast, student: Student) -> None:
    with pytest.raises(TypeError, match="not encrypted"):
        reveal(student, "name", because="核对报名材料", by=cast.lin)

    assert Look.objects.count() == 0


def test_nothing_stored_is_an_empty_text(cast: Cast, student: Student) -> None:
    assert reveal(student, "phone", because="联系家长用", by=cast.lin) == ""
