"""Who may read the register, answer what persons ask about their data, and watch what the night cleans up."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own_student(identity: Identity) -> Q:
    return Q(school=identity.organisation_id)


def _of_accounts(_identity: Identity) -> Q:
    return Q(school=None)


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
    note_for_person      -           -       -          -         -          -       all

    [student]            secretariat council department unit_head unit_staff auditor administrator
    student_data         -           -       -          own       own        -       -
    note_for_student     -           -       -          own       own        -       -
    send_data_link       -           -       -          own       own        -       -
    erase_student        -           -       -          own       -          -       -

    [request]            secretariat council department unit_head unit_staff auditor administrator
    view_request         all         -       -          own       own        all     accounts
    answer_request       -           -       -          own       own        -       accounts

    [register]           liaison
    view_register        all
    """,
    reaches={"student": {"own": _own_student}, "request": {"own": _own_student, "accounts": _of_accounts}},
)
