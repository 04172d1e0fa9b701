"""Who may look things up, and who brings in new editions."""

from shouwei.core.keys import Keys

KEYS = Keys(
    "catalogues",
    """
    [edition]            secretariat council department unit_head unit_staff auditor administrator
    view_catalogues      all         all     all        all       all        all     all
    view_editions        all         all     all        -         -          all     all
    import_edition       all         -       -          -         -          -       all
    enter_counties       all         -       -          -         -          -       all

    [edition]            liaison
    view_catalogues      all
    """,
    reaches={},
)
