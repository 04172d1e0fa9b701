"""Who may read the register, answer a person's request, and watch what the night cleans up."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own_student(identity: Identity) -> Q:
    return Q(school=identity.organisation_id)


KEYS = Keys(
    "privacy",
    """
    [register]           secretariat council department unit_head unit_staff auditor administrator
    view_register        all         all     all        all       all        all     all

    [cleaning]           secretariat council department unit_head unit_staff auditor administrator
    view_cleaning        all         -       -          -         -          all     all
    hold_cleaning        all         -       -          -         -          -       all

    [person]             secretariat council department unit_head unit_staff auditor administrator
    erase_person         -           -       -          -         -          -       all

    [student]            secretariat council department unit_head unit_staff auditor administrator
    student_data         -           -       -          own       own        -       -
    erase_student        -           -       -          own       -          -       -
    """,
    reaches={"student": {"own": _own_student}},
)
