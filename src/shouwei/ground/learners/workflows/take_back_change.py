"""Take the latest change back, for a day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import RollChange, Student
from ..rules.roll import may_take_back


@transaction.atomic
def take_back_change(change: RollChange, *, by: Identity, today: date) -> None:
    """The student stands as before; both the change and its taking back stay in the trail, the row itself goes."""
    student = Student.objects.select_for_update(of=("self",)).get(pk=change.student_id)
    latest = RollChange.objects.filter(student=student).order_by("-recorded_at", "-pk").first()
    recorded_on = timezone.localdate(change.recorded_at)
    require(may_take_back(recorded_on=recorded_on, today=today, is_latest=latest == change))
    for name, value in change.before.items():
        setattr(student, name, date.fromisoformat(value) if name == "state_since" else value)
    student.save()
    changes = {name: [change.after[name], value] for name, value in change.before.items()}
    record(by=by, what="撤回学籍异动", on=change, about=student.school, changes=changes)
    change.delete()
