"""Who may read the trail."""

from shouwei.core.keys import Keys

KEYS = Keys(
    "audit",
    """
    [event]              secretariat council department unit_head unit_staff auditor administrator
    view_trail           all         -       -          -         -          all     all
    view_record          all         -       -          -         -          all     -
    """,
    reaches={},
)
