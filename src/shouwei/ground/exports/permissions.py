"""Who may ask for lists, and who may be the second person. Which lists: each listing asks its own room's table."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def own(identity: Identity) -> Q:
    return Q(asked_by__user_id=identity.user_id)


def of_unit(identity: Identity) -> Q:
    return Q(asked_by__organisation_id=identity.organisation_id)


KEYS = Keys(
    "exports",
    """
    [export]             secretariat council department unit_head unit_staff auditor administrator
    ask_export           own         own     own        own       own        own     own
    view_export          own         own     own        own+of_unit own      all     own
    decide_export        all         -       -          of_unit   -          -       all

    [export]             liaison
    ask_export           own
    view_export          own
    """,
    reaches={"export": {"own": own, "of_unit": of_unit}},
)
