"""Who may see and fill the holiday table."""

from shouwei.core.keys import Keys

KEYS = Keys(
    "calendar",
    """
    [holiday]            secretariat council department unit_head unit_staff auditor administrator
    view_holidays        all         all     all        all       all        all     all
    import_holidays      all         -       -          -         -          -       all

    [holiday]            liaison
    view_holidays        all
    """,
    reaches={},
)
