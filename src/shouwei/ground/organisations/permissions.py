"""Who may do what with organisations and membership."""

from shouwei.core.keys import Keys

KEYS = Keys(
    "organisations",
    """
    [membership]         secretariat council department unit_head unit_staff auditor administrator
    view_members         all         all     all        all       all        all     all
    change_members       all         -       -          -         -          -       -
    """,
    reaches={},
)
