"""Who may do what with accounts."""

from django.db.models import Q

from shouwei.core.keys import Keys

from .models import Identity


def _of_own_organisation(identity: Identity) -> Q:
    return Q(identities__organisation=identity.organisation)


KEYS = Keys(
    "people",
    """
    [account]            secretariat council department unit_head unit_staff auditor administrator
    view_people          all         -       -          own       -          all     all
    manage_accounts      all         -       -          -         -          -       all
    set_up_sign_in       -           -       -          -         -          -       all
    [identity]
    hand_over_work       all         -       -          own       -          -       all
    [handover]
    view_handover        all         party   party      own       party      all     all

    [handover]           liaison
    view_handover        party
    """,
    reaches={
        "account": {"own": _of_own_organisation},
        "identity": {"own": lambda identity: Q(organisation=identity.organisation)},
        "handover": {
            "own": lambda identity: Q(identity__organisation=identity.organisation),
            "party": lambda identity: Q(identity__user=identity.user) | Q(successor__user=identity.user),
        },
    },
)
