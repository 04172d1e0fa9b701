"""Who may see and change the roll."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own_student(identity: Identity) -> Q:
    return Q(school=identity.organisation_id)


def _own_change(identity: Identity) -> Q:
    return Q(student__school=identity.organisation_id)


KEYS = Keys(
    "learners",
    """
    [student]            secretariat council department unit_head unit_staff auditor administrator
    view_students        all         -       -          own       own        all     -
    change_student       -           -       -          own       own        -       -
    record_change        -           -       -          own       own        -       -
    graduate_class       -           -       -          own       own        -       -
    import_students      all         -       -          own       own        -       -
    view_roll_counts     all         all     all        own       own        all     -

    [change]             secretariat council department unit_head unit_staff auditor administrator
    take_back_change     -           -       -          own       own        -       -
    """,
    reaches={"student": {"own": _own_student}, "change": {"own": _own_change}},
)
