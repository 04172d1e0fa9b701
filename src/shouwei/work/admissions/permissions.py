"""Who reports intake, and who keeps the baseline."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own(identity: Identity) -> Q:
    return Q(school=identity.organisation_id)


KEYS = Keys(
    "admissions",
    """
    [intake]             secretariat council department unit_head unit_staff auditor administrator
    view_intake          all         all     all        own       own        all     -
    write_intake         all         -       all        own       own        -       -
    import_intake        all         -       all        own       own        -       -
    reconcile_intake     all         all     all        own       own        all     -

    [baseline]           secretariat council department unit_head unit_staff auditor administrator
    view_baseline        all         all     all        all       all        all     -
    write_baseline       all         -       all        -         -          -       -
    """,
    reaches={"intake": {"own": _own}, "baseline": {"own": _own}},
)
