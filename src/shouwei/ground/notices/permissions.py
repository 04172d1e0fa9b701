"""Who sets up channels, who sees what was sent, and who judges what reminders achieve. Everybody's own inbox needs no key."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def of_unit(identity: Identity) -> Q:
    return Q(organisation_id=identity.organisation_id)


def posted_by_unit(identity: Identity) -> Q:
    return Q(channel__organisation_id=identity.organisation_id)


KEYS = Keys(
    "notices",
    """
    [channel]            secretariat council department unit_head unit_staff auditor administrator
    view_channels        all         -       of_unit    of_unit   -          -       all
    change_channel       of_unit     -       of_unit    of_unit   -          -       all

    [dispatch]           secretariat council department unit_head unit_staff auditor administrator
    view_dispatches      all         -       of_unit    of_unit   -          -       all
    send_again           all         -       of_unit    of_unit   -          -       all

    [kindrule]           secretariat council department unit_head unit_staff auditor administrator
    view_effect          all         all     -          -         -          -       all
    change_kind          all         -       -          -         -          -       -
    """,
    reaches={"channel": {"of_unit": of_unit}, "dispatch": {"of_unit": posted_by_unit}},
)
