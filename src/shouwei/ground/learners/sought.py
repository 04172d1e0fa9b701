"""Students, as the search box finds them: for the school's own officers, the secretariat and the auditor."""

from django.db.models import Value

from shouwei.core.finding import Findable, register, together

from .models import Student
from .permissions import KEYS

STUDENTS = register(
    Findable(
        "学生",
        Student,
        keys=KEYS,
        action="view_students",
        label="name",
        detail=together("student_no", Value(" · "), "specialty_name", Value(" "), "class_name"),
        organisation="school__name",
        state="state",
        states=dict(Student.State.choices),
        url="learners:student",
        unit=lambda identity: identity.organisation_id,
        order=4,
    )
)
