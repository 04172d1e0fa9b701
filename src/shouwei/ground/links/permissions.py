"""Who may see, revoke and send again which links."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own(identity: Identity) -> Q:
    return Q(issuer=identity.organisation_id)


KEYS = Keys(
    "links",
    """
    [link]               secretariat council department unit_head unit_staff auditor administrator
    view_links           all         -       own        own       own        all     -
    revoke_link          all         -       own        own       own        -       -
    reissue_link         all         -       own        own       own        -       -
    print_links          all         -       own        own       own        -       -
    """,
    reaches={"link": {"own": _own}},
)
