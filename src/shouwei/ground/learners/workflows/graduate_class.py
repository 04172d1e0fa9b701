"""A whole class finishes on one day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import RollChange, Student


@transaction.atomic
def graduate_class(
    school: Organisation,
    *,
    entry_year: int,
    class_name: str,
    on: date,
    staying: Collection[str],
    by: Identity,
    today: date,
) -> int:
    """Everyone enrolled in the class graduates but those ``staying`` (student numbers). Returns how many; set-based."""
    if on > today:
        raise Refused(f"毕业日期{on.year}年{on.month}月{on.day}日还没有到，请在当天或以后办理。")
    rows = Student.objects.select_for_update(of=("self",)).filter(
        school=school, entry_year=entry_year, class_name=class_name, state=Student.State.ENROLLED
    )
    numbers = {student.student_no: student for student in rows}
    if unknown := sorted(set(staying) - numbers.keys()):
        raise Refused(f"学号{unknown[0]}不在这个班的在籍学生中，请核对。")
    leaving = [student for number, student in numbers.items() if number not in staying]
    if early := next((student for student in leaving if student.state_since > on), None):
        raise Refused(f"{early.name}（{early.student_no}）的现状态起于毕业日期之后，请单独办理。")
    if not leaving:
        raise Refused("这个班没有需要办理毕业的在籍学生。")
    RollChange.objects.bulk_create(
        RollChange(
            student=student,
            kind=RollChange.Kind.GRADUATE,
            happened_on=on,
            recorded_by=by,
            before={"state": student.state, "state_since": student.state_since.isoformat(), "cohort": None},
            after={"state": "graduated", "state_since": on.isoformat(), "cohort": on.year},
        )
        for student in leaving
    )
    Student.objects.filter(pk__in=[student.pk for student in leaving]).update(
        state=Student.State.GRADUATED, state_since=on, cohort=on.year
    )
    record(by=by, what="登记毕业班", on=school, why=f"{entry_year}级{class_name}，{len(leaving)}人")
    return len(leaving)
