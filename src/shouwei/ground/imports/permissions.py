"""Who may import. Which nouns: each sheet asks its own room's table (``Sheet.opens``)."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def own(identity: Identity) -> Q:
    return Q(uploaded_by__user_id=identity.user_id)


KEYS = Keys(
    "imports",
    """
    [import]             secretariat council department unit_head unit_staff auditor administrator
    view_import          all         -       own        own       own        all     all
    make_import          own         -       own        own       own        -       own
    """,
    reaches={"import": {"own": own}},
)
