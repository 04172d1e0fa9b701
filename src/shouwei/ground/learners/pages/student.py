"""One student: what the roll says, and what has happened."""

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import KEYRING, SignedInRequest

from ..models import Student
from ..permissions import KEYS
from ..rules.roll import KINDS, changes_open_to
from .students import STATES


@KEYS.page("view_students")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    student = KEYS.fetch(request.identity, "view_students", Student.objects.select_related("school"), pk=pk)
    changes = list(student.changes.select_related("recorded_by__user").order_by("-recorded_at", "-pk"))
    may_change = KEYS.opens(request.identity, "record_change", student)
    context = {
        "student": student,
        "state": STATES[student.state],
        "changes": changes,
        "verbs": [(name, KINDS[name].label) for name in changes_open_to(student.state)] if may_change else [],
        "latest": changes[0].pk if changes and may_change else None,
        "today": today(),
        "may_see_data": KEYRING["privacy"].opens(request.identity, "student_data", student),
    }
    return render(request, "learners/student.html", context)
