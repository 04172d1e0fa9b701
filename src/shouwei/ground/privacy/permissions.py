"""Who may read the register and delete persons."""

from shouwei.core.keys import Keys

KEYS = Keys(
    "privacy",
    """
    [register]           secretariat council department unit_head unit_staff auditor administrator
    view_register        all         all     all        all       all        all     all

    [person]             secretariat council department unit_head unit_staff auditor administrator
    erase_person         -           -       -          -         -          -       all
    """,
    reaches={},
)
