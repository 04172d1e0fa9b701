"""Who reads figures, who writes definitions and goals, who collects and locks."""

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
    write_definition     all         -       all        -         -          -       -
    adopt_definition     all         all     -          -         -          -       -
    compare_schools      all         all     all        -         -          all     -

    [goal]               secretariat council department unit_head unit_staff auditor administrator
    write_goal           all         all     -          -         -          -       -

    [round]              secretariat council department unit_head unit_staff auditor administrator
    view_rounds          all         all     all        all       all        all     -
    open_round           all         -       all        -         -          -       -
    lock_round           all         -       -          -         -          -       -
    hand_in              -           -       -          all       all        -       -
    print_report         all         all     all        all       all        all     -
    """,
    reaches={"definition": {"own": _own}, "goal": {"own": _own}, "round": {"own": _own}},
)
