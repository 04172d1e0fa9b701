"""Who may do what with accounts."""

from shouwei.core.keys import Keys

KEYS = Keys(
    "people",
    """
    [identity]           secretariat council department unit_head unit_staff auditor administrator
    view_people          all         -       -          -         -          all     all
    """,
    reaches={},
)
