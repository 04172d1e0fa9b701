"""Take the latest change back, for a day; or all those of an import."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date

from django.db import transaction

from shouwei.core.clock import day_of
from shouwei.core.verdict import Verdict, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import RollChange, Student
from ..rules.roll import may_take_back
from .record_change import KEPT

LATEST_FIRST = ("-recorded_at", "-pk")


@transaction.atomic
def take_back_change(change: RollChange, *, by: Identity, today: date) -> None:
    """The student stands as before; both the change and its taking back stay in the trail, the row itself goes."""
    student = Student.objects.select_for_update(of=("self",)).get(pk=change.student_id)
    latest = RollChange.objects.filter(student=student).order_by(*LATEST_FIRST).first()
    require(_verdict(change, is_latest=latest == change, today=today))
    _put_back(student, change)
    student.save()
    changes = {name: [change.after[name], value] for name, value in change.before.items()}
    record(by=by, what="撤回学籍异动", on=change, about=student.school, changes=changes)
    change.delete()


@transaction.atomic
def take_back_changes(wanted: Collection[int], *, by: Identity, today: date) -> dict[int, str]:
    """Of these changes, the latest of each student one after the other. Change → why it stays."""
    asked = RollChange.objects.filter(pk__in=wanted)
    students = Student.objects.select_for_update(of=("self",)).in_bulk(set(asked.values_list("student", flat=True)))
    rows: dict[int, list[RollChange]] = defaultdict(list)
    for row in RollChange.objects.filter(student__in=students).order_by(*LATEST_FIRST):
        rows[row.student_id].append(row)
    stays: dict[int, str] = {}
    gone: list[RollChange] = []
    for pk, known in rows.items():
        is_latest = True
        for row in known:
            verdict = _verdict(row, is_latest=is_latest, today=today)
            if row.pk in wanted and verdict:
                _put_back(students[pk], row)
                gone.append(row)
                continue
            is_latest = False
            if row.pk in wanted:
                stays[row.pk] = verdict.reason
    Student.objects.bulk_update(students.values(), KEPT, batch_size=2_000)
    RollChange.objects.filter(pk__in=[row.pk for row in gone]).delete()
    times = Counter(students[row.student_id].school_id for row in gone)
    for school in Organisation.objects.filter(pk__in=times):
        record(by=by, what="撤回学籍异动", on=school, why=f"撤销导入{times[school.pk]}人次")
    return stays


def _verdict(change: RollChange, *, is_latest: bool, today: date) -> Verdict:
    return may_take_back(recorded_on=day_of(change.recorded_at), today=today, is_latest=is_latest)


def _put_back(student: Student, change: RollChange) -> None:
    for name, value in change.before.items():
        setattr(student, name, date.fromisoformat(value) if name == "state_since" else value)
