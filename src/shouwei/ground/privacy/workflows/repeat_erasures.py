"""After a restore: persons erased since the backup was made are erased again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.ground.learners.models import Student
from shouwei.ground.people.models import User

from ..queries.student import what_can_go
from .erase_person import erase_accounts
from .erase_student import blank
from .note_erasure import erased_since


@transaction.atomic
def repeat_erasures(since: datetime) -> int:
    """How many persons; on their numbers the restored house knows them under."""
    found = set(erased_since(since))
    accounts = sorted(number for label, number in found if label == "people.user")
    students = Student.objects.filter(pk__in=[number for label, number in found if label == "learners.student"])
    for student in students:
        for part in what_can_go(student):
            blank(part)
    User.objects.filter(pk__in=accounts).update(is_active=False)
    erase_accounts(accounts)
    return len(accounts) + len(students)
