"""Many changes of the roll at once, from a sheet: each under the rule of one, read and written set by set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.catalogues.specialties import wrong_specialties
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import RollChange, Student
from .record_change import KEPT, changed, said_of


@dataclass(frozen=True, slots=True)
class Happened:
    student: int
    kind: str
    on: date
    reason: str
    specialty: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def record_changes(happened: Sequence[Happened], *, by: Identity, today: date) -> int:
    """All of them in the order of their days, or none: raises ``Refused`` at the first that may not be."""
    students = Student.objects.select_for_update(of=("self",)).in_bulk({one.student for one in happened})
    moved = [said_of(students[one.student], one.specialty) for one in happened if one.kind == "change_specialty"]
    for _, sentence in (wrong_specialties(moved) if moved else {}).values():
        raise Refused(sentence)
    rows = [
        changed(
            students[one.student],
            kind=one.kind,
            on=one.on,
            reason=one.reason,
            by=by,
            today=today,
            specialty=one.specialty,
        )
        for one in sorted(happened, key=lambda one: one.on)
    ]
    Student.objects.bulk_update(students.values(), KEPT, batch_size=2_000)
    RollChange.objects.bulk_create(rows, batch_size=5_000)
    times = Counter(row.student.school_id for row in rows)
    for school in Organisation.objects.filter(pk__in=times):
        record(by=by, what="登记学籍异动", on=school, why=f"批量导入{times[school.pk]}人次")
    return len(rows)
