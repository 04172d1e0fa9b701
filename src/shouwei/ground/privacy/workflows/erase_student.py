"""Delete what may be deleted of a student who has left; the archives stay, and the page says which and why."""

from __future__ import annotations

from django.db import connection, transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.learners.models import Student
from shouwei.ground.people.models import Identity

from ..queries.student import ON_ROLL, Part, blank_of, what_can_go
from ..rules.erasing_student import may_erase_student
from .note_erasure import note_erasure


@transaction.atomic
def erase_student(student: Student, *, because: str, by: Identity) -> int:
    """How many rows were changed. Old values of these rows go too; the trail says that it was done, not what stood there."""
    with acting_as_system("erasing a student reaches every table that holds something about the student"):
        student = Student.objects.select_for_update(of=("self",)).get(pk=student.pk)
        parts = what_can_go(student)
        require(
            may_erase_student(
                on_roll=student.state in ON_ROLL, state=student.get_state_display(), left=len(parts), because=because
            )
        )
        changed = sum(blank(part) for part in parts)
        named = {_label(part, column): ["有", None] for part in parts for column in part.columns}
        record(by=by, what="删除个人信息", on=student, why=because, changes=named)
        transaction.on_commit(lambda: note_erasure("learners.student", [student.pk]))
    return changed


def _label(part: Part, column: str) -> str:
    """A digest goes with the value it was made from and is not named beside it."""
    return str(getattr(part.model._meta.get_field(column.removesuffix("_index")), "verbose_name", column))


def blank(part: Part) -> int:
    """One statement for the rows, one for what they were before."""
    numbers = list(part.rows.values_list("pk", flat=True))
    empty = {column: blank_of(part.model, column) for column in part.columns}
    changed = part.model._default_manager.filter(pk__in=numbers).update(**empty)
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_forget_versions_of(%s, %s)", [part.model._meta.db_table, numbers])
    return changed
