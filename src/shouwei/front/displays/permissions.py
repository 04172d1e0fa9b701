"""Who looks at which picture: the group's offices at the group, a school at its own part of three of them."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own(identity: Identity) -> Q:
    return Q(pk=identity.organisation_id)


KEYS = Keys(
    "displays",
    """
    [school]             secretariat council department unit_head unit_staff auditor administrator
    view_flows           all         all     all        own       own        all     -
    view_quadrant        all         all     all        own       own        all     -
    view_workplaces      all         all     all        own       own        all     -
    view_wall            all         all     all        -         -          all     -
    """,
    reaches={"school": {"own": _own}},
)
