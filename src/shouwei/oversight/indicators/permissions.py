"""Who reads figures, who compares schools, who freezes a year."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own(identity: Identity) -> Q:
    return Q(school=identity.organisation_id)


KEYS = Keys(
    "indicators",
    """
    [definition]         secretariat council department unit_head unit_staff auditor administrator
    view_targets         all         all     all        all       all        all     -
    view_definitions     all         all     all        all       all        all     -
    compare_schools      all         all     all        -         -          all     -
    view_drafts          all         all     all        -         -          all     -
    write_definition     all         -       all        -         -          -       -
    decide_definition    -           all     -          -         -          -       -
    adopt_definition     all         all     -          -         -          -       -
    view_goals           all         all     all        all       all        all     -
    write_goal           all         -       -          -         -          -       -

    [report]             secretariat council department unit_head unit_staff auditor administrator
    view_reports         all         all     all        all       all        all     -
    freeze_report        all         -       -          -         -          -       -

    [round]              secretariat council department unit_head unit_staff auditor administrator
    view_rounds          all         all     all        all       all        all     -
    open_round           all         -       all        -         -          -       -
    lock_round           all         -       -          -         -          -       -

    [submission]         secretariat council department unit_head unit_staff auditor administrator
    view_submission      all         -       all        own       own        all     -
    hand_in              -           -       -          own       own        -       -
    decide_submission    all         -       all        -         -          -       -

    [definition]         liaison
    view_targets         all
    view_definitions     all
    view_goals           all
    """,
    reaches={"definition": {}, "report": {}, "round": {}, "submission": {"own": _own}},
)
